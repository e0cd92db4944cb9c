// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import GRDB
import Values

/// One apply of a plan, as the ledger has it.
package struct RecordedRun: Sendable, Equatable {
    package let run: String
    package let plan: String
    /// The entry that began it.
    package let started: Int
    /// The entry that ended it; nil for a run that goes on or was cut off.
    package let ended: Int?
}

/// The recorded rows as they once were.
package struct RowsAsOf: Sendable {
    /// By address.
    package let rows: [RecordedRow]
    /// Entries of that time whose content has been erased: what they said of rows is not known any more.
    package let erasedEntries: Int
}

extension SQLiteStore {
    package func entries(_ range: Range<Int>) throws(StoreFailure) -> [LedgerEntry] {
        try reading { database in
            var entries: [LedgerEntry] = []
            try EntryReader(database).forEach(in: range) { entries.append($0) }
            return entries
        }
    }

    /// Every entry about an address, the oldest first. Erased ones no longer say what they were about.
    package func entries(about address: Address) throws(StoreFailure) -> [LedgerEntry] {
        try reading { database in
            var entries: [LedgerEntry] = []
            try EntryReader(database).forEach(about: address) { entries.append($0) }
            return entries
        }
    }

    /// Whether any entry is about an object of a department.
    package func hasEntries(ofDepartment department: String) throws(StoreFailure) -> Bool {
        try reading { database in
            // `0` is the byte after `/`.
            let call = try SQLCall(
                "SELECT 1 FROM touches WHERE address >= ? AND address < ? LIMIT 1", on: database)
            try call.bind(1, "\(department)/")
            try call.bind(2, "\(department)0")
            var isThere = false
            try call.forEachRow { isThere = true }
            return isThere
        }
    }

    /// Every run, the oldest first.
    package func runs() throws(StoreFailure) -> [RecordedRun] {
        try reading { database in
            let call = try SQLCall(
                "SELECT run, plan, started, ended FROM runs ORDER BY started, run", on: database)
            var runs: [RecordedRun] = []
            try call.forEachRow {
                runs.append(
                    RecordedRun(
                        run: try call.text(0), plan: try call.text(1), started: try call.int(2),
                        ended: call.isNull(3) ? nil : try call.int(3)))
            }
            return runs
        }
    }

    /// The rows that the entries written at or before `instant` leave, by the times that the entries state.
    package func rows(asOf instant: Instant) throws(StoreFailure) -> RowsAsOf {
        try reading { try PastRows($0).rows(asOf: instant) }
    }
}
