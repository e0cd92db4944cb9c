// SPDX-License-Identifier: Apache-2.0

package import Values

/// The row's form in an entry's `state` part and in the store. Members may be added, never renamed.
extension RecordedRow {
    package var value: Value {
        [
            "address": .string(address.text), "uid": .string(uid), "type": .string(type),
            "type_version": .int(Int64(typeVersion)), "target": .string(target),
            "identity": .string(identity), "attributes": .object(attributes),
            "stated": .list(stated.map(Value.string)),
            "fingerprints": .object(fingerprints.mapValues(Value.string)),
            "depends_on": .list(dependsOn.map { .string($0.text) }),
            "protected": .bool(isProtected), "on_removal": .string(onRemoval.rawValue),
            "suspended_at": suspendedAt.map { .string($0.description) } ?? .null,
            "origin": origin.value, "observed": .string(observedDigest.hex),
        ]
    }

    /// Nil for a value that is no row.
    package init?(_ value: Value) {
        guard let address = value["address"]?.string, let uid = value["uid"]?.string,
            let type = value["type"]?.string, let typeVersion = value["type_version"]?.int,
            let target = value["target"]?.string, let identity = value["identity"]?.string,
            let attributes = value["attributes"]?.object,
            let stated = value["stated"]?.list?.compactMap(\.string),
            let fingerprints = value["fingerprints"]?.object,
            let dependsOn = value["depends_on"]?.list?.compactMap(\.string),
            let isProtected = value["protected"]?.bool,
            let onRemoval = value["on_removal"]?.string.flatMap(Removal.init(rawValue:)),
            let suspendedAt = value["suspended_at"],
            let origin = value["origin"].flatMap(Origin.init),
            let digest = value["observed"]?.string.flatMap(Digest.init(hex:))
        else { return nil }
        self.init(
            subject: Subject(
                address: Address(address), uid: uid, type: type, typeVersion: Int(typeVersion),
                target: target, identity: identity),
            image: Image(
                attributes: attributes, stated: stated,
                fingerprints: fingerprints.mapValues { $0.string ?? "" }, observedDigest: digest),
            keeping: Keeping(
                dependsOn: dependsOn.map(Address.init), isProtected: isProtected,
                onRemoval: onRemoval, suspendedAt: suspendedAt.string.flatMap(Instant.init)),
            origin: origin)
    }
}

extension Origin {
    package var value: Value {
        [
            "department": .string(department), "subscription": .string(subscription),
            "service": .string(service), "tier": .string(tier), "template": .string(template),
            "source_file": .string(sourceFile),
        ]
    }

    package init?(_ value: Value) {
        guard let department = value["department"]?.string,
            let subscription = value["subscription"]?.string,
            let service = value["service"]?.string, let tier = value["tier"]?.string,
            let template = value["template"]?.string,
            let sourceFile = value["source_file"]?.string
        else { return nil }
        self.init(
            department: department, subscription: subscription, service: service, tier: tier,
            template: template, sourceFile: sourceFile)
    }
}
