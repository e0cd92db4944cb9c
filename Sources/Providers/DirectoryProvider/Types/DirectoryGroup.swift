// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `directory.group`: a groupOfNames. Its members are resources of their own; while it has none, a
/// placeholder stands in for what the schema asks for, and nobody sees it.
enum DirectoryGroup: DirectoryKind {
    static let mapping = AttributeMapping([
        ("description", .description), ("dn", nil), ("kind", .groupKind), ("name", nil),
        ("scope", .groupScope), ("unit", nil),
    ])

    static let type = ResourceType(
        name: "directory.group", summary: "A group of accounts.",
        attributes: [
            AttributeSchema(
                "name", schema: DirectoryText.nameSchema, [.required, .identity],
                summary: "The group's name (cn), one of its kind below the base."),
            AttributeSchema(
                "description", schema: DirectoryText.schema, summary: "What the group is for."),
            AttributeSchema(
                "unit", schema: DirectoryText.unitSchema,
                defaultValue: .string(DirectorySettings.groupsUnit),
                summary: "The units that it lies in, from the base down."),
            AttributeSchema(
                "kind", schema: ["enum": ["security", "distribution"]],
                summary: "At Active Directory what it is for; security where nothing is said."),
            AttributeSchema(
                "scope", schema: ["enum": ["global", "domain-local", "universal"]],
                summary: "At Active Directory where it counts; global where nothing is said."),
            AttributeSchema(
                "dn", .derived, schema: DirectoryText.schema,
                summary: "The distinguished name."),
        ],
        removal: ResourceType.RemovalRules(.delete),
        relations: ResourceType.Relations(referenceKey: "name"),
        functions: ResourceType.Functions(
            identity: { attributes, _ in DNPart.text("cn", attributes["name"]?.string ?? "") },
            normalise: normalise, derive: derive, problems: problems))

    private static func normalise(_ attributes: Fields<Value>, _: Value) -> Fields<Value> {
        DirectoryText.withCanonicalDN(
            DirectoryText.normalised(
                attributes, names: ["name"], paths: ["unit"], texts: ["description"]))
    }

    private static func derive(_ attributes: Fields<Value>, _ settings: Value) -> Fields<Value> {
        var result = attributes
        result["dn"] = nil
        if let key = key(result, DirectorySettings(settings)) { result["dn"] = .string(key.text) }
        return result
    }

    private static func problems(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> [AttributeProblem] {
        DirectoryText.nameProblems(attributes, "name")
            + DirectoryText.pathProblems(attributes, "unit")
            + DirectoryText.textProblems(attributes, ["description"])
            + DirectorySettings(settings).profile.problems(of: attributes)
    }

    private static func key(_ attributes: Fields<Value>, _ settings: DirectorySettings) -> DNKey? {
        if let name = attributes["dn"]?.string { return DNKey(canonical: name) }
        guard let name = attributes["name"]?.string else { return nil }
        let unit = attributes["unit"]?.string ?? DirectorySettings.groupsUnit
        return settings.unitKey(unit).child("cn", name)
    }

    // MARK: Entries

    /// Whatever stands at the name that the group is to have; else the group of that name elsewhere.
    private static func record(
        _ identity: String, _ attributes: Fields<Value>, in tree: DirectoryTree
    ) -> Int? {
        key(attributes, tree.settings).flatMap { tree.position(of: $0) } ?? tree.groups[identity]
    }

    static func find(
        _ item: ObserveItem, in tree: inout DirectoryTree
    ) throws(LDIFProblem) -> ObservedObject? {
        guard let record = record(item.identity, item.attributes, in: tree) else { return nil }
        let key = tree.keys[record]
        let attributes = try mapping.attributes(
            of: record, in: tree,
            others: [
                .string(key.text), .string(DNPart.value(of: key.firstPart)),
                .string(tree.unitPath(of: record)),
            ])
        return ObservedObject(attributes: attributes)
    }

    static func apply(
        _ operation: Operation, to tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        if operation.kind == .create { return try create(operation, in: &tree) }
        guard let record = record(operation.identity, operation.attributes, in: tree) else {
            throw .gone(operation)
        }
        guard tree.hasClass("groupofnames", record) else {
            throw ProviderFailure(.conflict, "`\(tree.name(of: record))` is no groupOfNames entry")
        }
        switch operation.kind {
        case .update:
            if let key = key(operation.attributes, tree.settings) {
                let unit = operation.attributes["unit"]?.string ?? DirectorySettings.groupsUnit
                try tree.move(record, to: key, in: unit)
            }
            mapping.set(operation, on: record, in: &tree)
        case .delete, .purge:
            try tree.requireChildless(record)
            tree.remove(record)
        case .create, .suspend, .resume, .mark, .unmark: operation.isNotFor(type)
        }
    }

    private static func create(
        _ operation: Operation, in tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        guard let key = key(operation.attributes, tree.settings) else { throw .gone(operation) }
        try tree.requireFree(key)
        if let other = tree.groups[operation.identity] {
            throw ProviderFailure(.conflict, "the group `\(tree.name(of: other))` has that name")
        }
        let unit = operation.attributes["unit"]?.string ?? DirectorySettings.groupsUnit
        tree.makeUnits(try tree.missingUnits(unit))
        let record = tree.insert(
            key,
            [
                ("objectClass", "top"), ("objectClass", "groupOfNames"),
                ("cn", DNPart.value(of: key.firstPart)),
            ])
        mapping.set(operation, on: record, in: &tree)
        tree.addPlaceholder(to: record)
    }
}
