// SPDX-License-Identifier: Apache-2.0

package import Values

/// A change in a plan's file. Members that say nothing are left out: most changes need few.
extension Change {
    var value: Value {
        var pairs: [(String, Value)] = [
            ("address", .string(address.text)), ("kind", .string(kind.rawValue)),
            ("type", .string(object.type)), ("type_version", .int(Int64(object.typeVersion))),
            ("target", .string(object.target)), ("identity", .string(object.identity)),
            ("before", object.precondition.value),
            ("on_removal", .string(keeping.onRemoval.rawValue)), ("origin", keeping.origin.value),
        ]
        if isDrift { pairs.append(("drift", true)) }
        if isBegun { pairs.append(("begun", true)) }
        if let uid = object.uid { pairs.append(("uid", .string(uid))) }
        if let identity = object.formerIdentity {
            pairs.append(("former_identity", .string(identity)))
        }
        if let target = object.formerTarget { pairs.append(("former_target", .string(target))) }
        if object.formerGoesFirst { pairs.append(("former_goes_first", true)) }
        if let reason { pairs.append(("reason", .string(reason))) }
        if let formerAddress { pairs.append(("former_address", .string(formerAddress.text))) }
        if keeping.isProtected { pairs.append(("protected", true)) }
        if let at = keeping.suspendedAt { pairs.append(("suspended_at", .string(at.description))) }
        if let entry = keeping.rowEntry { pairs.append(("row_entry", .int(Int64(entry)))) }
        if !keeping.stated.isEmpty {
            pairs.append(("stated", .list(keeping.stated.map(Value.string))))
        }
        if !keeping.dependsOn.isEmpty {
            pairs.append(("depends_on", .list(keeping.dependsOn.map { .string($0.text) })))
        }
        if !attributes.isEmpty { pairs.append(("attributes", .list(attributes.map(\.value)))) }
        return .object(Fields(pairs))
    }

    init?(_ value: Value) {
        guard let address = value["address"]?.string,
            let kind = value["kind"]?.string.flatMap(ChangeKind.init(rawValue:)),
            let object = Object(value), let keeping = Keeping(value),
            let attributes = (value["attributes"]?.list ?? []).allOrNothing(AttributeChange.init)
        else { return nil }
        self.init(
            address: Address(address), kind: kind, object: object, attributes: attributes,
            keeping: keeping)
        isDrift = value["drift"]?.bool ?? false
        isBegun = value["begun"]?.bool ?? false
        reason = value["reason"]?.string
        formerAddress = value["former_address"]?.string.map { Address($0) }
    }
}

extension Change.Object {
    fileprivate init?(_ value: Value) {
        guard let type = value["type"]?.string, let typeVersion = value["type_version"]?.int,
            let target = value["target"]?.string, let identity = value["identity"]?.string,
            let precondition = value["before"].flatMap(Precondition.init)
        else { return nil }
        self.init(
            type: type, typeVersion: Int(typeVersion), target: target, identity: identity,
            uid: value["uid"]?.string, precondition: precondition)
        formerIdentity = value["former_identity"]?.string
        formerTarget = value["former_target"]?.string
        formerGoesFirst = value["former_goes_first"]?.bool ?? false
    }
}

extension Change.Keeping {
    fileprivate init?(_ value: Value) {
        guard let onRemoval = value["on_removal"]?.string.flatMap(Removal.init(rawValue:)),
            let origin = value["origin"].flatMap(Origin.init),
            let dependsOn = (value["depends_on"]?.list ?? []).allOrNothing(\.string),
            let stated = (value["stated"]?.list ?? []).allOrNothing(\.string)
        else { return nil }
        self.init(
            dependsOn: dependsOn.map { Address($0) },
            isProtected: value["protected"]?.bool ?? false, onRemoval: onRemoval,
            suspendedAt: value["suspended_at"]?.string.flatMap(Instant.init), origin: origin)
        self.stated = stated
        rowEntry = value["row_entry"]?.int.map(Int.init)
    }
}

extension AttributeChange {
    var value: Value {
        var pairs: [(String, Value)] = [("name", .string(name))]
        if let recorded { pairs.append(("recorded", recorded)) }
        if let before { pairs.append(("before", before)) }
        if let after { pairs.append(("after", after.value)) }
        if traits.rawValue != 0 { pairs.append(("traits", .int(Int64(traits.rawValue)))) }
        return .object(Fields(pairs))
    }

    init?(_ value: Value) {
        guard let name = value["name"]?.string else { return nil }
        var after: AttributeValue?
        if let member = value["after"] {
            guard let read = AttributeValue(member) else { return nil }
            after = read
        }
        self.init(
            name: name, recorded: value["recorded"], before: value["before"], after: after,
            traits: Traits(rawValue: Int(value["traits"]?.int ?? 0)))
    }
}

extension AttributeValue {
    /// `{"known": ...}`, `{"pending": ...}` or `{"secret": ...}`.
    package var value: Value {
        switch self {
        case .known(let value): ["known": value]
        case .pending(let pending): ["pending": pending.value]
        case .secret(.attribute(let address, let name)):
            ["secret": ["address": .string(address.text), "attribute": .string(name)]]
        }
    }

    package init?(_ value: Value) {
        if let known = value["known"] {
            self = .known(known)
        } else if let pending = value["pending"].flatMap(PendingValue.init) {
            self = .pending(pending)
        } else if let address = value["secret"]?["address"]?.string,
            let name = value["secret"]?["attribute"]?.string
        {
            self = .secret(.attribute(Address(address), name: name))
        } else {
            return nil
        }
    }
}

extension PendingValue {
    var value: Value {
        switch self {
        case .known(let value): ["known": value]
        case .parts(let parts): ["parts": .list(parts.map(\.value))]
        case .list(let items): ["list": .list(items.map(\.value))]
        case .object(let fields): ["object": .object(fields.mapValues(\.value))]
        }
    }

    init?(_ value: Value) {
        if let known = value["known"] {
            self = .known(known)
        } else if let parts = value["parts"]?.list?.allOrNothing(PendingPart.init) {
            self = .parts(parts)
        } else if let items = value["list"]?.list?.allOrNothing(PendingValue.init) {
            self = .list(items)
        } else if let fields = value["object"]?.object {
            let pairs = fields.entries.allOrNothing { entry in
                PendingValue(entry.value).map { (entry.key, $0) }
            }
            guard let pairs else { return nil }
            self = .object(Fields<PendingValue>(pairs))
        } else {
            return nil
        }
    }
}

extension PendingPart {
    var value: Value {
        switch self {
        case .text(let text): .string(text)
        case .attribute(let address, let name):
            ["address": .string(address.text), "attribute": .string(name)]
        }
    }

    init?(_ value: Value) {
        if let text = value.string {
            self = .text(text)
        } else if let address = value["address"]?.string, let name = value["attribute"]?.string {
            self = .attribute(Address(address), name: name)
        } else {
            return nil
        }
    }
}
