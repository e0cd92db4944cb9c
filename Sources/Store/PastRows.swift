// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// Replays the ledger up to an instant. It decodes only the rows that are left at the end.
struct PastRows {
    private let call: SQLCall

    init(_ database: Database) throws {
        call = try SQLCall(
            """
            SELECT entries.leaf, parts.run, parts.state
            FROM entries LEFT JOIN parts ON parts.entry = entries.entry
            ORDER BY entries.entry
            """, on: database)
    }

    func rows(asOf instant: Instant) throws -> RowsAsOf {
        var rows: [String: [UInt8]] = [:]
        var erasedEntries = 0
        try call.forEachRow {
            guard let kind = try call.withBytes(0, LeafBytes.kind(of:)) else {
                throw StoredValueFailure(column: 0, expected: "a leaf")
            }
            guard StateSlices.areIn(kind), try isIn(instant) else { return }
            if call.isNull(2) {
                erasedEntries += 1
            } else {
                try replay(&rows)
            }
        }
        let decoded = try rows.values.map { bytes in
            guard let row = RecordedRow(canonical: bytes) else {
                throw StoredValueFailure(column: 2, expected: "a recorded row")
            }
            return row
        }
        return RowsAsOf(
            rows: decoded.sorted { $0.address < $1.address }, erasedEntries: erasedEntries)
    }

    private func replay(_ rows: inout [String: [UInt8]]) throws {
        try call.withBytes(2) { preimage in
            guard
                let state = PartPreimage.valueBytes(of: .state, preimage).flatMap(StateSlices.init)
            else { throw StoredValueFailure(column: 2, expected: "rows") }
            for address in state.removed { rows[address.string] = nil }
            for row in state.rows { rows[row.address.string] = Array(row.bytes) }
        }
    }

    /// An entry that no longer says its exact time counts by its day.
    private func isIn(_ instant: Instant) throws -> Bool {
        if !call.isNull(1),
            let run = try call.withBytes(1, { PartPreimage.value(of: .run, $0) }),
            let time = run["time"]?.string.flatMap(Instant.init)
        {
            return time <= instant
        }
        guard let leaf = try call.withBytes(0, { LeafBytes($0) }) else {
            throw StoredValueFailure(column: 0, expected: "a leaf")
        }
        return leaf.day <= instant.day
    }
}
