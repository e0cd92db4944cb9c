// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Roles on the server, also the server's own, which others may be members of.
enum RoleKind: ServerKind {
    static let type = RoleType.type

    static func read(
        _ selection: Selection, from connection: ServerConnection
    ) throws(ProviderFailure) -> [ServerObject] {
        let facts = try connection.facts()
        let rows: Rows
        switch selection {
        case .all:
            rows = try connection.rows(query(facts, verifier: RoleRow.verifierDigest(facts)))
        case .some(let names):
            rows = try connection.rows(
                query(facts, verifier: RoleRow.verifier(facts))
                    + "WHERE r.rolname = ANY ($1::name[])",
                [ServerArray.text(names)])
        }
        return rows.map { RoleRow($0, $1).object(facts) }
    }

    private static func query(_ facts: ServerFacts, verifier: SQL) -> SQL {
        "SELECT \(RoleRow.columns), \(verifier) FROM \(RoleRow.tables(facts)) "
    }

    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work {
        let name = operation.identity
        var comment = (object?.comment ?? ObjectComment()).wanted(by: operation)
        var work = Work()
        switch operation.kind {
        case .create, .update, .resume:
            comment[.suspended] = nil
            let password = try RolePassword(operation, object, server)
            let clauses = RoleClauses(operation, object?.attributes)
                .all(password: password.newVerifier)
            if object == nil {
                work.statements += server.creation(of: name, clauses)
            } else if !clauses.isEmpty {
                work.statements.append("ALTER ROLE \(name: name) \(clauses.joined(by: " "))")
            }
            password.note(in: &comment)
        case .suspend:
            comment[.suspended] = name
            work.statements = [
                "ALTER ROLE \(name: name) NOLOGIN", endedSessions(of: name),
            ]
        case .mark, .unmark: break
        case .delete, .purge:
            return Work(statements: ["DROP ROLE \(name: name)"], help: Holdings.handOver(of: name))
        }
        if comment != object?.comment {
            work.statements.append("COMMENT ON ROLE \(name: name) IS \(comment.literal)")
        }
        return work
    }

    static func endedSessions(of role: String) -> SQL {
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            + "WHERE usename = \(text: role) AND pid <> pg_backend_pid()"
    }
}

/// The clauses of `CREATE ROLE` and `ALTER ROLE` for what differs: to say what is so already may need rights of
/// its own.
struct RoleClauses {
    private let operation: Operation
    private let present: Fields<Value>

    /// `present`: nil for a role that is made.
    init(_ operation: Operation, _ present: Fields<Value>?) {
        self.operation = operation
        self.present = present ?? Self.standard
    }

    private static let standard: Fields<Value> = {
        var standard: Fields<Value> = ["superuser": false, "connection_limit": -1]
        for flag in RoleType.flags { standard[flag.name] = .bool(flag.isStandard) }
        return standard
    }()

    func all(password: String?) -> [SQL] {
        var clauses = (RoleType.flags + [RoleType.superuser]).compactMap(clause)
        if let limit = operation.attributes["connection_limit"]?.int,
            present["connection_limit"]?.int != limit
        {
            clauses.append("CONNECTION LIMIT \(limit)")
        }
        let end = operation.attributes["valid_until"]?.string
        if let end, present["valid_until"]?.string != end {
            clauses.append("VALID UNTIL \(text: end)")
        } else if end == nil, operation.cleared.contains("valid_until") {
            clauses.append("VALID UNTIL 'infinity'")
        }
        if let password { clauses.append("PASSWORD \(text: password)") }
        return clauses
    }

    private func clause(_ flag: RoleType.Flag) -> SQL? {
        guard let wanted = operation.attributes[flag.name]?.bool, present[flag.name]?.bool != wanted
        else { return nil }
        return wanted ? flag.words.yes : flag.words.no
    }
}
