// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One of the two roles of a login, as the server shows it.
struct LoginUser: Sendable {
    let name: String
    let comment: ObjectComment
    let canLogIn: Bool
    /// Nil for a password without an end.
    let validUntil: Instant?
    let connectionLimit: Int64
    let verifier: String?
    /// What is wrong with its password, or `sound`.
    let condition: String
    /// The role as which it acts, and whether it is a member of that.
    let role: String?
    let isMember: Bool

    static let columns: SQL =
        """
        (SELECT substr(c, 6) FROM pg_db_role_setting s, unnest(s.setconfig) c \
        WHERE s.setrole = r.oid AND s.setdatabase = 0 AND c LIKE 'role=%'), \
        EXISTS (SELECT FROM pg_db_role_setting s, unnest(s.setconfig) c, pg_auth_members a \
        JOIN pg_roles o ON o.oid = a.roleid WHERE s.setrole = r.oid AND s.setdatabase = 0 \
        AND a.member = r.oid AND c = 'role=' || o.rolname)
        """

    init(_ rows: Rows, _ row: Int, _ facts: ServerFacts) {
        let found = RoleRow(rows, row)
        name = found.name
        comment = found.comment
        canLogIn = found.canLogIn
        validUntil = found.validUntil.flatMap { Instant($0) }
        connectionLimit = found.connectionLimit
        verifier = found.verifier
        condition = found.condition(facts)
        role = rows.text(row, 12)
        isMember = rows.bool(row, 13)
    }

    /// Since when it is, or was, the one in use; nil for one that never was.
    var since: Instant? { comment[.since].flatMap { Instant($0) } }

    static func names(of login: String) -> [String] { ["\(login)_a", "\(login)_b"] }
}

/// The two users of a login, told apart.
struct LoginUsers {
    let current: LoginUser
    /// Nil where somebody dropped it.
    let former: LoginUser?

    /// Nil where there is none of them.
    init?(_ users: [LoginUser]) {
        let sorted = users.sorted { ($0.since ?? .distant) > ($1.since ?? .distant) }
        guard let current = sorted.first else { return nil }
        self.current = current
        former = sorted.dropFirst().first
    }

    /// Until when the former user is good, with such an overlap; nil where it never was in use.
    func end(overlap: Span) -> Instant? {
        guard former?.since != nil else { return nil }
        return current.since?.advanced(bySeconds: overlap.seconds)
    }

    var condition: String {
        if current.comment[.suspended] != nil { return LoginType.sound }
        if !current.canLogIn { return "its user `\(current.name)` may not log in" }
        if current.condition != LoginType.sound { return current.condition }
        if current.validUntil != nil { return "the password of `\(current.name)` has an end" }
        guard let former else { return "one of its two users is missing" }
        if former.canLogIn, former.validUntil == nil {
            return "the password of `\(former.name)` has no end"
        }
        for user in [current, former] where !user.isMember || user.role != current.role {
            return "`\(user.name)` does not act as the role"
        }
        return former.connectionLimit == current.connectionLimit
            ? LoginType.sound : "its users have different limits"
    }
}

extension Instant {
    fileprivate static let distant = Instant(milliseconds: .min)
}
