// SPDX-License-Identifier: Apache-2.0

/// Primaries and what follows them: selects, indexes, calls, messages.
extension Parser {
    /// `negativeFrom` is where the sign of a negative number stood, already taken.
    mutating func member(negativeFrom: Int? = nil) throws(SyntaxFailure) -> Expression {
        let start = negativeFrom ?? token.range.lowerBound
        var result = negativeFrom == nil ? try primary() : try number(start)
        while true {
            switch token.kind {
            case .dot:
                try advance()
                result = try selected(result, start)
            case .leftBracket:
                try advance()
                result = try indexed(result, start)
            case .leftBrace:
                guard let name = messageName(result) else { return result }
                try advance()
                result = try message(name, result.range, start)
            default: return result
            }
        }
    }

    private mutating func selected(
        _ operand: Expression, _ start: Int
    ) throws(SyntaxFailure) -> Expression {
        let isOptional = try take(.question)
        let field = token
        guard field.kind == .identifier || field.kind == .quotedIdentifier else {
            throw unexpected("a field name")
        }
        let isQuoted = field.kind == .quotedIdentifier
        let name =
            isQuoted
            ? text(field.range.lowerBound + 1..<field.range.upperBound - 1) : text(field.range)
        try advance()
        if !isOptional, !isQuoted, token.kind == .leftParenthesis {
            let arguments = try arguments()
            let call = Expression.Call(
                target: operand, name: name, nameRange: field.range, isAbsolute: false,
                arguments: arguments)
            if let macro = try expandedMacro(call, start) { return macro }
            return try node(start, .call(call), over: [operand] + arguments)
        }
        let select = Expression.Select(
            operand: operand, field: name, fieldRange: field.range, isOptional: isOptional)
        return try node(start, .select(select), over: [operand])
    }

    private mutating func indexed(
        _ operand: Expression, _ start: Int
    ) throws(SyntaxFailure) -> Expression {
        let isOptional = try take(.question)
        let index = try nested { parser throws(SyntaxFailure) in try parser.expression() }
        try expect(.rightBracket)
        return try node(
            start, .index(operand: operand, index: index, isOptional: isOptional),
            over: [operand, index])
    }

    private mutating func primary() throws(SyntaxFailure) -> Expression {
        let start = token.range.lowerBound
        switch token.kind {
        case .identifier, .dot: return try name(start)
        case .leftParenthesis:
            try advance()
            let inner = try nested { parser throws(SyntaxFailure) in try parser.expression() }
            try expect(.rightParenthesis)
            return inner
        case .leftBracket: return try list(start)
        case .leftBrace: return try map(start)
        default: return try literal(start)
        }
    }

    private mutating func name(_ start: Int) throws(SyntaxFailure) -> Expression {
        let isAbsolute = try take(.dot)
        guard token.kind == .identifier else { throw unexpected("a name") }
        let (name, range) = (text(token.range), token.range)
        // A reserved word may still begin the name of a message or be a function's name after a dot.
        guard !Self.reservedWords.contains(name) else {
            throw SyntaxFailure("`\(name)` is a reserved word", at: range)
        }
        try advance()
        guard token.kind == .leftParenthesis else {
            return try node(start, .name(name, isAbsolute: isAbsolute))
        }
        let arguments = try arguments()
        let call = Expression.Call(
            target: nil, name: name, nameRange: range, isAbsolute: isAbsolute,
            arguments: arguments)
        if let macro = try expandedMacro(call, start) { return macro }
        return try node(start, .call(call), over: arguments)
    }

    private mutating func arguments() throws(SyntaxFailure) -> [Expression] {
        try expect(.leftParenthesis)
        var arguments: [Expression] = []
        while token.kind != .rightParenthesis {
            arguments.append(try nested { parser throws(SyntaxFailure) in try parser.expression() })
            guard try take(.comma) else { break }
            guard token.kind != .rightParenthesis else { throw unexpected("a value") }
        }
        try expect(.rightParenthesis)
        return arguments
    }

    private mutating func literal(_ start: Int) throws(SyntaxFailure) -> Expression {
        let literal = Literal(bytes, token.range)
        let value: CELValue
        switch token.kind {
        case .trueWord: value = .bool(true)
        case .falseWord: value = .bool(false)
        case .nullWord: value = .null
        case .int: value = try literal.int(isNegative: false)
        case .uint: value = try literal.uint()
        case .double: value = try literal.double(isNegative: false)
        case .string: value = try literal.string()
        case .bytes: value = try literal.byteString()
        default: throw unexpected("a value")
        }
        try advance()
        return try node(start, .literal(value))
    }

    private mutating func number(_ start: Int) throws(SyntaxFailure) -> Expression {
        let literal = Literal(bytes, token.range)
        let value =
            token.kind == .int
            ? try literal.int(isNegative: true) : try literal.double(isNegative: true)
        try advance()
        return try node(start, .literal(value))
    }

    static let reservedWords: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop",
        "package", "namespace", "return", "var", "void", "while",
    ]
}
