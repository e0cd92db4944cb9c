// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// The leases as the database keeps them. It reads no clock: whoever calls says what time it is.
struct LeaseTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Every lease, the oldest first. Throws where one can't be read: nobody may then write.
    func all() throws -> [StoredLease] {
        let call = try SQLCall(
            "SELECT scope, holder, token, lifetime, expires FROM leases ORDER BY token, scope",
            on: database)
        var leases: [StoredLease] = []
        try call.forEachRow {
            let row = StoredLease(
                scopes: [try call.text(0)], holder: try call.text(1), token: try call.int64(2),
                lifetimeSeconds: try call.int64(3),
                expires: Instant(milliseconds: try call.int64(4)))
            if let last = leases.last, last.token == row.token {
                leases[leases.count - 1].scopes += row.scopes
            } else {
                leases.append(row)
            }
        }
        return leases
    }

    /// Throws `fenced` unless the database still holds exactly this lease. One that is over and that
    /// nobody else has taken still counts.
    @discardableResult
    func check(_ lease: Lease) throws -> StoredLease {
        let held = try all().first { $0.token == lease.token }
        guard let held, held.scopes == lease.scopes, held.holder == lease.holder else {
            throw StoreFailure.fenced
        }
        return held
    }

    /// A new fencing token, larger than all before.
    func nextToken() throws -> Int64 {
        let call = try SQLCall("UPDATE store SET token = token + 1 RETURNING token", on: database)
        guard let token = try call.firstRow({ try call.int64(0) }) else {
            throw StoredValueFailure(column: 0, expected: "the last fencing token")
        }
        return token
    }

    func insert(_ lease: StoredLease) throws {
        let call = try SQLCall(
            """
            INSERT INTO leases (scope, holder, token, lifetime, expires) VALUES (?, ?, ?, ?, ?)
            """, on: database)
        for scope in lease.scopes {
            try call.bind(1, scope)
            try call.bind(2, lease.holder)
            try call.bind(3, lease.token)
            try call.bind(4, lease.lifetimeSeconds)
            try call.bind(5, lease.expires.milliseconds)
            try call.run()
        }
    }

    func remove(token: Int64) throws {
        let call = try SQLCall("DELETE FROM leases WHERE token = ?", on: database)
        try call.bind(1, token)
        try call.run()
    }

    /// The leases that were removed.
    func removeAll(where isMeant: (StoredLease) -> Bool) throws -> [StoredLease] {
        let removed = try all().filter(isMeant)
        for lease in removed { try remove(token: lease.token) }
        return removed
    }
}

/// A lease and for how long each renewal is good.
struct StoredLease {
    static let wholeEnvironment = "*"

    var scopes: [String]
    let holder: String
    let token: Int64
    let lifetimeSeconds: Int64
    var expires: Instant

    var lease: Lease {
        Lease(scopes: scopes, holder: holder, token: token, expires: expires)
    }

    /// The whole environment overlaps everything.
    func overlaps(_ others: [String]) -> Bool {
        scopes.contains(Self.wholeEnvironment) || others.contains(Self.wholeEnvironment)
            || scopes.contains { scope in others.contains { $0.hasSameBytes(as: scope) } }
    }
}
