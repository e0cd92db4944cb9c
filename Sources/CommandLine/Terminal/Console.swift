// SPDX-License-Identifier: Apache-2.0

import BurnhamReport
import Glibc

/// Where a command writes: results on standard output, everything else on standard error.
struct Console: Sendable {
    let screen: Screen
    /// Whether somebody watches standard error.
    let isWatched: Bool

    init(plain: Bool, noColor: Bool) {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let asksForNone = EnvironmentVariable.noColor.value?.isEmpty == false
        screen = Screen(
            width: Self.width(), hasColour: isTerminal && !noColor && !asksForNone && !plain,
            isPlain: plain)
        isWatched = isatty(STDERR_FILENO) == 1
    }

    func result(_ text: String) { Self.write(text, to: STDOUT_FILENO) }

    func line(_ text: String) { result(text + "\n") }

    func aside(_ text: String) { Self.write(text, to: STDERR_FILENO) }

    func asideLine(_ text: String) { aside(text + "\n") }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let slice = UnsafeBufferPointer(rebasing: rest)
                let written = Glibc.write(descriptor, slice.baseAddress, slice.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    return
                }
                rest = rest.dropFirst(written)
            }
        }
    }

    /// The terminal's columns, else the standard width.
    private static func width() -> Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return Screen.standardWidth
        }
        return min(Int(size.ws_col), Screen.standardWidth)
    }
}
