// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import GRDB
package import Values

extension SQLiteStore {
    /// The lease that keeps others from writing in this scope, over or not; `*` asks for any.
    package func lease(scope: String) throws(StoreFailure) -> Lease? {
        try reading { database in
            try LeaseTable(database).all().first { $0.overlaps([scope]) }?.lease
        }
    }

    /// Every lease, over or not, the oldest first.
    package func leases() throws(StoreFailure) -> [Lease] {
        try reading { try LeaseTable($0).all().map(\.lease) }
    }

    package func acquireLease(_ request: LeaseRequest) throws(StoreFailure) -> Lease {
        let scopes = Self.sortedOnce(request.scopes)
        precondition(!scopes.isEmpty, "a lease of nothing; this is a bug in burnham")
        return try writing { database in
            let table = LeaseTable(database)
            for held in try table.all() where held.overlaps(scopes) {
                guard held.expires <= request.now else { throw StoreFailure.leased(held.lease) }
                try table.remove(token: held.token)
            }
            let lease = StoredLease(
                scopes: scopes, holder: request.holder, token: try table.nextToken(),
                lifetimeSeconds: request.lifetimeSeconds,
                expires: request.now.advanced(bySeconds: request.lifetimeSeconds))
            try table.insert(lease)
            return lease.lease
        }
    }

    /// Good for as long again as when it was acquired, from `now`.
    package func renew(_ lease: Lease, now: Instant) throws(StoreFailure) -> Lease {
        try writing { database in
            let table = LeaseTable(database)
            var held = try table.check(lease)
            held.expires = max(held.expires, now.advanced(bySeconds: held.lifetimeSeconds))
            try table.remove(token: held.token)
            try table.insert(held)
            return held.lease
        }
    }

    /// Of a lease that is lost already nothing is left to do.
    package func release(_ lease: Lease) throws(StoreFailure) {
        try writing { try LeaseTable($0).remove(token: lease.token) }
    }

    /// Ends every lease that overlaps `scope`, whoever holds it, and writes who did so and why. What a holder
    /// still writes is refused with `fenced`. Returns the leases that were broken; with none, nothing is
    /// written.
    package func breakLease(
        scope: String, who: Value, reason: String, now: Instant
    ) throws(StoreFailure) -> [Lease] {
        try breakLeases(who, reason, now) { $0.overlaps([scope]) }
    }

    /// Ends this one lease, as above. Empty where it is over already.
    package func breakLease(
        _ lease: Lease, who: Value, reason: String, now: Instant
    ) throws(StoreFailure) -> [Lease] {
        try breakLeases(who, reason, now) { $0.token == lease.token }
    }

    private func breakLeases(
        _ who: Value, _ reason: String, _ now: Instant, where isMeant: (StoredLease) -> Bool
    ) throws(StoreFailure) -> [Lease] {
        let sealer = EntrySealer()
        return try writing { database in
            let broken = try LeaseTable(database).removeAll(where: isMeant).map(\.lease)
            let entries = broken.map {
                PreparedEntry(Self.draft(of: $0, who, reason, now), by: sealer)
            }
            if !entries.isEmpty { _ = try LedgerAppender(database).append(entries) }
            return broken
        }
    }

    private static func draft(
        of lease: Lease, _ who: Value, _ reason: String, _ now: Instant
    ) -> EntryDraft {
        EntryDraft(
            .leaseBroken, day: now.day,
            parts: [
                .who: who, .why: ["reason": .string(reason)],
                .run: ["time": .string(now.description)],
                .state: [
                    "scopes": .list(lease.scopes.map(Value.string)),
                    "holder": .string(lease.holder), "token": .int(lease.token),
                    "expires": .string(lease.expires.description),
                ],
            ])
    }

    private static func sortedOnce(_ scopes: [String]) -> [String] {
        Fields(scopes.map { ($0, ()) }).keys
    }
}
