// SPDX-License-Identifier: Apache-2.0

/// Arithmetic, comparison and text.
extension Compiler {
    func unary(_ sign: UnaryOperator, _ operand: Expression, _ range: Range<Int>) -> Code {
        let operand = compile(operand)
        let code = Code(operand) { frame throws(CELError) in
            let value = try operand.step(&frame)
            if sign == .not {
                guard case .bool(let flag) = value else {
                    throw CELError.mismatch("!", value).located(range)
                }
                return .bool(!flag)
            }
            do throws(CELError) {
                return try Arithmetic.negate(value)
            } catch {
                throw error.located(range)
            }
        }
        return folded(code, over: [operand])
    }

    func binary(_ expression: Expression, _ binary: Expression.Binary) -> Code {
        if binary.operator == .add, case .string = type(expression) {
            return concatenation(expression)
        }
        let (left, right) = (compile(binary.left), compile(binary.right))
        let apply = Self.operation(binary.operator)
        let range = binary.operatorRange
        let code = Code(left, right) { frame throws(CELError) in
            let first = try left.step(&frame)
            let second = try right.step(&frame)
            do throws(CELError) {
                return try apply(first, second, &frame.budget)
            } catch {
                throw error.located(range)
            }
        }
        return folded(code, over: [left, right])
    }

    private static func operation(_ symbol: BinaryOperator) -> CELOverload.Binary {
        switch symbol {
        case .add:
            { left, right, budget throws(CELError) in
                try Arithmetic.add(left, right, &budget)
            }
        case .subtract: { left, right, _ throws(CELError) in try Arithmetic.subtract(left, right) }
        case .multiply: { left, right, _ throws(CELError) in try Arithmetic.multiply(left, right) }
        case .divide: { left, right, _ throws(CELError) in try Arithmetic.divide(left, right) }
        case .remainder:
            { left, right, _ throws(CELError) in
                try Arithmetic.remainder(left, right)
            }
        case .equal:
            { left, right, budget throws(CELError) in
                .bool(try areEqual(left, right, &budget))
            }
        case .notEqual:
            { left, right, budget throws(CELError) in
                .bool(try !areEqual(left, right, &budget))
            }
        case .isIn:
            { left, right, budget throws(CELError) in
                .bool(try contains(right, left, &budget))
            }
        case .less, .lessOrEqual, .greater, .greaterOrEqual: comparison(symbol)
        }
    }

    private static func comparison(_ symbol: BinaryOperator) -> CELOverload.Binary {
        let name = symbol.rawValue
        return { left, right, _ throws(CELError) in
            let order = try order(left, right, function: name)
            switch symbol {
            case .less: return .bool(order == .less)
            case .lessOrEqual: return .bool(order == .less || order == .equal)
            case .greater: return .bool(order == .greater)
            default: return .bool(order == .greater || order == .equal)
            }
        }
    }

    /// A row of `+` on text becomes one step that makes one string.
    private func concatenation(_ expression: Expression) -> Code {
        var parts: [(Code, Range<Int>)] = []
        var rest = expression
        while case .binary(let binary) = rest.kind, binary.operator == .add,
            case .string = type(rest)
        {
            parts.append((compile(binary.right), binary.operatorRange))
            rest = binary.left
        }
        parts.append((compile(rest), expression.range))
        parts.reverse()
        let pieces = parts
        let weight = parts.reduce(0) { $0 + $1.0.weight + 1 }
        let code = Code(weight: weight) { frame throws(CELError) in
            var text = ""
            for (piece, range) in pieces {
                let value = try piece.step(&frame)
                guard case .string(let next) = value else {
                    throw CELError.mismatch("+", .string(""), value).located(range)
                }
                text += next
            }
            try frame.budget.charge(bytes: text.utf8.count)
            return .string(text)
        }
        return folded(code, over: parts.map(\.0))
    }
}

/// Logic (cel-spec, "Logical Operators").
extension Compiler {
    func logical(isAnd: Bool, _ operands: [Expression]) -> Code {
        let codes = operands.map { (compile($0), $0.range) }
        let symbol = isAnd ? "&&" : "||"
        return Code(weight: codes.reduce(1) { $0 + $1.0.weight }) { frame throws(CELError) in
            var failure: CELError?
            for (code, range) in codes {
                do throws(CELError) {
                    let value = try code.step(&frame)
                    guard case .bool(let flag) = value else {
                        throw CELError.mismatch(symbol, value).located(range)
                    }
                    if flag != isAnd { return .bool(flag) }
                } catch {
                    failure = failure ?? error
                }
            }
            if let failure { throw failure }
            return .bool(isAnd)
        }
    }

    func conditional(
        _ condition: Expression, _ first: Expression, _ second: Expression
    ) -> Code {
        let range = condition.range
        let (condition, first, second) = (compile(condition), compile(first), compile(second))
        return Code(condition, first, second) { frame throws(CELError) in
            let value = try condition.step(&frame)
            guard case .bool(let flag) = value else {
                throw CELError.mismatch("?:", value).located(range)
            }
            return try flag ? first.step(&frame) : second.step(&frame)
        }
    }
}
