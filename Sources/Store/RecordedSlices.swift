// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Synchronization

/// The recorded rows in slices, for several threads that read them side by side. It compares nothing.
final class RecordedSlices: Sendable {
    struct Row: Sendable {
        let address: String
        let entry: Int
        let image: RowImage
    }

    private static let count = 64

    private let rowsPerSlice: Int
    private let state = Mutex(State())

    private struct State {
        var next = 0
        var rows: [Row] = []
    }

    init(_ database: Database) throws {
        let last = try SQLCall("SELECT coalesce(max(rowid), 0) FROM recorded", on: database)
        rowsPerSlice = max(0, try last.firstRow { try last.int(0) } ?? 0) / Self.count + 1
    }

    /// In no order, when every slice has been read.
    var rows: [Row] { state.withLock { $0.rows } }

    /// Reads slices as long as there is one that nobody took.
    func read(_ database: Database) throws {
        let call = try SQLCall(
            "SELECT address, entry, value FROM recorded WHERE rowid BETWEEN ? AND ?", on: database)
        while let slice = next() {
            try call.bind(1, slice.lowerBound)
            try call.bind(2, slice.upperBound)
            var rows: [Row] = []
            try call.forEachRow {
                rows.append(
                    Row(
                        address: try call.text(0), entry: try call.int(1),
                        image: try call.withBytes(2, RowImage.init)))
            }
            state.withLock { $0.rows += rows }
        }
    }

    /// The first and the last slice have no end: whoever changed the table could have given any number.
    private func next() -> ClosedRange<Int>? {
        let slice = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        guard slice < Self.count else { return nil }
        let first = slice == 0 ? .min : slice * rowsPerSlice
        let last = slice == Self.count - 1 ? .max : (slice + 1) * rowsPerSlice - 1
        return first...last
    }
}
