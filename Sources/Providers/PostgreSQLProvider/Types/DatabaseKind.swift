// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Databases on the server, but for templates and for one that is only being made.
enum DatabaseKind: ServerKind {
    static let type = DatabaseType.type

    /// A suspended database is found by its comment: it has another name.
    static func read(
        _ selection: Selection, from connection: ServerConnection
    ) throws(ProviderFailure) -> [ServerObject] {
        let facts = try connection.facts()
        let rows: Rows
        switch selection {
        case .all: rows = try connection.rows(query)
        case .some(let names):
            rows = try connection.rows(
                query
                    + " AND (d.datname = ANY ($1::name[]) OR s.description LIKE '%burnham:% suspended=%')",
                [ServerArray.text(names)])
        }
        return (0..<rows.count).compactMap { object(rows, $0, facts) }
    }

    private static let query: SQL = """
        SELECT d.datname, pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), d.datcollate, \
        d.datctype, d.datconnlimit, d.datallowconn, \
        ARRAY(SELECT lower(privilege_type) FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) \
        WHERE grantee = 0)::text, s.description \
        FROM pg_database d LEFT JOIN pg_shdescription s \
        ON s.objoid = d.oid AND s.classoid = 'pg_database'::regclass WHERE NOT d.datistemplate
        """

    private static func object(_ rows: Rows, _ row: Int, _ facts: ServerFacts) -> ServerObject? {
        let name = rows.text(row, 0) ?? ""
        guard !DatabaseName.isWhileMade(name) else { return nil }
        let comment = rows.comment(row, 8)
        let (collation, characters) = (rows.text(row, 3) ?? "", rows.text(row, 4) ?? "")
        let identity = comment[.suspended] ?? name
        let privileges = ServerArray.words(rows.text(row, 7) ?? "")
        var attributes: Fields<Value> = [
            "name": .string(identity), "owner": .string(rows.text(row, 1) ?? ""),
            "encoding": .string(rows.text(row, 2) ?? ""),
            "locale": .string(
                collation == characters ? collation : "\(collation), \(characters)"),
            "connection_limit": .int(rows.int(row, 5) ?? -1),
            "accepts_connections": .bool(rows.bool(row, 6)),
            "public_privileges": ServerText.sorted(privileges.map { .string($0) }),
            "host": .string(facts.host), "port": .int(facts.port),
        ]
        attributes["description"] = comment.description.map { .string($0) }
        return ServerObject(
            identity: identity, name: name, attributes: attributes, comment: comment,
            isSuspended: comment[.suspended] != nil)
    }

    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work {
        let name = operation.identity
        let present = object?.name ?? DatabaseName.whileMade(operation.mark)
        var comment = (object?.comment ?? ObjectComment()).wanted(by: operation)
        var work = Work()
        var next = present
        switch operation.kind {
        case .create:
            work.preparation = [
                "DROP DATABASE IF EXISTS \(name: present)", creation(operation, present),
            ]
            work.undoing = ["DROP DATABASE IF EXISTS \(name: present)"]
            next = name
        case .update, .resume:
            comment[.suspended] = nil
            next = name
        case .suspend:
            comment[.suspended] = name
            next = DatabaseName.whileSuspended(name, operation.mark, on: operation.now.day)
            work.preparation = closing(present)
            work.undoing = reopening(object)
        case .mark, .unmark: break
        case .delete, .purge:
            work.preparation = closing(present) + ["DROP DATABASE \(name: present) WITH (FORCE)"]
            work.undoing = reopening(object)
            return work
        }
        if !next.hasSameBytes(as: present) {
            work.statements.append("ALTER DATABASE \(name: present) RENAME TO \(name: next)")
        }
        if [.create, .update, .resume].contains(operation.kind) {
            work.statements += changes(operation, object?.attributes ?? made, next)
        }
        if comment != object?.comment {
            work.statements.append("COMMENT ON DATABASE \(name: next) IS \(comment.literal)")
        }
        return work
    }

    /// What a database is that was just made, of what is not said when it is made.
    private static let made: Fields<Value> = [
        "connection_limit": -1, "accepts_connections": true,
        "public_privileges": ["connect", "temporary"],
    ]

    private static func creation(_ operation: Operation, _ name: String) -> SQL {
        var sql: SQL = "CREATE DATABASE \(name: name) TEMPLATE template0"
        if let encoding = operation.attributes["encoding"]?.string {
            sql += " ENCODING \(text: encoding)"
        }
        if let locale = operation.attributes["locale"]?.string { sql += " LOCALE \(text: locale)" }
        return sql
    }

    /// Nobody comes in, then whoever is in goes: the other way round somebody could come back.
    private static func closing(_ name: String) -> [SQL] {
        [
            "ALTER DATABASE \(name: name) ALLOW_CONNECTIONS false",
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
            WHERE datname = \(text: name) AND pid <> pg_backend_pid()
            """,
        ]
    }

    /// A database that could not be taken away is as it was.
    private static func reopening(_ object: ServerObject?) -> [SQL] {
        guard let object, object.attributes["accepts_connections"] == true else { return [] }
        return ["ALTER DATABASE \(name: object.name) ALLOW_CONNECTIONS true"]
    }

    private static func changes(
        _ operation: Operation, _ present: Fields<Value>, _ name: String
    ) -> [SQL] {
        let wanted = operation.attributes
        var changes: [SQL] = []
        if let owner = wanted["owner"]?.string, present["owner"]?.string != owner {
            changes.append("ALTER DATABASE \(name: name) OWNER TO \(name: owner)")
        }
        if let limit = wanted["connection_limit"]?.int, present["connection_limit"]?.int != limit {
            changes.append("ALTER DATABASE \(name: name) CONNECTION LIMIT \(limit)")
        }
        if present["accepts_connections"]?.bool == false {
            changes.append("ALTER DATABASE \(name: name) ALLOW_CONNECTIONS true")
        }
        guard let privileges = wanted["public_privileges"],
            present["public_privileges"] != privileges
        else { return changes }
        changes.append("REVOKE ALL ON DATABASE \(name: name) FROM PUBLIC")
        let words = Privilege.words(privileges)
        if !words.isEmpty {
            changes.append("GRANT \(words.joined(by: ", ")) ON DATABASE \(name: name) TO PUBLIC")
        }
        return changes
    }
}
