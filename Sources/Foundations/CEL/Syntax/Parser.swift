// SPDX-License-Identifier: Apache-2.0

/// Turns the text of an expression into a tree (cel-spec, "Syntax"), expanding the macros. It stops at
/// the first error. Its recursion and the tree's height stay within the depth limit.
struct Parser {
    let bytes: [UInt8]
    let limits: CELLimits
    let isExpandingMacros: Bool
    private var lexer: Lexer
    private(set) var token: Token
    private(set) var nodeCount = 0
    /// Levels of nesting around the current token.
    private var depth = 0
    /// The end of the last token taken.
    private(set) var lastEnd = 0

    static func parse(
        _ source: String, limits: CELLimits, isExpandingMacros: Bool = true
    ) throws(SyntaxFailure) -> (root: Expression, nodeCount: Int) {
        let bytes = Array(source.utf8)
        guard bytes.count <= limits.sourceBytesMax else {
            throw SyntaxFailure(
                limit: "the expression is longer than \(limits.sourceBytesMax) bytes",
                at: 0..<bytes.count)
        }
        var lexer = Lexer(bytes)
        let first = try lexer.next()
        var parser = Parser(
            bytes: bytes, limits: limits, isExpandingMacros: isExpandingMacros, lexer: lexer,
            token: first)
        let root = try parser.expression()
        guard parser.token.kind == .end else {
            throw parser.unexpected("an operator or the end of the expression")
        }
        return (root, parser.nodeCount)
    }

    private init(
        bytes: [UInt8], limits: CELLimits, isExpandingMacros: Bool, lexer: Lexer, token: Token
    ) {
        self.bytes = bytes
        self.limits = limits
        self.isExpandingMacros = isExpandingMacros
        self.lexer = lexer
        self.token = token
    }
}

/// Tokens and nodes.
extension Parser {
    mutating func advance() throws(SyntaxFailure) {
        lastEnd = token.range.upperBound
        token = try lexer.next()
    }

    mutating func take(_ kind: Token.Kind) throws(SyntaxFailure) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind) throws(SyntaxFailure) {
        guard try take(kind) else { throw unexpected(kind.text) }
    }

    func unexpected(_ wanted: String) -> SyntaxFailure {
        // At the end there is nothing to underline but the last byte.
        let end = token.range.upperBound
        let range = token.kind == .end ? max(0, end - 1)..<end : token.range
        let found = token.kind == .end ? "the expression ends" : "`\(text(token.range))` stands"
        return SyntaxFailure("\(found) where \(wanted) is expected", at: range)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// A node over its children, from `start` to the last token taken.
    mutating func node(
        _ start: Int, _ kind: Expression.Kind, over children: [Expression] = []
    ) throws(SyntaxFailure) -> Expression {
        let height = 1 + (children.lazy.map(\.height).max() ?? 0)
        guard height <= limits.depthMax else { throw tooDeep(start..<lastEnd) }
        defer { nodeCount += 1 }
        return Expression(id: nodeCount, range: start..<lastEnd, height: height, kind: kind)
    }

    mutating func nested<Result>(
        _ read: (inout Parser) throws(SyntaxFailure) -> Result
    ) throws(SyntaxFailure) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.depthMax else { throw tooDeep(token.range) }
        return try read(&self)
    }

    private func tooDeep(_ range: Range<Int>) -> SyntaxFailure {
        SyntaxFailure(
            limit: "the expression is nested deeper than \(limits.depthMax) levels", at: range)
    }
}

/// Operators, from the loosest to the tightest.
extension Parser {
    mutating func expression() throws(SyntaxFailure) -> Expression {
        let start = token.range.lowerBound
        let condition = try infix(minimum: .or)
        guard try take(.question) else { return condition }
        return try nested { parser throws(SyntaxFailure) in
            let first = try parser.infix(minimum: .or)
            try parser.expect(.colon)
            let second = try parser.expression()
            return try parser.node(
                start, .conditional(condition, first, second), over: [condition, first, second])
        }
    }

    private mutating func infix(minimum: Precedence) throws(SyntaxFailure) -> Expression {
        let start = token.range.lowerBound
        var left = try unary()
        while let precedence = Precedence(token.kind), precedence >= minimum {
            if precedence <= .and {
                left = try row(left, token.kind, precedence, start)
                continue
            }
            let symbol = token
            try advance()
            let right = try nested { parser throws(SyntaxFailure) in
                try parser.infix(minimum: precedence.next)
            }
            guard let `operator` = BinaryOperator(rawValue: text(symbol.range)) else {
                preconditionFailure("an operator token without operator; this is a bug in burnham")
            }
            let binary = Expression.Binary(
                operator: `operator`, operatorRange: symbol.range, left: left, right: right)
            left = try node(start, .binary(binary), over: [left, right])
        }
        return left
    }

    /// All operands of a row of one logical operator become one node.
    private mutating func row(
        _ first: Expression, _ kind: Token.Kind, _ precedence: Precedence, _ start: Int
    ) throws(SyntaxFailure) -> Expression {
        var operands = [first]
        while try take(kind) {
            operands.append(
                try nested { parser throws(SyntaxFailure) in
                    try parser.infix(minimum: precedence.next)
                })
        }
        return try node(start, .logical(isAnd: kind == .and, operands), over: operands)
    }

    private mutating func unary() throws(SyntaxFailure) -> Expression {
        let start = token.range.lowerBound
        guard token.kind == .not || token.kind == .minus else { return try member() }
        let kind = token.kind
        try advance()
        if kind == .minus, token.kind == .int || token.kind == .double {
            return try member(negativeFrom: start)
        }
        // Only the same sign may follow: `-!x` is no expression, and neither is `!-x` unless `-x` is
        // a number.
        if kind == .not, token.kind == .minus {
            let minus = token.range.lowerBound
            try advance()
            guard token.kind == .int || token.kind == .double else { throw unexpected("a number") }
            let number = try member(negativeFrom: minus)
            return try node(start, .unary(.not, number), over: [number])
        }
        guard kind == .not || token.kind != .not else { throw unexpected("a value") }
        let operand = try nested { parser throws(SyntaxFailure) in try parser.unary() }
        return try node(start, .unary(kind == .not ? .not : .negate, operand), over: [operand])
    }
}

/// How tightly an infix operator binds.
private enum Precedence: Int, Comparable {
    case or, and, relation, sum, product, operand

    init?(_ kind: Token.Kind) {
        switch kind {
        case .or: self = .or
        case .and: self = .and
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .inWord:
            self = .relation
        case .plus, .minus: self = .sum
        case .star, .slash, .percent: self = .product
        default: return nil
        }
    }

    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}
