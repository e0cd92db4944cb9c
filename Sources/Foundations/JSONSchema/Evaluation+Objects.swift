// SPDX-License-Identifier: Apache-2.0

import Values

/// Keywords for objects: core, section 10.3.2; validation, section 6.5.
extension Evaluation {
    mutating func checkObject(
        _ node: SchemaNode.Number, _ fields: Fields<Value>, _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        guard let shared = program.nodes[node].object else { return true }
        var requiredCount = 0
        var isValid = checkMembers(node, shared, fields, evaluated, &requiredCount)
        guard isValid || isCollecting else { return false }
        if requiredCount < shared.rules.requiredPropertyCount
            || !shared.rules.requiredElsewhere.isEmpty
        {
            isValid = checkRequired(node, shared.rules.required, fields) && isValid
            guard isValid || isCollecting else { return false }
        }
        for (key, names) in shared.rules.dependentRequired where fields[key] != nil {
            for name in names where fields[name] == nil {
                isValid = fail(node, "dependentRequired") { .required($0, name, besides: key) }
                guard isCollecting else { return false }
            }
        }
        return checkCounts(node, shared, fields) && isValid
    }

    private mutating func checkRequired(
        _ node: SchemaNode.Number, _ names: [String], _ fields: Fields<Value>
    ) -> Bool {
        var isValid = true
        for name in names where fields[name] == nil {
            isValid = fail(node, "required") { .required($0, name) }
            guard isCollecting else { return false }
        }
        return isValid
    }

    private mutating func checkCounts(
        _ node: SchemaNode.Number, _ shared: Shared<ObjectRules>, _ fields: Fields<Value>
    ) -> Bool {
        var isValid = true
        if let least = shared.rules.countMin, fields.count < least {
            isValid = fail(node, "minProperties") { .members($0, atLeast: least) }
        }
        if let most = shared.rules.countMax, fields.count > most {
            isValid = fail(node, "maxProperties") { .members($0, atMost: most) }
        }
        return isValid
    }

    /// Members and properties are both sorted by their names' bytes, so one walk pairs them.
    private mutating func checkMembers(
        _ node: SchemaNode.Number, _ shared: Shared<ObjectRules>, _ fields: Fields<Value>,
        _ evaluated: EvaluatedPlaces?, _ requiredCount: inout Int
    ) -> Bool {
        let properties = shared.rules.properties
        let isPlain = shared.rules.patterns.isEmpty && shared.rules.names == nil
        var isValid = true
        var next = 0
        for place in fields.entries.indices {
            let entry = fields.entries[place]
            var schema: SchemaNode.Number?
            while next < properties.count {
                let order = properties[next].name.compareBytes(with: entry.key)
                if order > 0 { break }
                if order == 0 {
                    schema = properties[next].schema
                    if properties[next].isRequired { requiredCount += 1 }
                }
                next += 1
                if order == 0 { break }
            }
            let isRight: Bool
            if isPlain, let schema {
                isRight = checkValue(schema, entry)
                evaluated?.insert(place)
            } else {
                isRight = checkMember(node, shared, entry, schema, evaluated.map { ($0, place) })
            }
            guard isRight || isCollecting else { return false }
            isValid = isRight && isValid
        }
        return isValid
    }

    private mutating func checkMember(
        _ node: SchemaNode.Number, _ shared: Shared<ObjectRules>, _ entry: Fields<Value>.Entry,
        _ property: SchemaNode.Number?, _ evaluated: (places: EvaluatedPlaces, place: Int)?
    ) -> Bool {
        var isValid = true
        var isKnown = false
        if let names = shared.rules.names, !checkName(names, entry.key) { isValid = false }
        if isValid || isCollecting, let property {
            isKnown = true
            isValid = checkValue(property, entry) && isValid
        }
        if isValid || isCollecting {
            for (pattern, schema) in shared.rules.patterns
            where found(pattern, in: entry.key) ?? true {
                isKnown = true
                isValid = checkValue(schema, entry) && isValid
                guard isValid || isCollecting else { return false }
            }
        }
        if isValid || isCollecting, !isKnown, let additional = shared.rules.additional {
            isKnown = true
            if shared.rules.refusesAdditional {
                isValid = refuse(node, "additionalProperties", entry.key)
            } else {
                isValid = checkValue(additional, entry) && isValid
            }
        }
        if isKnown { evaluated?.places.insert(evaluated?.place ?? 0) }
        return isValid
    }

    mutating func checkValue(
        _ schema: SchemaNode.Number, _ entry: Fields<Value>.Entry
    ) -> Bool {
        guard isCollecting else { return check(schema, entry.value) }
        path.append(.key(entry.key))
        defer { path.removeLast() }
        return check(schema, entry.value)
    }

    /// `propertyNames`: whatever is wrong with a name is said of the key.
    private mutating func checkName(_ schema: SchemaNode.Number, _ key: String) -> Bool {
        guard isCollecting else { return check(schema, .string(key)) }
        let count = violations.count
        path.append(.key(key))
        isNaming = true
        let isValid = check(schema, .string(key))
        isNaming = false
        path.removeLast()
        for place in violations.indices.dropFirst(count) {
            violations[place] = violations[place].about(key: key, at: path)
        }
        return isValid
    }

    /// A member that no keyword allows.
    mutating func refuse(_ node: SchemaNode.Number, _ keyword: String, _ key: String) -> Bool {
        guard isCollecting else { return false }
        let known = program.knownKeys(of: node)
        report(
            node, keyword, target: .key(key),
            suggestion: nearestName(to: key, among: known)
        ) { _ in .unknownKey(key) }
        return false
    }
}
