// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamStore

/// Verifying what is too large for one look: states that are digested in slices, ledgers of several pieces.
@Suite struct LargeLedgerTests {
    private static let large = String(repeating: "0123456789abcdef", count: 1 << 17)

    /// A plan with a state that nobody reads, an outcome with one that is replayed, and a small one behind them.
    private static func store() throws -> TemporaryStore {
        let place = TemporaryStore()
        let store = try place.open()
        let row = SampleEntries.row("d1/files/document[1]", uid: SampleEntries.uidText(1), large)
        _ = try store.append(
            [
                SampleEntries.about(run: "R1", .plan, state: ["steps": .string(large)]),
                SampleEntries.outcome(row, step: SampleEntries.stepKey(1)),
                SampleEntries.outcome(SampleEntries.row(2), step: SampleEntries.stepKey(2)),
            ], under: store.lease())
        try store.close()
        return place
    }

    @Test(arguments: [
        ("SELECT 1", nil),
        // The first byte, one in the middle, the last one.
        (changed("parts", "state", 0, byte: 1), LedgerFinding(entry: 0, .part(.state))),
        (changed("parts", "state", 0, byte: 1_000_001), LedgerFinding(entry: 0, .part(.state))),
        (changed("parts", "state", 0, byte: -1), LedgerFinding(entry: 0, .part(.state))),
        (changed("parts", "state", 1, byte: 1_000_001), LedgerFinding(entry: 1, .part(.state))),
        (changed("parts", "run", 0, byte: 20), LedgerFinding(entry: 0, .part(.run))),
        (changed("parts", "why", 1, byte: 20), LedgerFinding(entry: 1, .part(.why))),
        (
            "UPDATE parts SET why = x'00' WHERE entry = 0",
            LedgerFinding(entry: 0, .partUnknown(.why))
        ),
        (
            "UPDATE parts SET state = NULL WHERE entry = 0",
            LedgerFinding(entry: 0, .partMissing(.state))
        ),
        ("DELETE FROM parts WHERE entry = 0", LedgerFinding(entry: 0, .partMissing(.state))),
        (
            changed("recorded", "value", 1, byte: 1_000_001),
            LedgerFinding(entry: 1, .row(Address("d1/files/document[1]")))
        ),
        (
            "DELETE FROM recorded WHERE entry = 1",
            LedgerFinding(entry: 1, .rowMissing(Address("d1/files/document[1]")))
        ),
    ])
    func findsWhatWasChanged(sql: String, expected: LedgerFinding?) throws {
        let place = try Self.store()
        try place.tamper(sql)
        let findings = try VerifyTests.findings(place)
        if let expected {
            #expect(findings.contains(expected), "\(findings)")
        } else {
            #expect(findings == [])
        }
    }

    private static func changed(
        _ table: String, _ column: String, _ entry: Int, byte: Int
    ) -> String {
        let place = byte > 0 ? "\(byte)" : "length(\(column))"
        return """
            UPDATE \(table) SET \(column) = CAST(substr(\(column), 1, \(place) - 1)
                || CASE WHEN substr(\(column), \(place), 1) = x'31' THEN x'32' ELSE x'31' END
                || substr(\(column), \(place) + 1) AS BLOB)
            WHERE entry = \(entry)
            """
    }

    /// A checkpoint of any size is compared: where a piece ends, just beside that, and inside.
    @Test func comparesCheckpointsOfAnySize() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        var ledger = RandomLedger(seed: 3)
        let entries = ledger.entries(2500)
        let writer = CheckpointWriter(store: store, city: "city.example", environment: "local")
        let sizes = [1, 1000, 1023, 1024, 1025, 2047, 2048, 2500]
        for (start, end) in zip([0] + sizes, sizes) {
            _ = try store.append(Array(entries[start..<end]), under: lease)
            _ = try writer.write(store.head())
        }
        let result = try LedgerVerifier(store: store).verify()
        #expect(result.findings == [])
        #expect(result.ownCheckpoints == sizes.count)
        try store.close()

        try place.tamper("UPDATE entries SET leaf = CAST(leaf || ' ' AS BLOB) WHERE entry = 1023")
        let differing = try VerifyTests.findings(place).compactMap { finding -> Int? in
            guard case .checkpoint(_, .otherRoot(let size)) = finding.difference else { return nil }
            return size
        }
        #expect(differing.sorted() == [1024, 1025, 2047, 2048, 2500])
    }

    /// The last writer of a row is found where addresses go and come back.
    @Test func keepsTheLastWriteOfEachAddress() {
        func image(_ text: String) -> ByteImage {
            Array(text.utf8).withUnsafeBytes { ByteImage($0) }
        }
        func write(_ address: String, _ entry: Int, row: String?) -> VerifiedPiece.RowWrite {
            VerifiedPiece.RowWrite(address: image(address), entry: entry, row: row.map(image))
        }
        var writes = LastWrites()
        writes.add(write("a", 0, row: "1"))
        writes.add(write("b", 1, row: "1"))
        writes.add(write("a", 2, row: nil))
        writes.add(write("never", 3, row: nil))
        #expect(writes.place(of: image("a")) == nil)
        writes.add(write("c", 4, row: "2"))
        writes.add(write("b", 5, row: "2"))
        writes.add(write("a", 6, row: "3"))
        #expect(writes.placeCount == 3, "a place that came free is taken again")
        let entries = ["a", "b", "c"].map {
            writes.place(of: image($0)).flatMap { writes[$0]?.entry }
        }
        #expect(entries == [6, 5, 4])
    }
}
