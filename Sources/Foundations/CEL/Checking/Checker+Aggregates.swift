// SPDX-License-Identifier: Apache-2.0

/// Lists, maps and macros.
extension Checker {
    mutating func checkList(_ elements: [Expression.Element]) -> CELType {
        var joined: CELType?
        for element in elements {
            let type = checkElement(element.value, isOptional: element.isOptional)
            joined = substitution.join(joined, type)
        }
        return .list(joined ?? substitution.freshVariable())
    }

    mutating func checkMap(_ entries: [Expression.Entry]) -> CELType {
        var key: CELType?
        var value: CELType?
        for entry in entries {
            let keyType = check(entry.key)
            refuse(substitution.resolve(keyType), entry.key)
            key = substitution.join(key, keyType)
            let valueType = checkElement(entry.value, isOptional: entry.isOptional)
            value = substitution.join(value, valueType)
        }
        return .map(
            key ?? substitution.freshVariable(), value ?? substitution.freshVariable())
    }

    private mutating func checkElement(_ expression: Expression, isOptional: Bool) -> CELType {
        let type = resolved(expression)
        guard isOptional else { return type }
        if type.isDyn { return .dyn }
        let element = substitution.freshVariable()
        guard substitution.assign(type, to: .optional(element)) else {
            report("`?` takes an optional, not \(type)", at: expression.range)
            return .dyn
        }
        return element
    }
}

extension Checker {
    mutating func checkComprehension(
        _ expression: Expression, _ macro: Comprehension
    ) -> CELType {
        let range = resolved(macro.range)
        let (key, value) = rangeTypes(range, macro.range)
        let isList = range.isList
        let single = isList ? value : key
        let types = macro.variables.count == 1 ? [single] : [key, value]
        let variables = Array(zip(macro.variables, types))
        return withLocals(variables, of: expression) { checker in
            checker.checkBody(macro, element: single)
        }
    }

    /// What the first and the second of two variables are.
    private mutating func rangeTypes(
        _ type: CELType, _ range: Expression
    ) -> (key: CELType, value: CELType) {
        switch type {
        case .list(let element): return (.int, element)
        case .map(let key, let value): return (key, value)
        case .object: return (.string, .dyn)
        case .dyn: return (.dyn, .dyn)
        case .variable:
            _ = substitution.assign(.dyn, to: type)
            return (.dyn, .dyn)
        default:
            if !refuse(type, range) {
                report("a macro goes through a list or a map, not \(type)", at: range.range)
            }
            return (.dyn, .dyn)
        }
    }

    private mutating func checkBody(_ macro: Comprehension, element: CELType) -> CELType {
        if let condition = macro.condition { requireBool(condition, for: "the condition") }
        guard let result = macro.result else {
            return macro.kind == .filter ? .list(element) : .bool
        }
        let known = macro.condition.map { knownPresent(by: $0, when: true) } ?? []
        let type = check(result, knowing: known)
        switch macro.kind {
        case .map: return .map(mapKey(macro), type)
        case .entries: return entryType(type, result)
        default: return .list(type)
        }
    }

    /// The keys of `transformMap` stay what they were.
    private func mapKey(_ macro: Comprehension) -> CELType {
        locals.last { $0.name == macro.variables[0].name }?.type ?? .dyn
    }

    private mutating func entryType(_ type: CELType, _ result: Expression) -> CELType {
        let map = CELType.map(substitution.freshVariable(), substitution.freshVariable())
        guard substitution.assign(type, to: map) else {
            let found = substitution.resolve(type, unknownBecomesDyn: true)
            report("`transformMapEntry` wants a map of one entry, not \(found)", at: result.range)
            return .map(.dyn, .dyn)
        }
        return map
    }

    mutating func checkBind(_ expression: Expression, _ bind: Bind) -> CELType {
        let type = check(bind.value)
        return withLocals([(bind.variable, type)], of: expression) { checker in
            checker.check(bind.body)
        }
    }

    mutating func checkOptionalMap(_ expression: Expression, _ map: OptionalMap) -> CELType {
        let target = resolved(map.target)
        let element = substitution.freshVariable()
        if !refuse(target, map.target), !substitution.assign(target, to: .optional(element)) {
            report("the macro takes an optional, not \(target)", at: map.target.range)
        }
        let type = withLocals([(map.variable, element)], of: expression) { checker in
            checker.check(map.body)
        }
        guard map.isFlat else { return .optional(type) }
        let inner = substitution.freshVariable()
        guard substitution.assign(type, to: .optional(inner)) else {
            let found = substitution.resolve(type, unknownBecomesDyn: true)
            report("`optFlatMap` wants an optional, not \(found)", at: map.body.range)
            return .dyn
        }
        return .optional(inner)
    }
}

extension CELType {
    fileprivate var isList: Bool { if case .list = self { true } else { false } }
}
