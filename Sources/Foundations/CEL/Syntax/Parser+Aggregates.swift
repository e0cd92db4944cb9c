// SPDX-License-Identifier: Apache-2.0

/// Lists, maps and messages. Messages are read and then refused by the checker: the only ones the
/// language has here are its own types.
extension Parser {
    mutating func list(_ start: Int) throws(SyntaxFailure) -> Expression {
        try expect(.leftBracket)
        var elements: [Expression.Element] = []
        if try take(.comma), token.kind != .rightBracket { throw unexpected("`]`") }
        while token.kind != .rightBracket {
            let isOptional = try take(.question)
            let value = try nested { parser throws(SyntaxFailure) in try parser.expression() }
            elements.append(Expression.Element(value: value, isOptional: isOptional))
            guard try take(.comma) else { break }
        }
        try expect(.rightBracket)
        return try node(start, .list(elements), over: elements.map(\.value))
    }

    mutating func map(_ start: Int) throws(SyntaxFailure) -> Expression {
        try expect(.leftBrace)
        var entries: [Expression.Entry] = []
        if try take(.comma), token.kind != .rightBrace { throw unexpected("`}`") }
        while token.kind != .rightBrace {
            let isOptional = try take(.question)
            let key = try nested { parser throws(SyntaxFailure) in try parser.expression() }
            try expect(.colon)
            let value = try nested { parser throws(SyntaxFailure) in try parser.expression() }
            entries.append(Expression.Entry(key: key, value: value, isOptional: isOptional))
            guard try take(.comma) else { break }
        }
        try expect(.rightBrace)
        return try node(start, .map(entries), over: entries.flatMap { [$0.key, $0.value] })
    }

    /// The dotted name that an expression spells; nil for anything that is no name.
    func messageName(_ expression: Expression) -> String? {
        guard lastEnd == expression.range.upperBound else { return nil }
        return expression.qualifiedName
    }

    mutating func message(
        _ name: String, _ nameRange: Range<Int>, _ start: Int
    ) throws(SyntaxFailure) -> Expression {
        var values: [Expression] = []
        while token.kind != .rightBrace {
            _ = try take(.question)
            guard token.kind == .identifier || token.kind == .quotedIdentifier else {
                throw unexpected("a field name")
            }
            try advance()
            try expect(.colon)
            values.append(try nested { parser throws(SyntaxFailure) in try parser.expression() })
            guard try take(.comma) else { break }
        }
        try expect(.rightBrace)
        return try node(start, .message(name: name, nameRange: nameRange, values), over: values)
    }
}

extension Expression {
    /// `a.b.c` for names and plain selects of them; the leading dot of an absolute name is kept.
    var qualifiedName: String? {
        var fields: [String] = []
        var expression = self
        while case .select(let select) = expression.kind, !select.isOptional {
            fields.append(select.field)
            expression = select.operand
        }
        guard case .name(let name, let isAbsolute) = expression.kind else { return nil }
        return (isAbsolute ? "." : "") + ([name] + fields.reversed()).joined(separator: ".")
    }
}
