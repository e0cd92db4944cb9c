// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One row of the server's catalog of roles.
struct RoleRow {
    static let columns: SQL =
        """
        r.rolname, r.rolbypassrls, r.rolconnlimit, r.rolcreatedb, r.rolcreaterole, r.rolinherit, \
        r.rolcanlogin, r.rolreplication, r.rolsuper, \
        CASE WHEN isfinite(r.rolvaliduntil) THEN to_char(r.rolvaliduntil, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END, \
        d.description
        """

    /// What is known of passwords only who may read `pg_authid` sees; `pg_roles` is for everybody.
    static func tables(_ facts: ServerFacts) -> SQL {
        (facts.readsVerifiers ? "pg_authid" : "pg_roles")
            + " r LEFT JOIN pg_shdescription d ON d.objoid = r.oid AND d.classoid = 'pg_authid'::regclass"
    }

    static func verifier(_ facts: ServerFacts) -> SQL {
        facts.readsVerifiers ? "r.rolpassword" : "NULL"
    }

    /// The server sends the first half of the digest of a verifier, and not the verifier.
    static func verifierDigest(_ facts: ServerFacts) -> SQL {
        facts.readsVerifiers
            ? "left(encode(sha256(convert_to(r.rolpassword, 'UTF8')), 'hex'), 32)" : "NULL"
    }

    let name: String
    let comment: ObjectComment
    private let flags: Flags
    let connectionLimit: Int64
    let validUntil: String?
    private let password: String?

    private struct Flags {
        let bypassesRowPolicies: Bool
        let makesDatabases: Bool
        let makesRoles: Bool
        let inherits: Bool
        let canLogIn: Bool
        let replicates: Bool
        let isSuperuser: Bool
    }

    init(_ rows: Rows, _ row: Int) {
        name = rows.text(row, 0) ?? ""
        connectionLimit = rows.int(row, 2) ?? -1
        flags = Flags(
            bypassesRowPolicies: rows.bool(row, 1), makesDatabases: rows.bool(row, 3),
            makesRoles: rows.bool(row, 4), inherits: rows.bool(row, 5), canLogIn: rows.bool(row, 6),
            replicates: rows.bool(row, 7), isSuperuser: rows.bool(row, 8))
        validUntil = rows.text(row, 9)
        comment = rows.comment(row, 10)
        password = rows.text(row, 11)
    }

    var canLogIn: Bool { flags.canLogIn }

    /// A login's user is marked as that, and no role of its own.
    private var isUser: Bool { comment[.login] != nil }

    /// The verifier, where it was asked for.
    var verifier: String? { password.flatMap { $0.utf8.count == 32 ? nil : $0 } }

    func object(_ facts: ServerFacts) -> ServerObject {
        var entries: [(key: String, value: Value)] = []
        entries.reserveCapacity(13)
        entries.append(("bypassrls", .bool(flags.bypassesRowPolicies)))
        entries.append(("condition", .string(condition(facts))))
        entries.append(("connection_limit", .int(connectionLimit)))
        entries.append(("createdb", .bool(flags.makesDatabases)))
        entries.append(("createrole", .bool(flags.makesRoles)))
        if let text = comment.description { entries.append(("description", .string(text))) }
        entries.append(("inherit", .bool(flags.inherits)))
        entries.append(("login", .bool(flags.canLogIn)))
        entries.append(("name", .string(name)))
        if let made = comment[.passwordMade] { entries.append(("password_made", .string(made))) }
        entries.append(("replication", .bool(flags.replicates)))
        entries.append(("superuser", .bool(flags.isSuperuser)))
        if let validUntil { entries.append(("valid_until", .string(validUntil))) }
        var object = ServerObject(
            identity: name, name: name, attributes: Fields(entries: entries), comment: comment,
            isSuspended: comment[.suspended] != nil, verifier: verifier)
        object.isPart = isUser || ServerText.isServersOwn(name)
        if isUser { object.comment.mark = nil }
        return object
    }

    /// A password that was set past us has another verifier than ours.
    func condition(_ facts: ServerFacts) -> String {
        guard facts.readsVerifiers, let known = comment[.verifier] else { return RoleType.sound }
        guard let password else { return "its password was taken away" }
        let digest = verifier.map(RolePassword.digest) ?? password
        return digest == known ? RoleType.sound : "its password was changed by hand"
    }
}
