// SPDX-License-Identifier: Apache-2.0

import Values

/// Keywords for lists: core, section 10.3.1; validation, section 6.4.
extension Evaluation {
    mutating func checkList(
        _ node: SchemaNode.Number, _ items: [Value], _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        guard let rules = program.nodes[node].list?.rules else { return true }
        var isValid = checkCounts(node, rules, items)
        guard isValid || isCollecting else { return false }
        isValid = checkItems(node, rules, items, evaluated) && isValid
        guard isValid || isCollecting, let contained = rules.contains else { return isValid }
        return checkContains(node, rules, contained, items, evaluated) && isValid
    }

    private mutating func checkCounts(
        _ node: SchemaNode.Number, _ rules: ListRules, _ items: [Value]
    ) -> Bool {
        var isValid = true
        if let least = rules.countMin, items.count < least {
            isValid = fail(node, "minItems") { .items($0, atLeast: least) }
        }
        if let most = rules.countMax, items.count > most {
            isValid = fail(node, "maxItems") { .items($0, atMost: most) }
        }
        guard isValid || isCollecting, rules.isUnique,
            let (first, second) = ValueSet.firstRepeat(in: items)
        else { return isValid }
        if isCollecting {
            path.append(.index(second))
            report(node, "uniqueItems") { .repeated($0, first: first) }
            path.removeLast()
        }
        return false
    }

    private mutating func checkItems(
        _ node: SchemaNode.Number, _ rules: ListRules, _ items: [Value],
        _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        var isValid = true
        for (place, schema) in rules.prefix.enumerated().prefix(items.count) {
            guard checkItem(schema, place, items[place]) || keepGoing(&isValid) else {
                return false
            }
        }
        evaluated?.insert(0..<min(rules.prefix.count, items.count))
        guard let schema = rules.items, items.count > rules.prefix.count else { return isValid }
        for place in rules.prefix.count..<items.count {
            guard checkItem(schema, place, items[place]) || keepGoing(&isValid) else {
                return false
            }
        }
        evaluated?.insert(rules.prefix.count..<items.count)
        return isValid
    }

    /// Notes a violation; true where the pass goes on to find more of them.
    private func keepGoing(_ isValid: inout Bool) -> Bool {
        isValid = false
        return isCollecting
    }

    mutating func checkItem(_ schema: SchemaNode.Number, _ place: Int, _ item: Value) -> Bool {
        guard isCollecting else { return check(schema, item) }
        path.append(.index(place))
        defer { path.removeLast() }
        return check(schema, item)
    }

    private mutating func checkContains(
        _ node: SchemaNode.Number, _ rules: ListRules, _ contained: SchemaNode.Number,
        _ items: [Value], _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        var count = 0
        for (place, item) in items.enumerated() where decide(contained, item) {
            count += 1
            evaluated?.insert(place)
            if evaluated == nil, rules.containsMax == nil, count >= rules.containsMin {
                return true
            }
        }
        if count < rules.containsMin {
            return fail(node, rules.containsMin == 1 ? "contains" : "minContains") {
                .contains($0, atLeast: rules.containsMin)
            }
        }
        if let most = rules.containsMax, count > most {
            return fail(node, "maxContains") { .contains($0, atMost: most) }
        }
        return true
    }
}
