// SPDX-License-Identifier: Apache-2.0

/// What a template needs of the lexer. It reads no expression, it only finds where one ends.
package enum CELLexer {
    /// The offset of the `}` that closes an expression whose first byte is at `start`: braces inside
    /// texts do not count, others nest. Nil where nothing closes it.
    package static func endOfEmbeddedExpression(in utf8: [UInt8], from start: Int) -> Int? {
        var lexer = Lexer(utf8, from: start)
        var depth = 0
        while true {
            let token: Token
            do {
                token = try lexer.next()
            } catch {
                // A text or name that is not closed has no end here; a strange character is for the
                // parser to report.
                guard lexer.position == error.issue.range.lowerBound else { return nil }
                lexer.skipByte()
                continue
            }
            switch token.kind {
            case .end: return nil
            case .leftBrace: depth += 1
            case .rightBrace:
                if depth == 0 { return token.range.lowerBound }
                depth -= 1
            default: continue
            }
        }
    }
}
