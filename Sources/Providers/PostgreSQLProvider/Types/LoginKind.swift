// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Logins on the server, each two roles. A role of somebody else that has the name of a user is in the way. Unasked
/// they are found among the roles with settings, which are few: to look through all comments takes as long as to
/// read all roles.
enum LoginKind: ServerKind {
    static let type = LoginType.type

    static func read(
        _ selection: Selection, from connection: ServerConnection
    ) throws(ProviderFailure) -> [ServerObject] {
        let facts = try connection.facts()
        let asked: [String]
        let rows: Rows
        switch selection {
        case .all(let logins):
            asked = logins
            rows = try connection.rows(
                query(facts, verifier: RoleRow.verifierDigest(facts))
                    + """
                    WHERE r.rolname = ANY ($1::name[]) \
                    OR r.oid IN (SELECT setrole FROM pg_db_role_setting WHERE setdatabase = 0)
                    """,
                [ServerArray.text(logins.flatMap(LoginUser.names))])
        case .some(let logins):
            asked = logins
            rows = try connection.rows(
                query(facts, verifier: RoleRow.verifier(facts))
                    + "WHERE r.rolname = ANY ($1::name[])",
                [ServerArray.text(logins.flatMap(LoginUser.names))])
        }
        return objects(rows.map { LoginUser($0, $1, facts) }, asked)
    }

    private static func query(_ facts: ServerFacts, verifier: SQL) -> SQL {
        "SELECT \(RoleRow.columns), \(verifier), \(LoginUser.columns) FROM \(RoleRow.tables(facts)) "
    }

    private static func objects(_ users: [LoginUser], _ asked: [String]) -> [ServerObject] {
        var own: [ByteText: [LoginUser]] = [:]
        var others: Set<ByteText> = []
        for user in users {
            if let login = user.comment[.login] {
                own[ByteText(login), default: []].append(user)
            } else {
                others.insert(ByteText(user.name))
            }
        }
        let inTheWay = asked.compactMap { login -> ServerObject? in
            guard own[ByteText(login)] == nil,
                let name = LoginUser.names(of: login).first(where: { others.contains(ByteText($0)) }
                )
            else { return nil }
            return ServerObject(
                identity: login, name: login,
                attributes: [
                    "name": .string(login),
                    "condition": .string("`\(name)` is somebody else's role"),
                ], isPart: true)
        }
        return inTheWay
            + own.compactMap { login, users in
                LoginUsers(users).map { object(login.text, $0, users) }
            }
    }

    private static func object(
        _ login: String, _ users: LoginUsers, _ all: [LoginUser]
    ) -> ServerObject {
        let current = users.current
        var attributes: Fields<Value> = [
            "name": .string(login), "user": .string(current.name),
            "connection_limit": .int(current.connectionLimit),
            "condition": .string(users.condition),
        ]
        attributes["role"] = current.role.map { .string($0) }
        attributes["overlap"] = current.comment[.overlap].map { .string($0) }
        attributes["password_made"] = current.comment[.passwordMade].map { .string($0) }
        if let former = users.former, former.canLogIn, let end = former.validUntil {
            attributes["previous_until"] = .string(end.description)
        }
        return ServerObject(
            identity: login, name: login, attributes: attributes, comment: current.comment,
            isSuspended: current.comment[.suspended] != nil, users: all)
    }

    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work {
        let names = LoginUser.names(of: operation.identity)
        let users = object?.users ?? []
        switch operation.kind {
        case .create, .update, .resume:
            return try LoginStatements(operation, LoginUsers(users), server).work
        case .suspend:
            return Work(
                statements: users.flatMap { user in
                    [
                        "ALTER ROLE \(name: user.name) NOLOGIN",
                        RoleKind.endedSessions(of: user.name),
                    ] + commenting(user) { $0[.suspended] = operation.identity }
                })
        case .mark, .unmark:
            return Work(
                statements: users.flatMap { user in
                    commenting(user) { $0 = $0.wanted(by: operation) }
                })
        case .delete, .purge:
            let present = names.filter { name in users.contains { $0.name.hasSameBytes(as: name) } }
            return Work(
                statements: present.map { "DROP ROLE \(name: $0)" },
                help: present.map(Holdings.handOver).first)
        }
    }

    private static func commenting(
        _ user: LoginUser, _ change: (inout ObjectComment) -> Void
    ) -> [SQL] {
        var comment = user.comment
        change(&comment)
        return comment == user.comment
            ? [] : ["COMMENT ON ROLE \(name: user.name) IS \(comment.literal)"]
    }
}
