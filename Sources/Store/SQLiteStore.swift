// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
import GRDB

/// Ledger, recorded rows and leases of one environment in one SQLite database. Calls block; they may come
/// from any thread and are served one after the other. It keeps no secret: only fingerprints reach it.
package final class SQLiteStore: Store {
    package enum Mode: Sendable {
        /// Takes no lease and writes nothing.
        case readOnly
        /// As read-only, and a ledger of another length than the store states is opened, too, so that
        /// `LedgerVerifier` can say what is missing.
        case verifying
        /// Makes the store, with this lineage, where there is none. One that is there keeps its own.
        case readWrite(lineage: String)
    }

    package let lineage: String
    package let place: StorePlace
    let queue: DatabaseQueue
    /// Opened without locks, because there is no log and none may be made; see `reading`.
    private let isUnlocked: Bool

    init(
        place: StorePlace, connection: StoreConnection, checksLength: Bool = true
    ) throws(StoreFailure) {
        self.place = place
        queue = connection.queue
        isUnlocked = connection.isUnlocked
        lineage = try connection.checkedLineage(place, checksLength: checksLength)
    }

    package static func exists(folder: String) throws(StoreFailure) -> Bool {
        try StorePlace(folder: folder).hasStore()
    }

    /// `busySeconds`: how long another process's transaction is waited for before `locked`.
    package static func open(
        folder: String, mode: Mode, busySeconds: Double = 5
    ) throws(StoreFailure) -> SQLiteStore {
        let place = StorePlace(folder: folder)
        let isThere = try place.hasStore()
        switch mode {
        case .readOnly, .verifying:
            guard isThere else {
                throw .unreadable(path: place.database, words: "there is no store")
            }
            let connection = try StoreConnection.reading(place, busySeconds: busySeconds)
            if case .verifying = mode {
                return try SQLiteStore(place: place, connection: connection, checksLength: false)
            }
            return try SQLiteStore(place: place, connection: connection)
        case .readWrite(let lineage):
            if !isThere { try StoreCreation(place: place, lineage: lineage).run() }
            return try SQLiteStore(
                place: place, connection: .writing(place, busySeconds: busySeconds))
        }
    }

    /// Closes the database. Nothing may be asked of the store afterwards.
    package func close() throws(StoreFailure) {
        do { try queue.close() } catch { throw StoreFailure(error, path: place.database) }
    }

    /// One consistent view of the store.
    func reading<Result>(_ body: (Database) throws -> Result) throws(StoreFailure) -> Result {
        do {
            let result = try queue.read(body)
            // A writer makes its log before it changes the database. Without locks nothing else tells
            // that what was just read may be of two times.
            if isUnlocked, try fileStatus(place.log) != nil {
                throw StoreFailure.locked(path: place.database)
            }
            return result
        } catch {
            throw StoreFailure(error, path: place.database)
        }
    }

    /// One transaction that holds the database's write lock from its first statement.
    func writing<Result>(_ body: (Database) throws -> Result) throws(StoreFailure) -> Result {
        do {
            var result: Result?
            try queue.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    result = try body(database)
                    return .commit
                }
            }
            guard let result else {
                preconditionFailure("a transaction without a result; this is a bug in burnham")
            }
            return result
        } catch {
            throw StoreFailure(error, path: place.database)
        }
    }
}
