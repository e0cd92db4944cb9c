// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One address with its three sides, made in few words: things that have a name, a size with a default and a
/// note without one.
enum Thing {
    static let address = Address("parks/trails/thing")
    static let lineage = String(repeating: "a", count: 32)
    static let uid = String(repeating: "b", count: 32)
    static let now = Instant(seconds: 1_795_000_000)

    static let type = ResourceType(
        name: "test.thing", summary: "a thing",
        attributes: [
            AttributeSchema(
                "name", schema: ["type": "string"], [.required, .identity], summary: "its name"),
            AttributeSchema("size", schema: ["type": "integer"], defaultValue: 10, summary: "size"),
            AttributeSchema("note", schema: ["type": "string"], summary: "a note"),
        ],
        removal: ResourceType.RemovalRules(.delete, canSuspend: true),
        functions: ResourceType.Functions(identity: { attributes, _ in
            attributes["name"]?.string ?? ""
        }))

    static let origin = Origin(
        department: "parks", subscription: "trails", service: "things", tier: "small",
        template: "things", sourceFile: "catalog/subscriptions/parks/trails.yaml")

    /// What a catalog states, with the default that resolving adds.
    static func desired(
        _ stated: Fields<Value> = [:], onRemoval: Removal = .delete, isProtected: Bool = false,
        target: String = "things"
    ) -> Resource {
        var attributes = stated
        if attributes["name"] == nil { attributes["name"] = "trails" }
        if attributes["size"] == nil { attributes["size"] = 10 }
        return Resource(
            address: address,
            object: Resource.Object(
                type: type.name, target: target, identity: attributes["name"]?.string ?? ""),
            content: Resource.Content(
                attributes: attributes.mapValues { .known($0) },
                stated: (stated.keys + ["name"]).sorted()),
            policy: Resource.RemovalPolicy(onRemoval: onRemoval, isProtected: isProtected),
            links: Resource.Links(), origin: origin)
    }

    static func row(
        _ attributes: Fields<Value> = [:], stated: [String] = ["name"],
        onRemoval: Removal = .delete,
        isProtected: Bool = false, suspended: Bool = false
    ) -> RecordedRow {
        let whole = filled(attributes)
        return RecordedRow(
            subject: RecordedRow.Subject(
                address: address, uid: uid, type: type.name, typeVersion: 1, target: "things",
                identity: whole["name"]?.string ?? ""),
            image: RecordedRow.Image(
                attributes: whole, stated: stated, fingerprints: [:],
                observedDigest: .sha256([])),
            keeping: RecordedRow.Keeping(
                dependsOn: [], isProtected: isProtected, onRemoval: onRemoval,
                suspendedAt: suspended ? now : nil),
            origin: origin)
    }

    enum Marking { case ours, another, none }

    static func there(
        _ attributes: Fields<Value> = [:], mark: Marking = .ours, suspended: Bool = false
    ) -> Presence {
        let mark: Mark? =
            switch mark {
            case .ours: Mark(lineage: lineage, uid: uid)
            case .another: Mark(lineage: String(repeating: "c", count: 32), uid: uid)
            case .none: nil
            }
        return .present(
            ObservedObject(attributes: filled(attributes), mark: mark, isSuspended: suspended))
    }

    private static func filled(_ attributes: Fields<Value>) -> Fields<Value> {
        var whole = attributes
        if whole["name"] == nil { whole["name"] = "trails" }
        if whole["size"] == nil { whole["size"] = 10 }
        return whole
    }

    static func change(
        _ desired: Resource?, _ row: RecordedRow?, _ presence: Presence, drift: DriftMode = .report,
        manage: ManageMode = .full, adopts: Bool = false,
        edit: (inout Diff.Subject) -> Void = { _ in }
    ) -> Change? {
        var subject = Diff.Subject(
            address: address, desired: desired, row: row, rowEntry: row.map { _ in 1 },
            presence: presence)
        edit(&subject)
        let diff = Diff(
            Diff.Surroundings(
                lineage: lineage, now: now, adopts: { _ in adopts }, fingerprinter: nil))
        return diff.change(
            of: subject,
            rules: Diff.Rules(type: type, settings: [:], manage: manage, drift: drift))
    }
}
