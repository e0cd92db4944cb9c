// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `database.extension`: an extension of a database, of those that the server has installed. Tables may use it, so
/// that one that is no longer asked for loses its mark and stays; with `on_removal: delete` it is dropped where
/// nothing uses it. Its comment holds the mark in the place of the words that came with it.
enum ExtensionKind: ServerKind {
    static let isInDatabase = true

    static let type = ResourceType(
        name: "database.extension", summary: "An extension that a database has.",
        attributes: [
            ServerText.database,
            AttributeSchema(
                "name", schema: ServerText.nameSchema, [.required, .identity],
                summary: "What the extension is called."),
            AttributeSchema(
                "schema", schema: ServerText.nameSchema,
                summary: "The schema of its objects; unstated: the extension's own choice."),
            AttributeSchema(
                "version", schema: ["type": "string", "minLength": 1, "maxLength": 60],
                summary: "Its version; unstated: whichever it has, at first the server's newest."),
        ],
        removal: .init(.keep),
        functions: .init(
            identity: { attributes, _ in
                PartsOfIdentity.text(["database", "name"].map { attributes[$0]?.string ?? "" })
            },
            problems: { attributes, _ in
                ["database", "name", "schema"].flatMap {
                    ServerText.nameProblems($0, of: attributes)
                }
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
                query + " WHERE e.extname = ANY ($1::name[])",
                [ServerArray.text(PartsOfIdentity.last(of: identities))])
        }
        return (0..<rows.count).map { object(rows, $0) }
    }

    private static let query: SQL = """
        SELECT current_database(), e.extname, n.nspname, e.extversion, d.description \
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace LEFT JOIN pg_description d \
        ON d.objoid = e.oid AND d.classoid = 'pg_extension'::regclass AND d.objsubid = 0
        """

    private static func object(_ rows: Rows, _ row: Int) -> ServerObject {
        let names = [rows.text(row, 0) ?? "", rows.text(row, 1) ?? ""]
        let identity = PartsOfIdentity.text(names)
        return ServerObject(
            identity: identity, name: identity,
            attributes: [
                "database": .string(names[0]), "name": .string(names[1]),
                "schema": .string(rows.text(row, 2) ?? ""),
                "version": .string(rows.text(row, 3) ?? ""),
            ],
            comment: rows.comment(row, 4))
    }

    /// An extension without a schema of its own goes into the first of the session's, which is the server's
    /// catalog.
    private static func creation(_ name: String, schema: String?, version: String?) -> [SQL] {
        var sql: SQL = "CREATE EXTENSION \(name: name)"
        if let schema { sql += " SCHEMA \(name: schema)" }
        if let version { sql += " VERSION \(text: version)" }
        guard schema == nil else { return [sql] }
        return ["SET LOCAL search_path TO public", sql, "SET LOCAL search_path TO pg_catalog"]
    }

    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work {
        let name = PartsOfIdentity.last(of: operation.identity)
        let comment = (object?.comment ?? ObjectComment()).wanted(by: operation)
        let schema = operation.attributes["schema"]?.string
        let version = operation.attributes["version"]?.string
        var work = Work()
        switch operation.kind {
        case .create:
            work.statements += creation(name, schema: schema, version: version)
        case .update:
            if let schema, object?.attributes["schema"]?.string != schema {
                work.statements.append("ALTER EXTENSION \(name: name) SET SCHEMA \(name: schema)")
            }
            if let version, object?.attributes["version"]?.string != version {
                work.statements.append("ALTER EXTENSION \(name: name) UPDATE TO \(text: version)")
            }
        case .mark, .unmark: break
        case .delete:
            return Work(
                statements: ["DROP EXTENSION \(name: name) RESTRICT"],
                help: "what uses the extension has to be dropped first")
        case .suspend, .resume, .purge:
            throw ProviderFailure(.rejected, "an extension has no \(operation.kind.rawValue)")
        }
        if comment != object?.comment {
            work.statements.append("COMMENT ON EXTENSION \(name: name) IS \(comment.literal)")
        }
        return work
    }
}
