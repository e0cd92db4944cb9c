// SPDX-License-Identifier: Apache-2.0

import Values

/// The comparison attribute by attribute. Recorded, observed and desired are all in normal form.
extension Comparison {
    func attributes(of desired: Resource, observed object: ObservedObject?) -> [AttributeChange] {
        let observed = object.map {
            rules.type.functions.normalise($0.attributes, rules.settings)
        }
        var changes: [AttributeChange] = []
        changes.reserveCapacity(rules.type.attributes.count)
        for schema in rules.type.attributes {
            if let change = attribute(schema, of: desired, observed, object) {
                changes.append(change)
            }
        }
        return changes
    }

    private func attribute(
        _ schema: AttributeSchema, of desired: Resource, _ observed: Fields<Value>?,
        _ object: ObservedObject?
    ) -> AttributeChange? {
        if schema.isSensitive {
            return secret(schema, desired.attributes[schema.name], object)
        }
        let before = observed?[schema.name]
        return switch schema.role {
        case .input, .derived:
            stated(schema, desired.attributes[schema.name], before, isThere: object != nil)
        case .computed:
            computed(schema, before, isThere: object != nil)
        }
    }

    private func stated(
        _ schema: AttributeSchema, _ desired: AttributeValue?, _ before: Value?, isThere: Bool
    ) -> AttributeChange? {
        let recorded = subject.row?.attributes[schema.name]
        guard let desired else {
            return cleared(schema, recorded: recorded, before: before)
        }
        var traits = schema.changeTraits
        var after = desired
        switch desired {
        case .secret:
            return nil
        case .pending(let pending):
            if let value = pending.filled(lookUp) { after = .known(value) }
        case .known:
            break
        }
        if case .known(let wanted) = after {
            let isAsRecorded = subject.row == nil ? before == wanted : recorded == wanted
            if !isAsRecorded || (!isThere && subject.row == nil) {
                traits.insert(.differs)
            } else if isThere, before != wanted {
                traits.formUnion([.differs, .drift])
            }
        } else {
            traits.insert(.differs)
        }
        return AttributeChange(
            name: schema.name, recorded: recorded, before: before, after: after, traits: traits)
    }

    /// Stated before and no longer, and without a default: cleared once, then unmanaged.
    private func cleared(
        _ schema: AttributeSchema, recorded: Value?, before: Value?
    ) -> AttributeChange? {
        guard let row = subject.row, row.stated.contains(schema.name),
            recorded != nil || before != nil
        else { return nil }
        return AttributeChange(
            name: schema.name, recorded: recorded, before: before, after: nil,
            traits: schema.changeTraits.union(.differs))
    }

    private func computed(
        _ schema: AttributeSchema, _ before: Value?, isThere: Bool
    ) -> AttributeChange? {
        guard let row = subject.row, isThere else { return nil }
        let recorded = row.attributes[schema.name]
        guard recorded != before else { return nil }
        return AttributeChange(
            name: schema.name, recorded: recorded, before: before, after: nil,
            traits: schema.changeTraits.union(.drift))
    }

    private func secret(
        _ schema: AttributeSchema, _ desired: AttributeValue?, _ object: ObservedObject?
    ) -> AttributeChange? {
        var traits = schema.changeTraits.union(.sensitive)
        let recorded = subject.row?.fingerprints[schema.name]
        if let recorded, let row = subject.row, let secret = object?.secrets[schema.name],
            let fingerprinter = surroundings.fingerprinter,
            recorded.hasPrefix(fingerprinter.keyID + ":"),
            fingerprinter.fingerprint(uid: row.uid, attribute: schema.name, of: secret) != recorded
        {
            traits.formUnion([.differs, .drift])
        } else if recorded != nil, let object, object.secrets[schema.name] == nil,
            schema.role == .computed
        {
            traits.formUnion([.differs, .drift])
        } else if recorded == nil, desired != nil {
            traits.insert(.differs)
        }
        guard desired != nil || traits.contains(.differs) else { return nil }
        return AttributeChange(
            name: schema.name, recorded: nil, before: nil, after: desired, traits: traits)
    }
}

extension AttributeSchema {
    fileprivate var changeTraits: AttributeChange.Traits {
        var result: AttributeChange.Traits = []
        if role == .computed { result.insert(.computed) }
        if isImmutable { result.insert(.forcesReplace) }
        if traits.contains(.document) { result.insert(.document) }
        return result
    }
}

extension AttributeChange {
    /// The same attribute in a plan that reports and does not mend: what is there stays.
    var leftAsItIs: AttributeChange {
        AttributeChange(
            name: name, recorded: recorded, before: before,
            after: isSensitive ? after : before.map { .known($0) },
            traits: traits.subtracting(.differs))
    }
}
