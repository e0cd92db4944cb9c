// SPDX-License-Identifier: Apache-2.0

import Values

/// Punctuation and operators.
extension Lexer {
    mutating func symbol(_ byte: UInt8) throws(SyntaxFailure) -> Token.Kind {
        if let kind = pair(byte) {
            skipByte()
            skipByte()
            return kind
        }
        guard let kind = single(byte) else {
            throw SyntaxFailure(
                "a character that no expression has", at: position..<scalarEnd(position))
        }
        skipByte()
        return kind
    }

    private func pair(_ byte: UInt8) -> Token.Kind? {
        guard position + 1 < bytes.count else { return nil }
        switch (byte, bytes[position + 1]) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")): return .equal
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): return .notEqual
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): return .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): return .greaterOrEqual
        case (UInt8(ascii: "&"), UInt8(ascii: "&")): return .and
        case (UInt8(ascii: "|"), UInt8(ascii: "|")): return .or
        default: return nil
        }
    }

    private func single(_ byte: UInt8) -> Token.Kind? {
        switch byte {
        case UInt8(ascii: "."): .dot
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "?"): .question
        case UInt8(ascii: "("): .leftParenthesis
        case UInt8(ascii: ")"): .rightParenthesis
        case UInt8(ascii: "["): .leftBracket
        case UInt8(ascii: "]"): .rightBracket
        case UInt8(ascii: "{"): .leftBrace
        case UInt8(ascii: "}"): .rightBrace
        case UInt8(ascii: "+"): .plus
        case UInt8(ascii: "-"): .minus
        case UInt8(ascii: "*"): .star
        case UInt8(ascii: "/"): .slash
        case UInt8(ascii: "%"): .percent
        case UInt8(ascii: "!"): .not
        case UInt8(ascii: "<"): .less
        case UInt8(ascii: ">"): .greater
        default: nil
        }
    }

    /// The end of the UTF-8 sequence that starts here, so that a range never cuts one.
    private func scalarEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}

func isHexDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return hexValue(of: byte) != nil
}
