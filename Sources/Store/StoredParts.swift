// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// Reads what is stored of the entries' parts, in the order of the entries, for one thread and its connection. A state
/// that is large and that nobody needs as a whole, as a plan's with a line for each step, is digested in slices, so
/// that it takes no memory. It judges nothing.
final class StoredParts {
    /// Up to this many bytes a state is read with the other parts.
    private static let stateBytesMax = 1 << 20
    private static let stateColumn = PartColumns.place(of: .state)
    private static let lastColumn = Int32(PartColumns.parts.count)

    private let database: Database
    private let hasher = SHA256Hasher()
    /// The entries of a range, without those whose state is large.
    private let scan: SQLCall
    /// The entry that the row of `scan` at hand belongs to; nil when there is none left.
    private var scanned: Int?
    /// One entry, its state only where that is needed.
    private let single: SQLCall
    /// What holds the entry that was asked for last.
    private var isSingle = false

    init(_ database: Database) throws {
        self.database = database
        scan = try SQLCall(
            """
            SELECT \(PartColumns.names.joined(separator: ", ")), entry FROM parts
            WHERE entry >= ? AND entry < ? AND coalesce(length(state), 0) <= \(Self.stateBytesMax)
            ORDER BY entry
            """, on: database)
        let columns = PartColumns.names.map { $0 == "state" ? "CASE WHEN ?2 THEN state END" : $0 }
        single = try SQLCall(
            """
            SELECT \(columns.joined(separator: ", ")), length(state) FROM parts WHERE entry = ?1
            """, on: database)
    }

    func begin(_ range: Range<Int>) throws {
        end()
        try scan.bind(1, range.lowerBound)
        try scan.bind(2, range.upperBound)
        try stepScan()
    }

    func end() {
        scan.reset()
        single.reset()
    }

    private func stepScan() throws {
        scanned = try scan.step() ? try scan.int(Self.lastColumn) : nil
    }

    /// Entries have to be asked for in their order.
    func digests(of entry: Int, needsState: Bool) throws -> PartDigests {
        while let behind = scanned, behind < entry { try stepScan() }
        isSingle = scanned != entry
        var digests = PartDigests()
        if isSingle {
            single.reset()
            try single.bind(1, entry)
            try single.bind(2, needsState ? 1 : 0)
            guard try single.step() else { return digests }
            if !needsState, !single.isNull(Self.lastColumn) {
                digests[Self.stateColumn] = try digestOfState(entry)
            }
        }
        let row = isSingle ? single : scan
        for column in 0..<Self.lastColumn {
            try row.withBytesIfAny(column) { bytes in
                hasher.update(bytes)
                digests[column] = hasher.finish()
            }
        }
        return digests
    }

    private func digestOfState(_ entry: Int) throws -> Digest {
        try database.forEachSlice(ofColumn: "state", in: "parts", row: entry) {
            hasher.update($0)
        }
        return hasher.finish()
    }

    /// The state of the entry that was asked for last, where it has one and its state was needed.
    func withState(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try (isSingle ? single : scan).withBytesIfAny(Self.stateColumn, body)
    }
}
