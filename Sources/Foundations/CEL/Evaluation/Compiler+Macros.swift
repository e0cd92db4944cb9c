// SPDX-License-Identifier: Apache-2.0

/// Macros that bind names (cel-spec, "Macros").
extension Compiler {
    func bind(_ expression: Expression, _ bind: Bind) -> Code {
        let local = checked.localStarts[expression.id]
        let (value, body) = (compile(bind.value), compile(bind.body))
        return Code(value, body) { frame throws(CELError) in
            do throws(CELError) {
                frame.locals[local] = .value(try value.step(&frame))
            } catch {
                frame.locals[local] = .failure(error)
            }
            return try body.step(&frame)
        }
    }

    func optionalMap(_ expression: Expression, _ map: OptionalMap) -> Code {
        let local = checked.localStarts[expression.id]
        let range = map.target.range
        let (target, body) = (compile(map.target), compile(map.body))
        return Code(target, body) { frame throws(CELError) in
            let value = try target.step(&frame)
            guard case .optional(let inner) = value else {
                throw CELError.mismatch(map.isFlat ? "optFlatMap" : "optMap", value).located(range)
            }
            guard let inner else { return .absent }
            frame.locals[local] = .value(inner)
            let result = try body.step(&frame)
            guard map.isFlat else { return .optional(result) }
            guard case .optional = result else {
                throw CELError.mismatch("optFlatMap", result).located(map.body.range)
            }
            return result
        }
    }

    func comprehension(_ expression: Expression, _ macro: Comprehension) -> Code {
        let range = compile(macro.range)
        let loop = Loop(
            local: checked.localStarts[expression.id], variables: macro.variables.count,
            condition: macro.condition.map { compile($0) },
            conditionRange: macro.condition?.range ?? expression.range,
            result: macro.result.map { compile($0) },
            resultRange: macro.result?.range ?? expression.range)
        let kind = macro.kind
        return Code(weight: range.weight + 1) { frame throws(CELError) in
            let value = try range.step(&frame)
            do throws(CELError) {
                let elements = try LoopRange(value)
                switch kind {
                case .all: return try loop.test(elements, &frame, decisive: false)
                case .exists: return try loop.test(elements, &frame, decisive: true)
                case .existsOne: return try loop.existsOne(elements, &frame)
                case .filter: return try loop.filter(elements, &frame)
                case .list: return try loop.list(elements, &frame)
                case .map: return try loop.map(elements, &frame)
                case .entries: return try loop.entries(elements, &frame)
                }
            } catch {
                throw error.located(expression.range)
            }
        }
    }
}
