// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `directory.unit`: a folder of the directory, an organizationalUnit. It is deleted only when empty.
enum DirectoryUnit: DirectoryKind {
    static let isPath = true
    static let mapping = AttributeMapping([
        ("description", .description), ("dn", nil), ("name", nil), ("parent", nil),
    ])

    static let type = ResourceType(
        name: "directory.unit", summary: "A unit of the directory that groups and accounts lie in.",
        attributes: [
            AttributeSchema(
                "name", schema: DirectoryText.nameSchema, [.required, .identity],
                summary: "The unit's name; upper and lower case are the same."),
            AttributeSchema(
                "parent", schema: DirectoryText.unitSchema, [.identity],
                summary: "The units above it from the base down, `groups/fire`; absent at the base."
            ),
            AttributeSchema(
                "description", schema: DirectoryText.schema, summary: "What the unit is for."),
            AttributeSchema(
                "dn", .derived, schema: DirectoryText.schema,
                summary: "The distinguished name."),
        ],
        removal: ResourceType.RemovalRules(.delete),
        functions: ResourceType.Functions(
            identity: { attributes, _ in identity(attributes) }, normalise: normalise,
            derive: derive, problems: problems))

    private static func identity(_ attributes: Fields<Value>) -> String {
        let root = DNKey(canonical: "")
        let parent = UnitPath(attributes["parent"]?.string ?? "").segments
            .reduce(root) { $0.child("ou", $1) }
        return parent.child("ou", attributes["name"]?.string ?? "").text
    }

    private static func normalise(_ attributes: Fields<Value>, _: Value) -> Fields<Value> {
        var result = DirectoryText.normalised(
            attributes, names: ["name"], paths: ["parent"], texts: ["description"])
        if result["parent"]?.string?.isEmpty == true { result["parent"] = nil }
        return DirectoryText.withCanonicalDN(result)
    }

    private static func derive(_ attributes: Fields<Value>, _ settings: Value) -> Fields<Value> {
        guard let name = attributes["name"]?.string else { return attributes }
        var result = attributes
        let parent = DirectorySettings(settings).unitKey(attributes["parent"]?.string ?? "")
        result["dn"] = .string(parent.child("ou", name).text)
        return result
    }

    private static func problems(_ attributes: Fields<Value>, _: Value) -> [AttributeProblem] {
        var problems = DirectoryText.nameProblems(attributes, "name")
        if attributes["name"]?.string?.utf8.contains(UInt8(ascii: "/")) == true {
            problems.append(
                AttributeProblem("name", "a `/` stands in the name, which divides units"))
        }
        return problems + DirectoryText.pathProblems(attributes, "parent")
            + DirectoryText.textProblems(attributes, ["description"])
    }

    // MARK: Entries

    private static func record(_ identity: String, in tree: DirectoryTree) -> Int? {
        let base = tree.settings.base.text
        return tree.position(of: DNKey(canonical: "\(identity),\(base)"))
    }

    static func find(
        _ item: ObserveItem, in tree: inout DirectoryTree
    ) throws(LDIFProblem) -> ObservedObject? {
        guard let record = record(item.identity, in: tree) else { return nil }
        let key = tree.keys[record]
        let parent = tree.unitPath(of: record)
        let attributes = try mapping.attributes(
            of: record, in: tree,
            others: [
                .string(key.text), .string(DNPart.value(of: key.firstPart)),
                parent.isEmpty ? nil : .string(parent),
            ])
        return ObservedObject(attributes: attributes)
    }

    static func apply(
        _ operation: Operation, to tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        switch operation.kind {
        case .create: try create(operation, in: &tree)
        case .update:
            guard let record = record(operation.identity, in: tree) else {
                throw .gone(operation)
            }
            mapping.set(operation, on: record, in: &tree)
        case .delete, .purge:
            guard let record = record(operation.identity, in: tree) else {
                throw .gone(operation)
            }
            try tree.requireChildless(record)
            tree.remove(record)
        case .suspend, .resume, .mark, .unmark: operation.isNotFor(type)
        }
    }

    private static func create(
        _ operation: Operation, in tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        let parent = operation.attributes["parent"]?.string ?? ""
        let key = tree.settings.unitKey(parent)
            .child("ou", operation.attributes["name"]?.string ?? "")
        try tree.requireFree(key)
        tree.makeUnits(try tree.missingUnits(parent) + [key])
        guard let record = tree.position(of: key) else {
            preconditionFailure("a unit that was just made is not there; this is a bug in burnham")
        }
        mapping.set(operation, on: record, in: &tree)
    }
}

extension Operation {
    /// An operation that the type's rules do not allow.
    func isNotFor(_ type: ResourceType) -> Never {
        preconditionFailure(
            "`\(type.name)` was to \(kind.rawValue) at the directory; this is a bug in burnham")
    }
}
