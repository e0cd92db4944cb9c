// SPDX-License-Identifier: Apache-2.0

/// Calls: of the overload the checker found, or of the first one that takes the values.
extension Compiler {
    func call(_ expression: Expression, _ call: Expression.Call) -> Code {
        guard case .call(let overloads, let isNamespaced) = resolution(expression) else {
            return failure(expression)
        }
        let receiver = isNamespaced ? nil : call.target
        if let receiver, overloads.count == 1, call.name == "or" || call.name == "orValue" {
            return alternative(call, compile(receiver), compile(call.arguments[0]))
        }
        let arguments = ((receiver.map { [$0] } ?? []) + call.arguments).map { compile($0) }
        let code = dispatch(call.name, overloads, arguments, call.nameRange)
        return folded(code, over: arguments)
    }

    private func dispatch(
        _ name: String, _ overloads: [CELOverload], _ arguments: [Code], _ range: Range<Int>
    ) -> Code {
        guard overloads.count == 1, let overload = overloads.first else {
            return dynamic(name, overloads, arguments, range)
        }
        if name == "matches", arguments.count == 2,
            case .string(let pattern)? = arguments[1].constant
        {
            return unary(RegularExpressions.matcher(pattern), arguments[0], range)
        }
        switch overload.implementation {
        case .unary(let body): return unary(body, arguments[0], range)
        case .binary(let body): return binary(body, arguments[0], arguments[1], range)
        case .general, .none: return dynamic(name, overloads, arguments, range)
        }
    }

    private func unary(
        _ body: @escaping CELOverload.Unary, _ argument: Code, _ range: Range<Int>
    ) -> Code {
        Code(argument) { frame throws(CELError) in
            let value = try argument.step(&frame)
            do throws(CELError) {
                return try body(value, &frame.budget)
            } catch {
                throw error.located(range)
            }
        }
    }

    private func binary(
        _ body: @escaping CELOverload.Binary, _ first: Code, _ second: Code, _ range: Range<Int>
    ) -> Code {
        Code(first, second) { frame throws(CELError) in
            let left = try first.step(&frame)
            let right = try second.step(&frame)
            do throws(CELError) {
                return try body(left, right, &frame.budget)
            } catch {
                throw error.located(range)
            }
        }
    }

    /// `or` and `orValue` of an optional: what stands in for it is evaluated only where it is absent.
    private func alternative(
        _ call: Expression.Call, _ optional: Code, _ other: Code
    ) -> Code {
        let range = call.nameRange
        let isFlat = call.name == "or"
        let code = Code(optional, other) { frame throws(CELError) in
            let value = try optional.step(&frame)
            guard case .optional(let content) = value else {
                throw CELError.mismatch(call.name, value).located(range)
            }
            if let content { return isFlat ? value : content }
            let result = try other.step(&frame)
            guard isFlat else { return result }
            guard case .optional = result else {
                throw CELError.mismatch(call.name, value, result).located(range)
            }
            return result
        }
        return folded(code, over: [optional, other])
    }

    /// Takes the first overload that is for the values' kinds.
    private func dynamic(
        _ name: String, _ overloads: [CELOverload], _ arguments: [Code], _ range: Range<Int>
    ) -> Code {
        Code(weight: arguments.reduce(1) { $0 + $1.weight }) { frame throws(CELError) in
            var values: [CELValue] = []
            values.reserveCapacity(arguments.count)
            for argument in arguments { values.append(try argument.step(&frame)) }
            do throws(CELError) {
                for overload in overloads where overload.accepts(values) {
                    return try overload.call(values, &frame.budget)
                }
            } catch {
                throw error.located(range)
            }
            throw CELError.mismatch(
                .noMatchingOverload(function: name, arguments: values.map(\.runtimeType.name)),
                values
            ).located(range)
        }
    }
}

extension CELOverload {
    fileprivate func call(
        _ arguments: [CELValue], _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        switch implementation {
        case .unary(let body): try body(arguments[0], &budget)
        case .binary(let body): try body(arguments[0], arguments[1], &budget)
        case .general(let body): try body(arguments, &budget)
        case .none: throw CELError(.noSuchFunction(name))
        }
    }
}
