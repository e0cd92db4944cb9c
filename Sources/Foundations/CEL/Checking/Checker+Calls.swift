// SPDX-License-Identifier: Apache-2.0

import Values

/// Functions and operators: the overloads that take the arguments' types (cel-spec, "Functions").
extension Checker {
    mutating func checkCall(_ expression: Expression, _ call: Expression.Call) -> CELType {
        if let target = call.target {
            if let name = target.qualifiedName, !beginsWithLocal(name),
                let overloads = functions("\(name).\(call.name)", isMember: false)
            {
                return checkCall(
                    expression, call, overloads, receiver: nil, isNamespaced: true)
            }
            let type = check(target)
            let overloads = environment.functions[call.name]?.filter(\.isMember) ?? []
            return checkCall(
                expression, call, overloads, receiver: (target, type), isNamespaced: false)
        }
        let name = call.isAbsolute ? ".\(call.name)" : call.name
        let overloads = functions(name, isMember: false) ?? []
        return checkCall(expression, call, overloads, receiver: nil, isNamespaced: false)
    }

    private func functions(_ name: String, isMember: Bool) -> [CELOverload]? {
        environment.resolve(name) { candidate in
            let overloads = environment.functions[candidate]?.filter { $0.isMember == isMember }
            return overloads?.isEmpty == false ? overloads : nil
        }
    }

    private mutating func checkCall(
        _ expression: Expression, _ call: Expression.Call, _ overloads: [CELOverload],
        receiver: (Expression, CELType)?, isNamespaced: Bool
    ) -> CELType {
        var arguments = receiver.map { [$0] } ?? []
        for argument in call.arguments { arguments.append((argument, check(argument))) }
        guard !overloads.isEmpty else {
            reportUnknown(call, isMember: receiver != nil)
            resolve(expression, to: .failure(.noSuchFunction(call.name)))
            return .dyn
        }
        let match = matched(call.name, overloads, arguments, at: call.nameRange)
        // Unchecked, any overload with so many parameters may be meant.
        let candidates =
            match?.overloads ?? overloads.filter { $0.parameters.count == arguments.count }
        resolve(
            expression,
            to: candidates.isEmpty
                ? .failure(
                    .noMatchingOverload(
                        function: call.name, arguments: arguments.map(\.1.description)))
                : .call(candidates, isNamespaced: isNamespaced))
        return match?.type ?? .dyn
    }

    private mutating func reportUnknown(_ call: Expression.Call, isMember: Bool) {
        let other = environment.functions[call.name] ?? []
        if other.contains(where: { $0.isMember != isMember }) {
            let form = isMember ? "`\(call.name)(value)`" : "`value.\(call.name)()`"
            report("the function is called as \(form)", at: call.nameRange)
        } else {
            report(
                "no function is named `\(call.name)`", at: call.nameRange,
                suggestion: nearestName(to: call.name, among: environment.functions.names))
        }
    }

    /// The overloads that take these types, and what they give; `dyn` where they differ. Reports what
    /// fits none.
    mutating func matched(
        _ name: String, _ overloads: [CELOverload], _ arguments: [(Expression, CELType)],
        at range: Range<Int>
    ) -> (type: CELType, overloads: [CELOverload])? {
        for (argument, type) in arguments where refuse(substitution.resolve(type), argument) {
            return (.dyn, overloads.filter { $0.parameters.count == arguments.count })
        }
        let types = arguments.map(\.1)
        var result: CELType?
        var matching: [CELOverload] = []
        for overload in overloads where overload.parameters.count == types.count {
            guard let type = give(overload, types) else { continue }
            matching.append(overload)
            result = result.map { $0 == type ? type : .dyn } ?? type
        }
        if let result { return (result, matching) }
        let found = types.map { substitution.resolve($0, unknownBecomesDyn: true).description }
        report("`\(name)` does not take (\(found.joined(separator: ", ")))", at: range)
        return nil
    }

    /// What an overload gives for these types; nil where it does not take them.
    private mutating func give(_ overload: CELOverload, _ types: [CELType]) -> CELType? {
        guard overload.isGeneric else {
            return substitution.assign(types, to: overload.parameters) ? overload.result : nil
        }
        var fresh: [String: CELType] = [:]
        let parameters = overload.parameters.map { instantiate($0, &fresh) }
        let result = instantiate(overload.result, &fresh)
        guard substitution.assign(types, to: parameters) else { return nil }
        // What a value of unknown type gives is unknown as well, not still to be found out.
        let isGradual = types.contains { substitution.resolve($0).isDyn }
        return substitution.resolve(result, unknownBecomesDyn: isGradual)
    }

    private mutating func instantiate(
        _ type: CELType, _ fresh: inout [String: CELType]
    ) -> CELType {
        if case .parameter(let name) = type {
            if let known = fresh[name] { return known }
            let variable = substitution.freshVariable()
            fresh[name] = variable
            return variable
        }
        var instances: [CELType] = []
        for parameter in type.parameters { instances.append(instantiate(parameter, &fresh)) }
        var next = instances.makeIterator()
        return type.mapParameters { next.next() ?? $0 }
    }

    /// Reports an operation on a secret or on what is known only later.
    @discardableResult
    mutating func refuse(_ type: CELType, _ argument: Expression) -> Bool {
        switch type {
        case .opaque:
            report(
                "`\(text(argument.range))` is secret and may only be passed on whole",
                at: argument.range, .opaque)
            return true
        case .pending:
            report(
                "`\(text(argument.range))` is known only later and may only be passed on whole",
                at: argument.range, .pending)
            return true
        default: return false
        }
    }
}

extension Checker {
    mutating func checkBinary(_ binary: Expression.Binary) -> CELType {
        let overloads = binary.operator.overloads
        return checkOperator(
            binary.operator.rawValue, overloads, [binary.left, binary.right],
            at: binary.operatorRange)
    }

    mutating func checkOperator(
        _ name: String, _ overloads: [CELOverload], _ operands: [Expression], at range: Range<Int>
    ) -> CELType {
        var arguments: [(Expression, CELType)] = []
        for operand in operands { arguments.append((operand, check(operand))) }
        return matched(name, overloads, arguments, at: range)?.type ?? .dyn
    }

    /// Wants a bool and says so of the smallest part that is none.
    mutating func requireBool(_ expression: Expression, for what: String) {
        let type = check(expression)
        if refuse(substitution.resolve(type), expression) { return }
        guard !substitution.assign(type, to: .bool) else { return }
        let found = substitution.resolve(type, unknownBecomesDyn: true)
        report("\(what) is a bool, not \(found)", at: expression.range)
    }

    mutating func checkLogical(isAnd: Bool, _ operands: [Expression]) -> CELType {
        // Either operand decides for the other, whichever is evaluated first.
        let known = operands.flatMap { knownPresent(by: $0, when: isAnd) }
        guards.add(known)
        for operand in operands {
            requireBool(operand, for: "an operand of `\(isAnd ? "&&" : "||")`")
        }
        guards.remove(known)
        return .bool
    }

    mutating func checkConditional(
        _ condition: Expression, _ first: Expression, _ second: Expression
    ) -> CELType {
        requireBool(condition, for: "the condition of `?`")
        let firstType = check(first, knowing: knownPresent(by: condition, when: true))
        let secondType = check(second, knowing: knownPresent(by: condition, when: false))
        let variable = substitution.freshVariable()
        let settled = [firstType, secondType].map { substitution.resolve($0).settled }
        guard substitution.assign(settled, to: [variable, variable]) else {
            let found = settled.map { substitution.resolve($0, unknownBecomesDyn: true) }
            report(
                "the choices of `?` differ in type: \(found[0]) and \(found[1])",
                at: first.range.lowerBound..<second.range.upperBound)
            return .dyn
        }
        let isPending = [firstType, secondType].contains { substitution.resolve($0).isPending }
        // What was found, not the variable: an overload that takes null could make something else of that.
        let type = substitution.resolve(variable)
        return isPending ? .pending(type) : type
    }

    mutating func check(_ expression: Expression, knowing paths: [PathKey]) -> CELType {
        guards.add(paths)
        defer { guards.remove(paths) }
        return check(expression)
    }
}

extension CELType {
    fileprivate var isPending: Bool { if case .pending = self { true } else { false } }
}
