// SPDX-License-Identifier: Apache-2.0

import Values

/// Fields and indexes (cel-spec, "Field Selection").
extension Checker {
    mutating func checkSelect(
        _ expression: Expression, _ select: Expression.Select
    ) -> (type: CELType, path: RootedPath?) {
        if !select.isOptional, let name = expression.qualifiedName, !beginsWithLocal(name),
            let found = checkQualified(expression, name)
        {
            return found
        }
        let (operand, path) = checkPath(select.operand)
        let end = select.fieldRange.upperBound
        let selected = path?.appending(
            .field(select.field), to: end, isPresenceTest: select.isOptional)
        let (type, wasOptional) = unwrapped(operand)
        note(selected: select.field, of: type, at: select.fieldRange)
        let field = fieldType(
            select.field, of: type, at: select.fieldRange, operand: select.operand)
        let mayBeAbsent = select.isOptional || wasOptional
        if field.isOptional, !mayBeAbsent { requireGuard(selected, select) }
        return (mayBeAbsent ? .optional(field.type.withoutOptional) : field.type, selected)
    }

    mutating func checkPresence(
        _ expression: Expression, _ select: Expression.Select
    ) -> CELType {
        let (operand, path) = checkPath(select.operand)
        let (type, _) = unwrapped(operand)
        _ = fieldType(select.field, of: type, at: select.fieldRange, operand: select.operand)
        if let path {
            let end = select.fieldRange.upperBound
            note(path.appending(.field(select.field), to: end, isPresenceTest: true))
        }
        return .bool
    }

    private mutating func requireGuard(_ path: RootedPath?, _ select: Expression.Select) {
        guard !isGuarded(select.field, of: select.operand) else { return }
        note(
            unguarded: path?.path
                ?? CELSelectPath(
                    root: "", steps: [.field(select.field)], range: select.fieldRange))
    }

    mutating func unwrapped(_ type: CELType) -> (type: CELType, wasOptional: Bool) {
        let type = substitution.resolve(type)
        if case .optional(let inner) = type { return (substitution.resolve(inner), true) }
        return (type, false)
    }

    private mutating func fieldType(
        _ name: String, of type: CELType, at range: Range<Int>, operand: Expression
    ) -> CELField {
        switch type {
        case .dyn: return CELField(.dyn)
        case .map(_, let value): return CELField(value)
        case .variable:
            _ = substitution.assign(.dyn, to: type)
            return CELField(.dyn)
        case .object(let object):
            if let field = object.field(name) { return field }
            report(
                "\(object.name) has no field `\(name)`", at: range,
                suggestion: nearestName(to: name, among: object.fieldNames))
        case .pending, .opaque: refuse(type, operand)
        default:
            let found = substitution.resolve(type, unknownBecomesDyn: true)
            report("a value of type \(found) has no fields", at: range)
        }
        return CELField(.dyn)
    }
}

extension Checker {
    mutating func checkIndex(
        _ expression: Expression, _ operand: Expression, _ index: Expression, isOptional: Bool
    ) -> (type: CELType, path: RootedPath?) {
        let (operandType, path) = checkPath(operand)
        let (type, wasOptional) = unwrapped(operandType)
        let step = index.constantStep
        let selected = step.flatMap {
            path?.appending($0, to: expression.range.upperBound, isPresenceTest: isOptional)
        }
        // Where the path ends here, what was selected so far is a reference.
        if step == nil, let path { note(path) }
        let mayBeAbsent = isOptional || wasOptional
        if case .field(let name)? = step { note(selected: name, of: type, at: index.range) }
        if case .object = type, case .field(let name)? = step {
            _ = check(index)
            let field = fieldType(name, of: type, at: index.range, operand: operand)
            if field.isOptional, !mayBeAbsent {
                requireGuard(
                    selected,
                    Expression.Select(
                        operand: operand, field: name, fieldRange: index.range, isOptional: false))
            }
            return (mayBeAbsent ? .optional(field.type.withoutOptional) : field.type, selected)
        }
        let indexType = check(index)
        let element = CELType.parameter("E")
        let overloads = [
            CELOverload("[]", [.list(element), .int], element, .none),
            CELOverload("[]", [.map(.parameter("K"), element), .parameter("K")], element, .none),
        ]
        let arguments = [(operand, type), (index, indexType)]
        let result = matched("[]", overloads, arguments, at: index.range)?.type ?? .dyn
        return (mayBeAbsent ? .optional(result.withoutOptional) : result, selected)
    }
}

extension Expression {
    /// The step that a constant index is.
    var constantStep: CELSelectPath.Step? {
        switch kind {
        case .literal(.string(let text)): .field(text)
        case .literal(.int(let number)): .index(number)
        default: nil
        }
    }
}

extension CELType {
    var withoutOptional: CELType {
        if case .optional(let type) = self { type } else { self }
    }
}
