// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `database.grant` as a value: what one role may do with a database, with a schema, or with all tables, sequences
/// or routines of a schema.
///
/// For `tables`, `sequences` and `routines` it holds for those that are there and, as default privileges, for those
/// that the roles named as `creators` will make. What a privilege is not granted on everywhere is not in
/// `privileges`, and `condition` says that there are differences.
enum GrantType {
    static let type = ResourceType(
        name: "database.grant",
        summary: "What a role may do with a database, a schema, or all tables of one.",
        attributes: [
            ServerText.database,
            AttributeSchema(
                "on", schema: ["enum": .list(GrantObject.allCases.map { .string($0.rawValue) })],
                [.required, .identity], summary: "What the privileges are on."),
            AttributeSchema(
                "schema", schema: ServerText.nameSchema, [.identity],
                summary: "The schema; none for the database itself."),
            AttributeSchema(
                "role", schema: ServerText.nameSchema, [.required, .identity],
                references: "database.role", summary: "The role that gets the privileges."),
            AttributeSchema(
                "privileges",
                schema: [
                    "type": "array", "minItems": 1, "uniqueItems": true,
                    "items": ["enum": .list(Privilege.names.map { .string($0) })],
                ], [.required, .set], summary: "What it may do, all of it."),
            AttributeSchema(
                "grant_option", schema: ["type": "boolean"], defaultValue: false,
                summary: "Whether it may grant the same to others."),
            AttributeSchema(
                "creators",
                schema: ["type": "array", "uniqueItems": true, "items": ServerText.nameSchema],
                [.set], defaultValue: [],
                summary:
                    "The roles whose future tables, sequences or routines are covered; Burnham's role acts for each."
            ),
            AttributeSchema(
                "condition", .derived, schema: ["type": "string"],
                summary: "`sound`, or that not all objects have the same privileges."),
        ],
        removal: .init(.delete),
        functions: .init(
            identity: { attributes, _ in identity(attributes) },
            normalise: { attributes, _ in normal(attributes) },
            derive: { attributes, _ in
                var result = attributes
                result["condition"] = .string(sound)
                return result
            },
            problems: { attributes, _ in problems(attributes) }))

    static let sound = "sound"
    static let uneven = "not all of them have the same privileges"

    static func identity(_ attributes: Fields<Value>) -> String {
        PartsOfIdentity.text(
            ["database", "on", "schema", "role"].map { attributes[$0]?.string ?? "" })
    }

    private static func normal(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        for name in ["privileges", "creators"] {
            if let list = attributes[name]?.list { result[name] = ServerText.sorted(list) }
        }
        return result
    }

    private static func problems(_ attributes: Fields<Value>) -> [AttributeProblem] {
        var problems = ["database", "schema"].flatMap {
            ServerText.nameProblems($0, of: attributes)
        }
        problems += ServerText.roleNameProblems("role", of: attributes)
        guard let on = attributes["on"]?.string.flatMap({ GrantObject(rawValue: $0) }) else {
            return problems
        }
        if (on == .database) != (attributes["schema"] == nil) {
            let words = on == .database ? "a database is in no schema" : "no schema is named"
            problems.append(AttributeProblem("schema", words))
        }
        for name in (attributes["privileges"]?.list ?? []).compactMap(\.string)
        where !on.privileges.contains(name) {
            problems.append(
                AttributeProblem(
                    "privileges", "there is no `\(ServerText.printable(name))` on \(on.rawValue)",
                    help: "there are \(on.privileges.joined(separator: ", "))"))
        }
        let hasCreators = attributes["creators"]?.list?.isEmpty == false
        if on.isCollection != hasCreators {
            problems.append(
                AttributeProblem(
                    "creators",
                    on.isCollection
                        ? "nobody is named whose future \(on.rawValue) are covered"
                        : "a \(on.rawValue) is not made by anybody"))
        }
        return problems
    }
}

/// What a grant is on.
enum GrantObject: String, CaseIterable, Sendable {
    case database, schema, tables, sequences, routines

    /// Whether it is all objects of a kind in a schema, also those to come.
    var isCollection: Bool { self != .database && self != .schema }

    var privileges: [String] {
        switch self {
        case .database: ["connect", "create", "temporary"]
        case .schema: ["create", "usage"]
        case .tables:
            ["delete", "insert", "references", "select", "trigger", "truncate", "update"]
        case .sequences: ["select", "update", "usage"]
        case .routines: ["execute"]
        }
    }

    /// Of a collection, in SQL.
    var plural: SQL {
        switch self {
        case .sequences: "SEQUENCES"
        case .routines: "ROUTINES"
        case .tables, .database, .schema: "TABLES"
        }
    }
}
