// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Synchronization
import Values

/// Compares the recorded rows with what the ledger's entries wrote last. Several threads may read the rows in slices,
/// side by side; names are looked up only for what differs, so that a row takes a few words of memory.
final class RecordedComparison: Sendable {
    private static let sliceCount = 64

    private let writes: LastWrites
    private let rowsPerSlice: Int
    private let state = Mutex(State())

    private struct State {
        var next = 0
        var found = Found()
    }

    private struct Found {
        /// Rows of addresses that the ledger knows: the last write's place, and the row's number in its table.
        var known: [(place: Int, row: Int)] = []
        var differing: [Difference] = []
    }

    private struct Difference {
        let address: String
        let finding: LedgerFinding

        init(
            _ address: String, entry: Int? = nil,
            _ difference: (Address) -> LedgerFinding.Difference
        ) {
            self.address = address
            finding = LedgerFinding(entry: entry, difference(Address(address)))
        }
    }

    init(_ database: Database, writes: LastWrites) throws {
        self.writes = writes
        let last = try SQLCall("SELECT coalesce(max(rowid), 0) FROM recorded", on: database)
        rowsPerSlice =
            max(0, try last.firstRow { try last.int(0) } ?? 0) / Self.sliceCount + 1
    }

    /// Compares slices as long as there is one that nobody took.
    func compareSlices(_ database: Database) throws {
        let call = try SQLCall(
            """
            SELECT address, entry, value, rowid FROM recorded WHERE rowid BETWEEN ? AND ?
            """, on: database)
        while let slice = nextSlice() {
            try call.bind(1, slice.lowerBound)
            try call.bind(2, slice.upperBound)
            var found = Found()
            try call.forEachRow { try compareRow(of: call, &found) }
            state.withLock { state in
                state.found.known += found.known
                state.found.differing += found.differing
            }
        }
    }

    /// The first and the last slice have no end: whoever changed the table could have given any number.
    private func nextSlice() -> ClosedRange<Int>? {
        let slice = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        guard slice < Self.sliceCount else { return nil }
        let first = slice == 0 ? .min : slice * rowsPerSlice
        let last = slice == Self.sliceCount - 1 ? .max : (slice + 1) * rowsPerSlice - 1
        return first...last
    }

    private func compareRow(of call: SQLCall, _ found: inout Found) throws {
        let address = try call.withTextBytes(0, ByteImage.init)
        guard let place = writes.place(of: address), let write = writes[place] else {
            found.differing.append(Difference(try call.text(0)) { .rowUnknown($0) })
            return
        }
        found.known.append((place, try call.int(3)))
        let isSame = try call.withBytes(2, ByteImage.init) == write.row
        if try !isSame || call.int(1) != write.entry {
            found.differing.append(
                Difference(try call.text(0), entry: write.entry) { .row($0) })
        }
    }

    /// In the order of the entries, when every slice has been compared.
    func findings(_ database: Database) throws -> [LedgerFinding] {
        let found = state.withLock { $0.found }
        var differing = found.differing
        var isKnown = [Bool](repeating: false, count: writes.placeCount)
        for (place, row) in found.known {
            // A second row of the same address is one that no entry wrote.
            if isKnown[place] {
                differing.append(try Difference(name(ofRow: row, database)) { .rowUnknown($0) })
            }
            isKnown[place] = true
        }
        for place in isKnown.indices where !isKnown[place] {
            guard let write = writes[place] else { continue }
            let name = try name(of: write, database)
            differing.append(Difference(name, entry: write.entry) { .rowMissing($0) })
        }
        return differing.sorted {
            let (left, right) = ($0.finding.entry ?? -1, $1.finding.entry ?? -1)
            return left == right ? $0.address.precedesByBytes($1.address) : left < right
        }.map(\.finding)
    }

    private func name(ofRow row: Int, _ database: Database) throws -> String {
        let call = try SQLCall("SELECT address FROM recorded WHERE rowid = ?", on: database)
        try call.bind(1, row)
        return try call.firstRow { try call.text(0) } ?? ""
    }

    /// The address that an entry wrote, which is in its state.
    private func name(
        of write: VerifiedPiece.RowWrite, _ database: Database
    ) throws -> String {
        let call = try SQLCall("SELECT state FROM parts WHERE entry = ?", on: database)
        try call.bind(1, write.entry)
        let name = try call.firstRow {
            try call.withBytes(0) { preimage in
                PartPreimage.valueBytes(of: .state, preimage).flatMap(StateSlices.init)?
                    .rows.first { ByteImage($0.address) == write.address }?.address.string
            }
        }
        guard let name = name ?? nil else {
            throw StoredValueFailure(column: 0, expected: "the rows that were verified")
        }
        return name
    }
}
