// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import GRDB

/// Replays the ledger from its first entry and compares what follows from it with what is recorded. It can put
/// the one in the other's place; the ledger itself it never changes. Each address starts at its latest
/// outcome where what came before was erased.
package struct StoreRebuild: Sendable {
    private let store: SQLiteStore

    package init(store: SQLiteStore) { self.store = store }

    /// Writes nothing. Throws a `StoreFailure`, or an `UnprovenLedger`.
    package func compare() throws -> [ProjectionDifference] {
        try proveLedger()
        return try withConnection(.reading(store.place, busySeconds: 5), .deferred) { database in
            let replay = ProjectionReplay(database)
            try replay.makeTables()
            return try replay.differences()
        }
    }

    /// In one transaction, under the environment's lease. Returns what was different. Throws as above.
    package func replace(under lease: Lease) throws -> [ProjectionDifference] {
        try proveLedger()
        return try withConnection(.writing(store.place, busySeconds: 5), .immediate) { database in
            try LeaseTable(database).check(lease)
            let replay = ProjectionReplay(database)
            try replay.makeTables()
            let differences = try replay.differences()
            if !differences.isEmpty { try replay.replaceTables() }
            return differences
        }
    }

    /// Entries that were changed would be taken for what was done, and the rows that are still right would go.
    private func proveLedger() throws {
        let verification = try LedgerVerifier(store: store).verify()
        if !verification.isLedgerSound { throw UnprovenLedger(verification: verification) }
    }

    private func withConnection<Result>(
        _ connection: StoreConnection, _ kind: Database.TransactionKind,
        _ body: (Database) throws -> Result
    ) throws(StoreFailure) -> Result {
        try connection.transaction(kind, place: store.place, body)
    }
}

extension StoreConnection {
    /// A transaction on a connection of its own that may make temporary tables; it is closed afterwards.
    func transaction<Result>(
        _ kind: Database.TransactionKind, place: StorePlace,
        _ body: (Database) throws -> Result
    ) throws(StoreFailure) -> Result {
        do {
            var result: Result?
            try queue.writeWithoutTransaction { database in
                try database.execute(
                    sql: "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY")
                try database.inTransaction(kind) {
                    result = try body(database)
                    return .commit
                }
            }
            try queue.close()
            guard let result else {
                preconditionFailure("a transaction without a result; this is a bug in burnham")
            }
            return result
        } catch {
            throw StoreFailure(error, path: place.database)
        }
    }
}

/// A ledger that nothing is rebuilt from, because it does not verify.
package struct UnprovenLedger: Error {
    package let verification: LedgerVerification
}
