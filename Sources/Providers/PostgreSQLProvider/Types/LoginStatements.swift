// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What makes the two users of a login as an operation wants them, a rotation where the password is another one.
struct LoginStatements {
    private let operation: Operation
    private let users: LoginUsers?
    private let server: ServerFacts
    private let role: String
    private let overlap: Span
    private let made: String
    /// Nil where none is delivered: then it stays.
    private let password: [UInt8]?

    init(
        _ operation: Operation, _ users: LoginUsers?, _ server: ServerFacts
    ) throws(ProviderFailure) {
        self.operation = operation
        self.users = users
        self.server = server
        guard let role = operation.attributes["role"]?.string,
            let overlap = operation.attributes["overlap"]?.string.flatMap({ Span($0) }),
            let made = operation.attributes["password_made"]?.string
        else { throw ProviderFailure(.rejected, "an attribute of the login is not of its form") }
        (self.role, self.overlap, self.made) = (role, overlap, made)
        password = operation.secrets["password"]?.bytes
    }

    /// What one user is to be.
    private struct Target {
        let name: String
        let present: LoginUser?
        var comment: ObjectComment
        var canLogIn: Bool
        var validUntil: Instant?
        var newVerifier: String?
        var losesPassword = false
    }

    var work: Work {
        get throws(ProviderFailure) {
            let targets = try self.targets
            return Work(statements: targets.flatMap(statements))
        }
    }

    // MARK: Which user is to be what

    private var targets: [Target] {
        get throws(ProviderFailure) {
            let names = LoginUser.names(of: operation.identity)
            guard let users else {
                return [try inUse(names[0], nil), resting(names[1], nil)]
            }
            let current = users.current
            let otherName = names.first { !$0.hasSameBytes(as: current.name) } ?? names[0]
            if current.comment[.passwordMade] == made {
                return [try inUse(current.name, current), former(otherName, users)]
            }
            if let end = users.end(overlap: overlap), end > operation.now,
                users.former?.canLogIn == true
            {
                throw ProviderFailure(
                    .conflict,
                    "the user before `\(current.name)` is good until \(end), and its place is needed",
                    help: "a later plan changes the password; a shorter `overlap` ends it sooner")
            }
            var leaving = target(current.name, current)
            leaving.canLogIn = true
            let since = later(than: current)
            leaving.validUntil = since.advanced(bySeconds: overlap.seconds)
            return [try inUse(otherName, users.former, since: since), leaving]
        }
    }

    /// Which user is in use shows in the times alone, so that they differ whatever a clock says.
    private func later(than user: LoginUser) -> Instant {
        max(operation.now, user.since?.advanced(byMilliseconds: 1) ?? operation.now)
    }

    private func target(_ name: String, _ present: LoginUser?) -> Target {
        var comment = present?.comment ?? ObjectComment()
        comment.mark = operation.mark
        comment[.login] = operation.identity
        comment[.suspended] = nil
        comment[.overlap] = nil
        return Target(name: name, present: present, comment: comment, canLogIn: false)
    }

    private func inUse(
        _ name: String, _ present: LoginUser?, since: Instant? = nil
    ) throws(ProviderFailure) -> Target {
        var target = target(name, present)
        target.canLogIn = true
        target.comment[.overlap] = Span.normalText(overlap.text)
        target.comment[.since] = (since ?? present?.since ?? operation.now).description
        target.comment[.passwordMade] = made
        if since == nil, let present, isKept(present) { return target }
        guard let password else {
            throw ProviderFailure(.rejected, "no password is delivered for the login")
        }
        guard let verifier = ScramVerifier(password: password) else {
            throw RolePassword.unusable
        }
        target.newVerifier = verifier.text
        target.comment[.verifier] = RolePassword.digest(verifier.text)
        return target
    }

    private func isKept(_ user: LoginUser) -> Bool {
        guard user.comment[.verifier] != nil else { return false }
        guard let password, server.readsVerifiers else { return true }
        return user.verifier.map { ScramVerifier.matches($0, password) } ?? false
    }

    /// Good until its overlap ends, and then no login any more.
    private func former(_ name: String, _ users: LoginUsers) -> Target {
        guard let end = users.end(overlap: overlap), end > operation.now, let user = users.former
        else { return resting(name, users.former) }
        var target = target(name, user)
        target.canLogIn = true
        target.validUntil = end
        return target
    }

    private func resting(_ name: String, _ present: LoginUser?) -> Target {
        var target = target(name, present)
        target.losesPassword = present?.canLogIn == true
        target.comment[.since] = nil
        target.comment[.passwordMade] = nil
        target.comment[.verifier] = nil
        return target
    }

    // MARK: What makes it that

    private func statements(_ target: Target) -> [SQL] {
        var statements: [SQL] = []
        let clauses = clauses(target)
        if target.present == nil {
            statements += server.creation(of: target.name, clauses)
        } else if !clauses.isEmpty {
            statements.append("ALTER ROLE \(name: target.name) \(clauses.joined(by: " "))")
        }
        statements += actingAs(target)
        if target.comment != target.present?.comment {
            statements.append("COMMENT ON ROLE \(name: target.name) IS \(target.comment.literal)")
        }
        return statements
    }

    private func clauses(_ target: Target) -> [SQL] {
        var clauses: [SQL] = []
        let present = target.present
        if target.canLogIn != (present?.canLogIn ?? false) {
            clauses.append(target.canLogIn ? "LOGIN" : "NOLOGIN")
        }
        let limit = operation.attributes["connection_limit"]?.int ?? -1
        if limit != present?.connectionLimit ?? -1 { clauses.append("CONNECTION LIMIT \(limit)") }
        if target.validUntil != present?.validUntil {
            let end = target.validUntil?.description ?? "infinity"
            clauses.append("VALID UNTIL \(text: end)")
        }
        if let verifier = target.newVerifier {
            clauses.append("PASSWORD \(text: verifier)")
        } else if target.losesPassword {
            clauses.append("PASSWORD NULL")
        }
        return clauses
    }

    private func actingAs(_ target: Target) -> [SQL] {
        let present = target.present
        guard present?.role != role || present?.isMember != true else { return [] }
        var statements: [SQL] = []
        if let other = present?.role, !other.hasSameBytes(as: role), present?.isMember == true {
            statements.append("REVOKE \(name: other) FROM \(name: target.name)")
        }
        return statements + [
            "GRANT \(name: role) TO \(name: target.name)",
            "ALTER ROLE \(name: target.name) SET role TO \(text: role)",
        ]
    }
}
