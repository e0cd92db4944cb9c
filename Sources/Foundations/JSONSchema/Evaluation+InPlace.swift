// SPDX-License-Identifier: Apache-2.0

import Values

/// Keywords that apply further schemas to the same instance: core, sections 8.2.3, 10.2 and 11.
extension Evaluation {
    mutating func checkInPlace(
        _ node: SchemaNode.Number, _ value: Value, _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        guard let rules = program.nodes[node].inPlace?.rules else { return true }
        var isValid = true
        if let reference = rules.reference {
            isValid = check(reference, value, evaluated)
            guard isValid || isCollecting else { return false }
        }
        if let dynamic = rules.dynamicReference {
            isValid = check(target(of: dynamic), value, evaluated) && isValid
            guard isValid || isCollecting else { return false }
        }
        for schema in rules.allOf {
            isValid = check(schema, value, evaluated) && isValid
            guard isValid || isCollecting else { return false }
        }
        isValid = checkAlternatives(node, rules, value, evaluated) && isValid
        guard isValid || isCollecting else { return false }
        return checkConditions(node, rules, value, evaluated) && isValid
    }

    /// The outermost resource that was entered and bears the anchor.
    private func target(of dynamic: InPlaceRules.Dynamic) -> SchemaNode.Number {
        let bearers = program.dynamicAnchors[dynamic.anchor] ?? [:]
        for resource in scope {
            if let node = bearers[resource] { return node }
        }
        return dynamic.fallback
    }

    private mutating func checkAlternatives(
        _ node: SchemaNode.Number, _ rules: InPlaceRules, _ value: Value,
        _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        var isValid = true
        if !rules.anyOf.isEmpty,
            fitting(rules.anyOf, value, evaluated, enough: evaluated == nil ? 1 : .max).isEmpty
        {
            explain(node, "anyOf", rules.anyOf, value)
            isValid = false
        }
        if isValid || isCollecting, !rules.oneOf.isEmpty {
            let fitting = fitting(rules.oneOf, value, evaluated, enough: 2)
            if fitting.isEmpty {
                explain(node, "oneOf", rules.oneOf, value)
                isValid = false
            } else if fitting.count > 1 {
                isValid = fail(node, "oneOf", Message.severalAlternatives)
            }
        }
        if isValid || isCollecting, let not = rules.not, decide(not, value) {
            isValid = fail(node, "not", Message.excluded)
        }
        return isValid
    }

    /// The alternatives that the value fits; the search ends with the first `enough` of them.
    private mutating func fitting(
        _ schemas: [SchemaNode.Number], _ value: Value, _ evaluated: EvaluatedPlaces?, enough: Int
    ) -> [SchemaNode.Number] {
        var fitting: [SchemaNode.Number] = []
        for schema in schemas {
            let own = evaluated?.empty()
            guard decide(schema, value, own) else { continue }
            if let own { evaluated?.formUnion(own) }
            fitting.append(schema)
            if fitting.count >= enough { break }
        }
        return fitting
    }

    private mutating func checkConditions(
        _ node: SchemaNode.Number, _ rules: InPlaceRules, _ value: Value,
        _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        var isValid = true
        if let condition = rules.condition {
            let own = evaluated?.empty()
            let holds = decide(condition, value, own)
            if holds, let own { evaluated?.formUnion(own) }
            if let schema = holds ? rules.consequence : rules.alternative {
                isValid = check(schema, value, evaluated)
            }
        }
        guard case .object(let fields) = value else { return isValid }
        for (key, schema) in rules.dependentSchemas where fields[key] != nil {
            guard isValid || isCollecting else { return false }
            isValid = check(schema, value, evaluated) && isValid
        }
        return isValid
    }

    mutating func checkUnevaluated(
        _ node: SchemaNode.Number, _ value: Value, _ evaluated: EvaluatedPlaces
    ) -> Bool {
        switch value {
        case .object(let fields):
            guard let schema = program.nodes[node].unevaluatedProperties else { return true }
            return checkUnevaluated(node, schema, fields, evaluated)
        case .list(let items):
            guard let schema = program.nodes[node].unevaluatedItems else { return true }
            return checkUnevaluated(schema, items, evaluated)
        default: return true
        }
    }

    private mutating func checkUnevaluated(
        _ node: SchemaNode.Number, _ schema: SchemaNode.Number, _ fields: Fields<Value>,
        _ evaluated: EvaluatedPlaces
    ) -> Bool {
        var isValid = true
        for (place, entry) in fields.entries.enumerated() where !evaluated.contains(place) {
            if program.nodes[schema].verdict == false {
                isValid = refuse(node, "unevaluatedProperties", entry.key)
            } else {
                isValid = checkValue(schema, entry) && isValid
            }
            evaluated.insert(place)
            guard isValid || isCollecting else { return false }
        }
        return isValid
    }

    private mutating func checkUnevaluated(
        _ schema: SchemaNode.Number, _ items: [Value], _ evaluated: EvaluatedPlaces
    ) -> Bool {
        var isValid = true
        for (place, item) in items.enumerated() where !evaluated.contains(place) {
            isValid = checkItem(schema, place, item) && isValid
            evaluated.insert(place)
            guard isValid || isCollecting else { return false }
        }
        return isValid
    }
}
