// SPDX-License-Identifier: Apache-2.0

/// Calls that are macros: by name, form and number of arguments (cel-spec, "Macros").
extension Parser {
    /// Nil for a call that is none.
    mutating func expandedMacro(
        _ call: Expression.Call, _ start: Int
    ) throws(SyntaxFailure) -> Expression? {
        guard isExpandingMacros else { return nil }
        guard let target = call.target else { return try presence(call, start) }
        switch (call.name, call.arguments.count) {
        case ("bind", 3):
            guard case .name("cel", isAbsolute: false) = target.kind else { return nil }
            return try bind(call.arguments, start)
        case ("greatest", _), ("least", _):
            guard case .name("math", isAbsolute: false) = target.kind else { return nil }
            return try extreme(target, call, start)
        case ("optMap", 2), ("optFlatMap", 2):
            return try optionalMap(target, call, start)
        default:
            guard let shape = Self.comprehensions[call.name]?[call.arguments.count] else {
                return nil
            }
            return try comprehension(target, call.arguments, shape, start)
        }
    }

    private struct Shape {
        let kind: Comprehension.Kind
        let variables: Int
        var hasCondition = true
        var hasResult = false
    }

    private static let comprehensions: [String: [Int: Shape]] = {
        let filter = [2: Shape(kind: .filter, variables: 1)]
        func test(_ kind: Comprehension.Kind) -> [Int: Shape] {
            [2: Shape(kind: kind, variables: 1), 3: Shape(kind: kind, variables: 2)]
        }
        func transform(_ kind: Comprehension.Kind, variables: Int) -> [Int: Shape] {
            [
                variables + 1: Shape(
                    kind: kind, variables: variables, hasCondition: false, hasResult: true),
                variables + 2: Shape(kind: kind, variables: variables, hasResult: true),
            ]
        }
        return [
            "all": test(.all), "exists": test(.exists), "exists_one": test(.existsOne),
            "existsOne": test(.existsOne), "filter": filter,
            "map": transform(.list, variables: 1),
            "transformList": transform(.list, variables: 2),
            "transformMap": transform(.map, variables: 2),
            "transformMapEntry": transform(.entries, variables: 2),
        ]
    }()

    private mutating func presence(
        _ call: Expression.Call, _ start: Int
    ) throws(SyntaxFailure) -> Expression? {
        guard call.name == "has", call.arguments.count == 1 else { return nil }
        guard case .select(let select) = call.arguments[0].kind, !select.isOptional else {
            throw SyntaxFailure("`has()` takes a field selection", at: call.arguments[0].range)
        }
        return try node(start, .presence(select), over: [call.arguments[0]])
    }

    private mutating func comprehension(
        _ target: Expression, _ arguments: [Expression], _ shape: Shape, _ start: Int
    ) throws(SyntaxFailure) -> Expression {
        var variables: [Variable] = []
        for argument in arguments[..<shape.variables] {
            let variable = try variable(argument)
            if variables.contains(where: { $0.name == variable.name }) {
                throw SyntaxFailure(
                    "both variables are named `\(variable.name)`", at: variable.range)
            }
            variables.append(variable)
        }
        let comprehension = Comprehension(
            kind: shape.kind, range: target, variables: variables,
            condition: shape.hasCondition ? arguments[shape.variables] : nil,
            result: shape.hasResult ? arguments.last : nil)
        return try node(start, .comprehension(comprehension), over: [target] + arguments)
    }

    private mutating func bind(
        _ arguments: [Expression], _ start: Int
    ) throws(SyntaxFailure) -> Expression {
        let bind = Bind(
            variable: try variable(arguments[0]), value: arguments[1], body: arguments[2])
        return try node(start, .bind(bind), over: arguments)
    }

    /// Of more than two numbers the functions take a list. What is seen to be no number is refused here already, as
    /// cel-go's macros do; a single argument may be a list of numbers.
    private mutating func extreme(
        _ target: Expression, _ call: Expression.Call, _ start: Int
    ) throws(SyntaxFailure) -> Expression? {
        var numbers = call.arguments
        if numbers.count == 1, case .list(let elements) = numbers[0].kind, !elements.isEmpty {
            numbers = elements.map(\.value)
        }
        for number in numbers where number.isLiteralWithoutNumber {
            throw SyntaxFailure("`math.\(call.name)` takes numbers", at: number.range)
        }
        guard numbers.count > 2, numbers.count == call.arguments.count else { return nil }
        let elements = call.arguments.map { Expression.Element(value: $0, isOptional: false) }
        let list = try node(call.nameRange.upperBound, .list(elements), over: call.arguments)
        let inner = Expression.Call(
            target: target, name: call.name, nameRange: call.nameRange, isAbsolute: false,
            arguments: [list])
        return try node(start, .call(inner), over: [target, list])
    }

    private mutating func optionalMap(
        _ target: Expression, _ call: Expression.Call, _ start: Int
    ) throws(SyntaxFailure) -> Expression {
        let map = OptionalMap(
            target: target, variable: try variable(call.arguments[0]), body: call.arguments[1],
            isFlat: call.name == "optFlatMap")
        return try node(start, .optionalMap(map), over: [target] + call.arguments)
    }

    private func variable(_ expression: Expression) throws(SyntaxFailure) -> Variable {
        guard case .name(let name, isAbsolute: false) = expression.kind else {
            throw SyntaxFailure("a macro's variable is a simple name", at: expression.range)
        }
        guard name != "__result__" else {
            throw SyntaxFailure(
                "`__result__` is the name of a macro's own variable", at: expression.range)
        }
        return Variable(name: name, range: expression.range)
    }
}

extension Expression {
    fileprivate var isLiteralWithoutNumber: Bool {
        switch kind {
        case .literal(let value): value.asDouble == nil
        case .list, .map, .message: true
        default: false
        }
    }
}
