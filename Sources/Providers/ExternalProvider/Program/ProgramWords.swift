// SPDX-License-Identifier: Apache-2.0

/// What a program says on its standard error: the end of it, as failures quote it.
struct ProgramWords: Sendable {
    private static let keptMax = 16_384
    private static let quotedMax = 1000

    private var bytes: [UInt8] = []
    private var isCut = false

    mutating func add(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
        guard bytes.count > Self.keptMax else { return }
        bytes.removeFirst(bytes.count - Self.keptMax)
        isCut = true
    }

    /// One line without secrets and control characters; empty where nothing was said.
    func quoted(_ redaction: Redaction) -> String {
        // The first bytes of what is left may be the end of a secret.
        let whole = isCut ? Array(bytes.dropFirst(redaction.longest)) : bytes
        let text = String(decoding: redaction.redacted(whole), as: UTF8.self)
        let lines = text.split { $0 == "\n" || $0 == "\r\n" }.joined(separator: " | ")
        let shown = Self.printable(lines)
        return shown.count > Self.quotedMax ? "…" + shown.suffix(Self.quotedMax) : shown
    }

    /// A program's words within one of our lines.
    static func printable(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { shown, scalar in
            let isControl = scalar.properties.generalCategory == .control
            shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }
}
