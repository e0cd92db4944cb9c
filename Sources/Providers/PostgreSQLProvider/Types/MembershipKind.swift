// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `database.membership`: one role as a member of another. The server has no place for a mark on it, so the target's
/// registry has it.
enum MembershipKind: ServerKind {
    static let isInRegistry = true

    static let type = ResourceType(
        name: "database.membership", summary: "One role as a member of another.",
        attributes: [
            AttributeSchema(
                "role", schema: ServerText.nameSchema, [.required, .identity],
                references: "database.role", summary: "The role that has the member."),
            AttributeSchema(
                "member", schema: ServerText.nameSchema, [.required, .identity],
                references: "database.role", summary: "The role that is the member."),
            AttributeSchema(
                "admin_option", schema: ["type": "boolean"], defaultValue: false,
                summary: "Whether the member may make others members."),
        ],
        removal: .init(.delete),
        functions: .init(
            identity: { attributes, _ in
                PartsOfIdentity.text(["role", "member"].map { attributes[$0]?.string ?? "" })
            },
            problems: { attributes, _ in
                ["role", "member"].flatMap { ServerText.nameProblems($0, of: attributes) }
            }))

    static func read(
        _ selection: Selection, from connection: ServerConnection
    ) throws(ProviderFailure) -> [ServerObject] {
        let rows: Rows
        switch selection {
        case .all: rows = try connection.rows(query + grouping)
        case .some(let identities):
            let pairs = identities.compactMap { PartsOfIdentity.parts(of: $0, count: 2) }
            rows = try connection.rows(
                query
                    + """
                     WHERE (r.rolname, m.rolname) IN \
                    (SELECT * FROM unnest($1::name[], $2::name[]))
                    """ + grouping,
                [ServerArray.text(pairs.map { $0[0] }), ServerArray.text(pairs.map { $0[1] })])
        }
        return (0..<rows.count).map { object(rows, $0) }
    }

    /// From version 16 on a membership has as many rows as there are roles that granted it.
    private static let query: SQL = """
        SELECT r.rolname, m.rolname, bool_or(a.admin_option), \
        bool_or(d.description LIKE '%burnham:% login=%' OR m.rolname = current_user) FROM pg_auth_members a \
        JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member \
        LEFT JOIN pg_shdescription d ON d.objoid = m.oid AND d.classoid = 'pg_authid'::regclass
        """

    private static let grouping: SQL = " GROUP BY r.rolname, m.rolname"

    private static func object(_ rows: Rows, _ row: Int) -> ServerObject {
        let names = [rows.text(row, 0) ?? "", rows.text(row, 1) ?? ""]
        let identity = PartsOfIdentity.text(names)
        return ServerObject(
            identity: identity, name: identity,
            attributes: [
                "role": .string(names[0]), "member": .string(names[1]),
                "admin_option": .bool(rows.bool(row, 2)),
            ],
            isPart: rows.bool(row, 3) || ServerText.isServersOwn(names[1]))
    }

    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work {
        guard let names = PartsOfIdentity.parts(of: operation.identity, count: 2) else {
            throw ProviderFailure(.rejected, "`\(operation.identity)` names no two roles")
        }
        let (role, member) = (names[0], names[1])
        let isAdmin = operation.attributes["admin_option"]?.bool ?? false
        switch operation.kind {
        case .create:
            let option: SQL = isAdmin ? " WITH ADMIN OPTION" : ""
            return Work(statements: ["GRANT \(name: role) TO \(name: member)\(option)"])
        case .update:
            guard object?.attributes["admin_option"]?.bool != isAdmin else { return Work() }
            return Work(statements: [
                isAdmin
                    ? "GRANT \(name: role) TO \(name: member) WITH ADMIN OPTION"
                    : "REVOKE ADMIN OPTION FOR \(name: role) FROM \(name: member)"
            ])
        case .mark, .unmark: return Work()
        case .delete: return Work(statements: ["REVOKE \(name: role) FROM \(name: member)"])
        case .suspend, .resume, .purge:
            throw ProviderFailure(.rejected, "a membership has no \(operation.kind.rawValue)")
        }
    }
}
