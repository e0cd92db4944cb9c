// SPDX-License-Identifier: Apache-2.0

import CEL

/// A text of a template cut into plain text and `${...}` expressions. `$${` is a literal `${`; an expression
/// ends where CEL's lexer says, not at the next brace. It compiles nothing.
struct TemplateText {
    enum Piece: Equatable {
        case text(String)
        /// The source between the braces, and where it stands in the text's UTF-8.
        case expression(String, range: Range<Int>)
    }

    struct Unclosed: Error {
        /// Where the `${` stands.
        let range: Range<Int>
    }

    let pieces: [Piece]

    init(_ text: String) throws(Unclosed) {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var plain: [UInt8] = []
        var index = 0
        let open: [UInt8] = [UInt8(ascii: "$"), UInt8(ascii: "{")]
        while index < bytes.count {
            let rest = bytes[index...]
            if rest.starts(with: [UInt8(ascii: "$")] + open) {
                plain += open
                index += 3
            } else if rest.starts(with: open) {
                let start = index + 2
                guard let end = CELLexer.endOfEmbeddedExpression(in: bytes, from: start) else {
                    throw Unclosed(range: index..<bytes.count)
                }
                if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
                plain = []
                pieces.append(
                    .expression(
                        String(decoding: bytes[start..<end], as: UTF8.self), range: start..<end))
                index = end + 1
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
        self.pieces = pieces
    }

    static func hasExpression(_ text: String) -> Bool {
        var previous: UInt8 = 0
        return text.utf8.contains { byte in
            defer { previous = byte }
            return byte == UInt8(ascii: "{") && previous == UInt8(ascii: "$")
        }
    }
}
