// SPDX-License-Identifier: Apache-2.0

/// One lexical element of an expression with its bytes.
struct Token {
    enum Kind: UInt8 {
        case end
        case identifier, quotedIdentifier
        case trueWord, falseWord, nullWord, inWord
        case int, uint, double, string, bytes
        case dot, comma, colon, question
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case plus, minus, star, slash, percent, not
        case and, or
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    }

    let kind: Kind
    let range: Range<Int>
}

extension Token.Kind {
    /// How messages call it.
    var text: String {
        switch self {
        case .end: "the end of the expression"
        case .identifier: "a name"
        case .quotedIdentifier: "a quoted name"
        case .trueWord: "`true`"
        case .falseWord: "`false`"
        case .nullWord: "`null`"
        case .inWord: "`in`"
        case .int, .uint, .double: "a number"
        case .string, .bytes: "a text"
        case .dot: "`.`"
        case .comma: "`,`"
        case .colon: "`:`"
        case .question: "`?`"
        case .leftParenthesis: "`(`"
        case .rightParenthesis: "`)`"
        case .leftBracket: "`[`"
        case .rightBracket: "`]`"
        case .leftBrace: "`{`"
        case .rightBrace: "`}`"
        default: "an operator"
        }
    }
}
