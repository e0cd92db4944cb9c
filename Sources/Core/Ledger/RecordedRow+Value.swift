// SPDX-License-Identifier: Apache-2.0

package import Values

/// The row's form in an entry's `state` part and in the store. Members may be added, never renamed.
extension RecordedRow {
    package var value: Value {
        // In the order of the names, so that nothing needs sorting.
        [
            "address": .string(address.text), "attributes": .object(attributes),
            "depends_on": .list(dependsOn.map { .string($0.text) }),
            "fingerprints": .object(fingerprints.mapValues(Value.string)),
            "identity": .string(identity), "observed": .string(observedDigest.hex),
            "on_removal": .string(onRemoval.rawValue), "origin": origin.tree,
            "protected": .bool(isProtected), "stated": .list(stated.map(Value.string)),
            "suspended_at": suspendedAt.map { .string($0.description) } ?? .null,
            "target": .string(target), "type": .string(type),
            "type_version": .int(Int64(typeVersion)), "uid": .string(uid),
        ]
    }

    /// Nil for a value that is no row.
    package init?(_ value: Value) {
        guard let fields = value.object,
            let address = fields["address"]?.string, let uid = fields["uid"]?.string,
            let type = fields["type"]?.string, let typeVersion = fields["type_version"]?.int,
            let target = fields["target"]?.string, let identity = fields["identity"]?.string,
            let attributes = fields["attributes"]?.object,
            let stated = fields["stated"]?.list?.compactMap(\.string),
            let fingerprints = fields["fingerprints"]?.object,
            let dependsOn = fields["depends_on"]?.list?.compactMap(\.string),
            let isProtected = fields["protected"]?.bool,
            let onRemoval = fields["on_removal"]?.string.flatMap(Removal.init(rawValue:)),
            let suspendedAt = fields["suspended_at"],
            let origin = fields["origin"].flatMap(Origin.init),
            let digest = fields["observed"]?.string.flatMap(Digest.init(hex:))
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

extension Origin: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.member("department", department)
        writer.member("service", service)
        writer.member("source_file", sourceFile)
        writer.member("subscription", subscription)
        writer.member("template", template)
        if let terms { writer.member("terms", terms) }
        writer.member("tier", tier)
        writer.endObject()
    }

    package convenience init?(_ value: Value) {
        guard let fields = value.object, let department = fields["department"]?.string,
            let subscription = fields["subscription"]?.string,
            let service = fields["service"]?.string, let tier = fields["tier"]?.string,
            let template = fields["template"]?.string,
            let sourceFile = fields["source_file"]?.string
        else { return nil }
        let words = Origin(
            department: department, subscription: subscription, service: service, tier: tier,
            template: template, sourceFile: sourceFile)
        self.init(words, terms: fields["terms"].flatMap(Terms.init))
    }
}
