// SPDX-License-Identifier: Apache-2.0

/// A node of a parsed expression, macros already expanded. It knows no types and no declarations.
final class Expression: Sendable {
    /// Counts from 0 in one expression; the checker's tables are indexed by it.
    let id: Int
    /// The bytes it covers.
    let range: Range<Int>
    /// Levels below it, itself included.
    let height: Int
    let kind: Kind

    init(id: Int, range: Range<Int>, height: Int, kind: Kind) {
        self.id = id
        self.range = range
        self.height = height
        self.kind = kind
    }

    indirect enum Kind: Sendable {
        case literal(CELValue)
        case name(String, isAbsolute: Bool)
        case select(Select)
        /// `has(operand.field)`.
        case presence(Select)
        case index(operand: Expression, index: Expression, isOptional: Bool)
        case call(Call)
        case unary(UnaryOperator, Expression)
        case binary(Binary)
        /// A row of `&&` or `||`.
        case logical(isAnd: Bool, [Expression])
        case conditional(Expression, Expression, Expression)
        case list([Element])
        case map([Entry])
        case message(name: String, nameRange: Range<Int>, [Expression])
        case comprehension(Comprehension)
        case bind(Bind)
        case optionalMap(OptionalMap)
    }

    struct Select: Sendable {
        let operand: Expression
        let field: String
        let fieldRange: Range<Int>
        /// Written `operand.?field`.
        let isOptional: Bool
    }

    struct Call: Sendable {
        let target: Expression?
        let name: String
        let nameRange: Range<Int>
        /// Written with a leading dot.
        let isAbsolute: Bool
        let arguments: [Expression]
    }

    struct Binary: Sendable {
        let `operator`: BinaryOperator
        let operatorRange: Range<Int>
        let left: Expression
        let right: Expression
    }

    struct Element: Sendable {
        let value: Expression
        /// Written `?value`: left out where the optional is absent.
        let isOptional: Bool
    }

    struct Entry: Sendable {
        let key: Expression
        let value: Expression
        let isOptional: Bool
    }
}

enum UnaryOperator: String, Sendable {
    case not = "!"
    case negate = "-"
}

enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
}
