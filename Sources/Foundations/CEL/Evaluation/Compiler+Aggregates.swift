// SPDX-License-Identifier: Apache-2.0

/// Lists and maps.
extension Compiler {
    func list(_ elements: [Expression.Element]) -> Code {
        let parts = elements.map {
            (code: compile($0.value), isOptional: $0.isOptional, $0.value.range)
        }
        let weight = parts.reduce(1) { $0 + $1.code.weight }
        let code = Code(weight: weight) { frame throws(CELError) in
            try frame.budget.charge(parts.count)
            var items: [CELValue] = []
            items.reserveCapacity(parts.count)
            for (code, isOptional, range) in parts {
                let value = try code.step(&frame)
                if isOptional {
                    if let value = try value.unwrapped(range) { items.append(value) }
                } else {
                    items.append(value)
                }
            }
            return .list(items)
        }
        return folded(code, over: parts.map(\.code))
    }

    func map(_ entries: [Expression.Entry], _ range: Range<Int>) -> Code {
        let parts = entries.map { (key: compile($0.key), value: compile($0.value), $0) }
        let weight = parts.reduce(1) { $0 + $1.key.weight + $1.value.weight }
        let code = Code(weight: weight) { frame throws(CELError) in
            try frame.budget.charge(parts.count)
            var pairs: [(key: CELValue, value: CELValue)] = []
            pairs.reserveCapacity(parts.count)
            for (key, value, entry) in parts {
                let key = try key.step(&frame)
                let value = try value.step(&frame)
                if entry.isOptional {
                    guard let value = try value.unwrapped(entry.value.range) else { continue }
                    pairs.append((key, value))
                } else {
                    pairs.append((key, value))
                }
            }
            do throws(CELError) {
                return .map(try CELMap(pairs))
            } catch {
                throw error.located(range)
            }
        }
        return folded(code, over: parts.flatMap { [$0.key, $0.value] })
    }
}

extension CELValue {
    fileprivate func unwrapped(_ range: Range<Int>) throws(CELError) -> CELValue? {
        guard case .optional(let value) = self else {
            throw CELError.mismatch("?", self).located(range)
        }
        return value
    }
}
