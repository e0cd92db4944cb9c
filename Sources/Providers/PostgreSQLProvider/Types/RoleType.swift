// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `database.role` as a value: a role of a PostgreSQL server, for people's and programs' logins and for groups
/// and owners. It says nothing of what the role may do with an object: that is a grant's.
enum RoleType {
    static let type = ResourceType(
        name: "database.role",
        summary: "A role of a PostgreSQL server: a login, a group, or an owner.",
        attributes: identity + flags.map(\.schema) + [
            AttributeSchema(
                "superuser", .derived, schema: ["type": "boolean"],
                summary: "`false`: no role of the catalog is one."),
            ServerText.connectionLimit,
            AttributeSchema(
                "valid_until", schema: ["type": "string", "pattern": .string(validUntilPattern)],
                summary:
                    "Until when the password is taken: a moment in RFC 3339, or the last day, in UTC."
            ),
        ] + password,
        removal: .init(.suspend, canSuspend: true),
        relations: .init(referenceKey: "name", claimSpace: "database.role"),
        functions: .init(
            identity: { attributes, _ in attributes["name"]?.string ?? "" },
            normalise: { attributes, _ in normal(attributes) },
            derive: { attributes, _ in derived(attributes) },
            problems: { attributes, _ in problems(attributes) }))

    static let sound = "sound"

    private static let identity = [
        AttributeSchema(
            "name", schema: ServerText.nameSchema, [.required, .identity],
            summary: "What the role is called."),
        ServerText.description,
    ]

    private static let password = [
        AttributeSchema(
            "password", schema: ["type": "string"], [.sensitive],
            summary:
                "What it logs in with, as a `secret.token` makes it; the server gets a SCRAM-SHA-256 verifier."
        ),
        AttributeSchema(
            "password_made", schema: ["type": "string", "minLength": 1, "maxLength": 100],
            summary:
                "When the password was made, as `rotated_at` of its `secret.token`: another one has it delivered anew."
        ),
        AttributeSchema(
            "condition", .derived, schema: ["type": "string"],
            summary: "`sound`, or what is wrong with its password."),
    ]

    /// A yes or no of a role: its words in `CREATE ROLE`, and what a role has without them.
    struct Flag: Sendable {
        let name: String
        let words: (yes: SQL, no: SQL)
        let isStandard: Bool
        let summary: String

        init(
            _ name: String, _ yes: SQL, _ no: SQL, isStandard: Bool = false, _ summary: String
        ) {
            self.name = name
            words = (yes, no)
            self.isStandard = isStandard
            self.summary = summary
        }

        var schema: AttributeSchema {
            AttributeSchema(
                name, schema: ["type": "boolean"], defaultValue: .bool(isStandard), summary: summary
            )
        }
    }

    static let flags = [
        Flag("login", "LOGIN", "NOLOGIN", "Whether it may log in."),
        Flag(
            "inherit", "INHERIT", "NOINHERIT", isStandard: true,
            "Whether it has the rights of the roles that it is a member of."),
        Flag("createdb", "CREATEDB", "NOCREATEDB", "Whether it may make databases."),
        Flag("createrole", "CREATEROLE", "NOCREATEROLE", "Whether it may make roles."),
        Flag("replication", "REPLICATION", "NOREPLICATION", "Whether it may replicate."),
        Flag(
            "bypassrls", "BYPASSRLS", "NOBYPASSRLS",
            "Whether policies on rows do not hold for it."),
    ]

    /// Derived, and so no flag that anybody states.
    static let superuser = Flag("superuser", "SUPERUSER", "NOSUPERUSER", "")

    private static let validUntilPattern =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}))?$"

    private static func normal(_ attributes: Fields<Value>) -> Fields<Value> {
        guard let text = attributes["valid_until"]?.string, let end = moment(text) else {
            return attributes
        }
        var result = attributes
        result["valid_until"] = .string(end.description)
        return result
    }

    /// A day is valid to its end.
    private static func moment(_ text: String) -> Instant? {
        if let day = CalendarDate(text) {
            return Instant(seconds: day.advanced(byDays: 1).daysSinceEpoch * 86_400)
        }
        return Instant(text)
    }

    private static func derived(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        result["superuser"] = false
        result["condition"] = .string(sound)
        return result
    }

    private static func problems(_ attributes: Fields<Value>) -> [AttributeProblem] {
        var problems =
            ServerText.roleNameProblems("name", of: attributes)
            + ServerText.ownNameProblems("name", "role", of: attributes)
            + ServerText.descriptionProblems(of: attributes)
        if let text = attributes["valid_until"]?.string, moment(text) == nil {
            problems.append(
                AttributeProblem(
                    "valid_until", "`\(ServerText.printable(text))` is no moment and no day",
                    help: "`2027-06-30` or `2027-06-30T17:00:00Z`"))
        }
        return problems
    }
}
