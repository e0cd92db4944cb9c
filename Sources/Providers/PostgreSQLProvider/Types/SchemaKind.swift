// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `database.schema`: a schema of a database. What stands in it belongs to the database, which keeps it: a schema
/// that is no longer asked for loses its mark and stays, and the database's own suspend takes it along. Where the
/// catalog says `on_removal: delete` an empty one is dropped; one with objects in it never is.
enum SchemaKind: ServerKind {
    static let isInDatabase = true

    static let type = ResourceType(
        name: "database.schema", summary: "A schema of a database.",
        attributes: [
            ServerText.database,
            AttributeSchema(
                "name", schema: ServerText.nameSchema, [.required, .identity],
                summary: "What the schema is called."),
            ServerText.owner,
            ServerText.description,
        ],
        removal: .init(.keep),
        functions: .init(
            identity: { attributes, _ in
                PartsOfIdentity.text(["database", "name"].map { attributes[$0]?.string ?? "" })
            },
            problems: { attributes, _ in
                ServerText.nameProblems("database", of: attributes)
                    + ServerText.ownNameProblems("name", "schema", of: attributes)
                    + ServerText.roleNameProblems("owner", of: attributes)
                    + ServerText.descriptionProblems(of: attributes)
            }))

    static func database(of identity: String) -> String? {
        PartsOfIdentity.parts(of: identity, count: 2)?.first
    }

    static func read(
        _ selection: Selection, from connection: ServerConnection
    ) throws(ProviderFailure) -> [ServerObject] {
        let rows: Rows
        switch selection {
        case .all: rows = try connection.rows(query)
        case .some(let identities):
            rows = try connection.rows(
                query + " AND n.nspname = ANY ($1::name[])",
                [ServerArray.text(PartsOfIdentity.last(of: identities))])
        }
        return (0..<rows.count).map { object(rows, $0) }
    }

    private static let query: SQL = """
        SELECT current_database(), n.nspname, pg_get_userbyid(n.nspowner), d.description \
        FROM pg_namespace n LEFT JOIN pg_description d \
        ON d.objoid = n.oid AND d.classoid = 'pg_namespace'::regclass AND d.objsubid = 0 \
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        """

    private static func object(_ rows: Rows, _ row: Int) -> ServerObject {
        let (database, name) = (rows.text(row, 0) ?? "", rows.text(row, 1) ?? "")
        let comment = rows.comment(row, 3)
        var attributes: Fields<Value> = [
            "database": .string(database), "name": .string(name),
            "owner": .string(rows.text(row, 2) ?? ""),
        ]
        attributes["description"] = comment.description.map { .string($0) }
        let identity = PartsOfIdentity.text([database, name])
        return ServerObject(
            identity: identity, name: identity, attributes: attributes, comment: comment)
    }

    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work {
        let name = PartsOfIdentity.last(of: operation.identity)
        let comment = (object?.comment ?? ObjectComment()).wanted(by: operation)
        var work = Work()
        switch operation.kind {
        case .create: work.statements.append("CREATE SCHEMA \(name: name)")
        case .update, .mark, .unmark: break
        case .delete:
            return Work(
                statements: ["DROP SCHEMA \(name: name) RESTRICT"],
                help: "what stands in the schema has to be dropped or moved first")
        case .suspend, .resume, .purge:
            throw ProviderFailure(.rejected, "a schema has no \(operation.kind.rawValue)")
        }
        if operation.kind == .create || operation.kind == .update,
            let owner = operation.attributes["owner"]?.string,
            object?.attributes["owner"]?.string != owner
        {
            work.statements.append("ALTER SCHEMA \(name: name) OWNER TO \(name: owner)")
        }
        if comment != object?.comment {
            work.statements.append("COMMENT ON SCHEMA \(name: name) IS \(comment.literal)")
        }
        return work
    }
}
