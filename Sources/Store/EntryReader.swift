// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// Reads entries with their parts. It does not check commitments; `LedgerVerifier` does.
struct EntryReader {
    private static let select = """
        SELECT entries.entry, entries.leaf, \(PartColumns.names.map { "parts.\($0)" }.joined(separator: ", "))
        FROM entries LEFT JOIN parts ON parts.entry = entries.entry
        """

    private let database: Database

    init(_ database: Database) { self.database = database }

    func forEach(in range: Range<Int>, _ body: (LedgerEntry) throws -> Void) throws {
        let call = try SQLCall(
            "\(Self.select) WHERE entries.entry >= ? AND entries.entry < ? ORDER BY entries.entry",
            on: database)
        try call.bind(1, range.lowerBound)
        try call.bind(2, range.upperBound)
        try call.forEachRow { try body(Self.entry(call)) }
    }

    func forEach(about address: Address, _ body: (LedgerEntry) throws -> Void) throws {
        let call = try SQLCall(
            """
            \(Self.select) JOIN touches ON touches.entry = entries.entry
            WHERE touches.address = ? ORDER BY entries.entry
            """, on: database)
        try call.bind(1, address.text)
        try call.forEachRow { try body(Self.entry(call)) }
    }

    private static func entry(_ call: SQLCall) throws -> LedgerEntry {
        guard let leaf = try call.withBytes(1, { LeafBytes($0) }) else {
            throw StoredValueFailure(column: 1, expected: "a leaf")
        }
        var parts: [(String, Value)] = []
        var erased: [String] = []
        for (part, _) in leaf.commitments {
            let column = PartColumns.place(of: part) + 2
            if call.isNull(column) {
                erased.append(part.rawValue)
                continue
            }
            guard let value = try call.withBytes(column, { PartPreimage.value(of: part, $0) })
            else { throw StoredValueFailure(column: column, expected: "a part") }
            parts.append((part.rawValue, value))
        }
        return LedgerEntry(
            index: try call.int(0),
            draft: EntryDraft(leaf.kind, day: leaf.day, parts: Fields(parts)), erased: erased)
    }
}
