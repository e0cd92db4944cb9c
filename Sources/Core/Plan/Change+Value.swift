// SPDX-License-Identifier: Apache-2.0

package import Values

/// A change in a plan's file. Members that say nothing are left out: most changes need few.
extension Change: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.member("address", address.text)
        if !attributes.isEmpty { writer.member("attributes", attributes) }
        writer.member("before", object.precondition.value)
        if isBegun { writer.member("begun", true) }
        if !keeping.dependsOn.isEmpty { writer.member("depends_on", keeping.dependsOn) }
        if isDrift { writer.member("drift", true) }
        if let formerAddress { writer.member("former_address", formerAddress.text) }
        if object.formerGoesFirst { writer.member("former_goes_first", true) }
        if let identity = object.formerIdentity { writer.member("former_identity", identity) }
        if let target = object.formerTarget { writer.member("former_target", target) }
        writer.member("identity", object.identity)
        writer.member("kind", kind.rawValue)
        writer.member("on_removal", keeping.onRemoval.rawValue)
        writer.member("origin", keeping.origin)
        if keeping.isProtected { writer.member("protected", true) }
        if let reason { writer.member("reason", reason) }
        if let entry = keeping.rowEntry { writer.member("row_entry", entry) }
        if !keeping.stated.isEmpty { writer.member("stated", keeping.stated) }
        if let at = keeping.suspendedAt { writer.member("suspended_at", at.description) }
        writer.member("target", object.target)
        writer.member("type", object.type)
        writer.member("type_version", object.typeVersion)
        if let uid = object.uid { writer.member("uid", uid) }
        writer.endObject()
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

extension AttributeChange: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        if let after { writer.member("after", after) }
        if let before { writer.member("before", before) }
        writer.member("name", name)
        if let recorded { writer.member("recorded", recorded) }
        if traits.rawValue != 0 { writer.member("traits", traits.rawValue) }
        writer.endObject()
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

extension AttributeValue: DescribedValue {
    /// `{"known": ...}`, `{"pending": ...}` or `{"secret": ...}`.
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        switch self {
        case .known(let value): writer.member("known", value)
        case .pending(let pending): writer.member("pending", pending.value)
        case .secret(.attribute(let address, let name)):
            writer.member(
                "secret", ["address": .string(address.text), "attribute": .string(name)] as Value)
        }
        writer.endObject()
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
