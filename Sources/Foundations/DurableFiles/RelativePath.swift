// SPDX-License-Identifier: Apache-2.0

/// A path that stays in its folder by its spelling alone: `a/b/c`, never absolute, with no empty, `.`
/// or `..` part and no control character. Symbolic links on the way are `DirectoryHandle`'s affair.
package struct RelativePath: Hashable, Sendable, CustomStringConvertible {
    package static let componentBytesMax = 255
    package static let bytesMax = 4095

    package let text: String
    /// Where the last part begins.
    private let lastStart: Int

    /// Throws `unsafePath` for anything but the above.
    package init(_ text: String) throws(FileFailure) {
        guard let lastStart = Self.startOfLastPart(of: text) else {
            throw FileFailure(.open, path: Self.shown(text), kind: .unsafePath)
        }
        self.text = text
        self.lastStart = lastStart
    }

    private init(checked text: String, lastStart: Int) {
        self.text = text
        self.lastStart = lastStart
    }

    package var description: String { text }

    /// The last part.
    package var name: String { String(Substring(text.utf8.dropFirst(lastStart))) }

    /// The path without its last part. Nil for a single name.
    package var parent: RelativePath? {
        guard lastStart > 0 else { return nil }
        let text = String(Substring(text.utf8.prefix(lastStart - 1)))
        let start = text.utf8.lastIndex(of: UInt8(ascii: "/"))
            .map { text.utf8.distance(from: text.startIndex, to: $0) + 1 }
        return RelativePath(checked: text, lastStart: start ?? 0)
    }

    package var components: [String] {
        text.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    package func appending(_ text: String) throws(FileFailure) -> RelativePath {
        try RelativePath("\(self.text)/\(text)")
    }

    private static func startOfLastPart(of text: String) -> Int? {
        let slash = UInt8(ascii: "/")
        let dot = UInt8(ascii: ".")
        var start = 0
        var position = 0
        var dots = 0
        func isComplete() -> Bool {
            let count = position - start
            return count > 0 && count <= componentBytesMax && !(dots == count && count <= 2)
        }
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0x7F { return nil }
            if byte == slash {
                guard isComplete() else { return nil }
                start = position + 1
                dots = 0
            } else if byte == dot {
                dots += 1
            }
            position += 1
        }
        return isComplete() && position <= bytesMax ? start : nil
    }

    /// The text with control characters escaped, so that a message stays one line.
    private static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(300) {
            shown +=
                scalar.value < 0x20 || scalar.value == 0x7F
                ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return shown
    }
}

/// `root` and a path below it, as one. Throws `unsafePath` where the path could leave the root.
package func safePath(root: String, _ relative: String) throws(FileFailure) -> String {
    let path = try RelativePath(relative)
    return root.utf8.last == UInt8(ascii: "/") ? root + path.text : "\(root)/\(path.text)"
}
