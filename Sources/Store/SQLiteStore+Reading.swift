// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
import GRDB
import ParallelWork
import Values

extension SQLiteStore {
    package func head() throws(StoreFailure) -> LedgerHead {
        try reading(StoredTree.head)
    }

    package func head(at size: Int) throws(StoreFailure) -> LedgerHead? {
        try reading { database in
            let head = try StoredTree.head(database)
            guard size >= 0, size <= head.size else { return nil }
            if size == head.size { return head }
            return LedgerHead(size: size, root: try StoredTree.root(size: size, database))
        }
    }

    package func rows() throws(StoreFailure) -> [RecordedRow] {
        try reading { database in
            // By bytes: SQLite's own order of text.
            let call = try SQLCall("SELECT value FROM recorded ORDER BY address", on: database)
            var rows: [RecordedRow] = []
            var undecoded: [[UInt8]] = []
            try call.forEachRow {
                undecoded.append(try call.bytes(0))
                if undecoded.count == Self.rowsDecodedAtOnce {
                    rows += try Self.decoded(undecoded)
                    undecoded.removeAll(keepingCapacity: true)
                }
            }
            let rest = try Self.decoded(undecoded)
            return rows.isEmpty ? rest : rows + rest
        }
    }

    private static let rowsDecodedAtOnce = 16_384

    private static func decoded(_ undecoded: [[UInt8]]) throws -> [RecordedRow] {
        let rows = SlicedWork.map(undecoded, sliceCountMin: 512) { slice in
            var rows: [RecordedRow] = []
            rows.reserveCapacity(slice.count)
            for bytes in slice {
                guard let row = RecordedRow(canonical: bytes) else { break }
                rows.append(row)
            }
            return rows
        }
        guard rows.count == undecoded.count else {
            throw StoredValueFailure(column: 0, expected: "a recorded row")
        }
        return rows
    }

    package func rowEntries() throws(StoreFailure) -> [Address: Int] {
        try reading { database in
            let call = try SQLCall("SELECT address, entry FROM recorded", on: database)
            var entries: [Address: Int] = [:]
            try call.forEachRow { entries[Address(try call.text(0))] = try call.int(1) }
            return entries
        }
    }

    package func uids() throws(StoreFailure) -> [String: Address] {
        try reading { database in
            let call = try SQLCall("SELECT uid, address FROM uids", on: database)
            var uids: [String: Address] = [:]
            try call.forEachRow { uids[try call.text(0)] = Address(try call.text(1)) }
            return uids
        }
    }

    /// In the order in which they were written.
    package func openIntents() throws(StoreFailure) -> [OpenIntent] {
        try reading { database in
            let call = try SQLCall(
                """
                SELECT intents.step, intents.run, intents.address, parts.state
                FROM intents LEFT JOIN parts ON parts.entry = intents.entry
                ORDER BY intents.entry, intents.step
                """, on: database)
            var intents: [OpenIntent] = []
            try call.forEachRow {
                guard let state = try call.withBytes(3, { PartPreimage.value(of: .state, $0) })
                else { throw StoredValueFailure(column: 3, expected: "an intent's state") }
                intents.append(
                    OpenIntent(
                        step: try call.text(0), run: try call.text(1),
                        address: Address(try call.text(2)), state: state))
            }
            return intents
        }
    }

    /// The latest run of the plan.
    package func run(forPlan plan: String) throws(StoreFailure) -> RunState? {
        try reading { database in
            let call = try SQLCall(
                """
                SELECT run, started, ended FROM runs WHERE plan = ? ORDER BY started DESC LIMIT 1
                """, on: database)
            try call.bind(1, plan)
            let found = try call.firstRow {
                (try call.text(0), try call.int(1), call.isNull(2) ? nil : try call.int(2))
            }
            guard let (run, started, ended) = found else { return nil }
            let steps = try SettledSteps(database).steps(of: run, from: started, through: ended)
            return RunState(run: run, isEnded: ended != nil, settledSteps: steps)
        }
    }

    package func fingerprinter() throws(StoreFailure) -> Fingerprinter {
        try StoreKeys(place: place).fingerprinter()
    }
}
