// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `database.database` as a value: a database of a PostgreSQL server. What stands in it is its applications'.
///
/// It is suspended and not dropped: nobody can connect, sessions end, and it gets the name
/// `removed_DATE_UID_NAME`, so that another database may have its name. A purge drops it.
enum DatabaseType {
    static let type = ResourceType(
        name: "database.database", summary: "A database of a PostgreSQL server.",
        attributes: inputs + results,
        removal: .init(.suspend, canSuspend: true, holdsData: true),
        relations: .init(referenceKey: "name"),
        functions: .init(
            identity: { attributes, _ in attributes["name"]?.string ?? "" },
            normalise: { attributes, _ in normal(attributes) },
            derive: { attributes, _ in
                var result = attributes
                result["accepts_connections"] = true
                return result
            },
            problems: { attributes, _ in problems(attributes) }))

    private static let inputs = [
        AttributeSchema(
            "name", schema: ServerText.nameSchema, [.required, .identity],
            summary: "What the database is called."),
        ServerText.owner,
        ServerText.description,
        AttributeSchema(
            "encoding", schema: ["type": "string", "pattern": "^[A-Z][A-Z0-9_]{2,20}$"],
            [.immutable], defaultValue: "UTF8", summary: "The encoding of its texts."),
        AttributeSchema(
            "locale", schema: ["type": "string", "pattern": "^[A-Za-z0-9_.@-]{1,60}$"],
            [.immutable],
            summary: "How texts are sorted and told apart, `en_US.UTF-8`; unstated: as `template0`."
        ),
        ServerText.connectionLimit,
        AttributeSchema(
            "public_privileges",
            schema: [
                "type": "array", "uniqueItems": true,
                "items": ["enum": ["connect", "create", "temporary"]],
            ], [.set], defaultValue: [],
            summary: "What every role of the server may do in it."),
    ]

    private static let results = [
        AttributeSchema(
            "accepts_connections", .derived, schema: ["type": "boolean"],
            summary: "`true`: only a suspended database takes none."),
        AttributeSchema(
            "host", .computed, schema: ["type": "string"],
            summary: "The server, as the site file names it."),
        AttributeSchema(
            "port", .computed, schema: ["type": "integer"], summary: "The server's port."),
    ]

    private static func normal(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        if let list = attributes["public_privileges"]?.list {
            result["public_privileges"] = ServerText.sorted(list)
        }
        return result
    }

    private static func problems(_ attributes: Fields<Value>) -> [AttributeProblem] {
        var problems =
            ServerText.nameProblems("name", of: attributes)
            + ServerText.roleNameProblems("owner", of: attributes)
            + ServerText.descriptionProblems(of: attributes)
        if let name = attributes["name"]?.string,
            ["template0", "template1", "postgres"].contains(name) || DatabaseName.isTaken(name)
        {
            problems.append(
                AttributeProblem(
                    "name",
                    "`\(ServerText.printable(name))` is a name of the server's or of Burnham's"))
        }
        return problems
    }
}

/// Names that databases have for a time: while one is made, and while one is suspended.
enum DatabaseName {
    private static let made = "burnham_"
    private static let suspended = "removed_"

    /// A database that has this name is not marked yet and nobody's; a run that was cut off leaves one.
    static func whileMade(_ mark: Mark) -> String { made + mark.uid }

    static func isWhileMade(_ name: String) -> Bool {
        name.utf8.count == made.utf8.count + 32 && name.utf8.starts(with: made.utf8)
    }

    static func isTaken(_ name: String) -> Bool {
        isWhileMade(name) || name.utf8.starts(with: suspended.utf8)
    }

    static func whileSuspended(_ name: String, _ mark: Mark, on day: CalendarDate) -> String {
        let digits = day.description.filter { $0 != "-" }
        var text = "\(suspended)\(digits)_\(mark.uid.suffix(8))_\(name)"
        while text.utf8.count > ServerText.nameBytesMax { text.removeLast() }
        return text
    }
}
