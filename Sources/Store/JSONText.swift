// SPDX-License-Identifier: Apache-2.0

import Values

/// The text of a JSON string whose bytes are at hand, good as long as they are. Most texts stand there as they are,
/// and only one with escapes is decoded; the others cost no memory until somebody wants the string.
struct JSONText {
    private let quoted: UnsafeRawBufferPointer
    /// Nil where the text's own bytes stand between the quotes.
    private let decoded: String?

    /// Nil for bytes that can't stand between a JSON string's quotes.
    init?(quoted: UnsafeRawBufferPointer) {
        self.quoted = quoted
        var isPlain = true
        for byte in quoted where byte == UInt8(ascii: "\\") || byte >= 0x80 { isPlain = false }
        if isPlain {
            decoded = nil
        } else {
            guard let text = Self.decoded(quoted) else { return nil }
            decoded = text
        }
    }

    private static func decoded(_ quoted: UnsafeRawBufferPointer) -> String? {
        guard quoted.contains(UInt8(ascii: "\\")) else {
            return String(validating: quoted, as: UTF8.self)
        }
        let quote = [UInt8(ascii: "\"")]
        return (try? JSONParser.parse(quote + quoted + quote))?.string
    }

    var string: String { decoded ?? String(decoding: quoted, as: UTF8.self) }

    /// The text in UTF-8.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard var decoded else { return body(quoted) }
        return decoded.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}
