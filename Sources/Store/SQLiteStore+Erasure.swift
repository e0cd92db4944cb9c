// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import GRDB
package import Values

/// What is to be erased, by whose word and why.
package struct ErasureRequest: Sendable {
    /// Only entries of days before this one: when their retention ended.
    package let before: CalendarDate
    /// Only entries that are about none but these; nil: about any.
    package let addresses: Set<Address>?
    package let who: Value
    package let reason: String
    package let now: Instant

    package init(
        before: CalendarDate, addresses: Set<Address>? = nil, who: Value, reason: String,
        now: Instant
    ) {
        self.before = before
        self.addresses = addresses
        self.who = who
        self.reason = reason
        self.now = now
    }
}

package struct ErasureReport: Sendable, Equatable {
    /// How many entries' values and salts are gone.
    package let entries: Int
    /// False where the database could not be rewritten just then: what was erased can't be read through it
    /// any more, but its bytes may still lie in unused parts of the file until the next erasure.
    package let isRewritten: Bool
}

extension SQLiteStore {
    /// Removes values and salts of entries that are older than the latest outcome of every address they are
    /// about, and writes an entry that says which. The leaves stay, so every proof and checkpoint still holds.
    package func erase(
        _ request: ErasureRequest, under lease: Lease
    ) throws(StoreFailure) -> ErasureReport {
        let connection = try StoreConnection.writing(place, busySeconds: 5)
        let count = try connection.transaction(.immediate, place: place) { database in
            try LeaseTable(database).check(lease)
            let entries = try ErasableEntries(database).entries(
                before: request.before, of: request.addresses)
            guard !entries.isEmpty else { return 0 }
            try removeParts(of: entries, database)
            let draft = EntryDraft(
                .erasure, day: request.now.day,
                parts: [
                    .who: request.who, .why: ["reason": .string(request.reason)],
                    .run: ["time": .string(request.now.description)],
                    .state: ErasureState.value(of: entries),
                ])
            _ = try LedgerAppender(database).append([PreparedEntry(draft, by: EntrySealer())])
            let replay = ProjectionReplay(database)
            try replay.makeTables()
            try replay.replaceTables()
            return entries.count
        }
        return ErasureReport(entries: count, isRewritten: count == 0 || rewrite())
    }

    private func removeParts(of entries: [Int], _ database: Database) throws {
        let call = try SQLCall("DELETE FROM parts WHERE entry = ?", on: database)
        for entry in entries {
            try call.bind(1, entry)
            try call.run()
        }
    }

    /// Writes the database anew without its unused parts and empties the log.
    private func rewrite() -> Bool {
        let isDone: Void? = try? queue.writeWithoutTransaction { database in
            try database.execute(sql: "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
        }
        return isDone != nil
    }
}
