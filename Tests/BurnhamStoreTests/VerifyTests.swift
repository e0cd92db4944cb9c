// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Testing
import Values

@testable import BurnhamStore

@Suite struct VerifyTests {
    /// A random ledger of about `count` entries, closed.
    static func filled(_ count: Int = 120, seed: UInt64 = 1) throws -> TemporaryStore {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        var ledger = RandomLedger(seed: seed)
        for _ in 0..<10 { _ = try store.append(ledger.entries(count / 10), under: lease) }
        try store.release(lease)
        try store.close()
        return place
    }

    static func findings(_ place: TemporaryStore) throws -> [LedgerFinding] {
        let store = try SQLiteStore.open(folder: place.folder, mode: .verifying)
        return try LedgerVerifier(store: store).verify().findings
    }

    /// No other command opens such a store; a verify tells what is missing.
    @Test func findsThatTheLastEntriesAreGone() throws {
        let place = try Self.filled()
        let size = try place.openReadOnly().head().size
        try place.tamper(
            """
            DELETE FROM parts WHERE entry >= \(size - 2); DELETE FROM entries WHERE entry >= \(size - 2)
            """)
        #expect(throws: StoreFailure.self) { try place.openReadOnly() }
        let findings = try Self.findings(place)
        #expect(
            findings.prefix(2) == [
                LedgerFinding(entry: size - 2, .entryMissing),
                LedgerFinding(entry: size - 1, .entryMissing),
            ])
        #expect(findings.contains(LedgerFinding(.head)))
    }

    @Test(arguments: [0, 1, 2, 255, 256, 257, 2047, 2048, 2049, 6000])
    func soundLedgersOfAnySize(count: Int) throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        var ledger = RandomLedger(seed: 7)
        let entries = Array(ledger.entries(count).prefix(count))
        for start in stride(from: 0, to: count, by: 500) {
            _ = try store.append(Array(entries[start..<min(start + 500, count)]), under: lease)
        }
        let result = try LedgerVerifier(store: store).verify()
        #expect(result.findings == [])
        #expect(result.isSound)
        #expect(result.head == (try store.head()))
        #expect(result.head.size == count)
        #expect(result.isConsistentWithItselfOnly)
    }

    /// Each change is made in the database alone, behind the store's back.
    @Test(arguments: [
        (
            "UPDATE parts SET state = CAST(replace(state, 'first', 'worst') AS BLOB) WHERE entry = 3",
            nil as LedgerFinding?
        ),
        (
            "UPDATE parts SET who = zeroblob(40) WHERE entry = 17",
            LedgerFinding(entry: 17, .part(.who))
        ),
        (
            "UPDATE parts SET who = (SELECT why FROM parts WHERE entry = 17) WHERE entry = 17",
            LedgerFinding(entry: 17, .part(.who))
        ),
        (
            "UPDATE parts SET run = NULL WHERE entry = 40",
            LedgerFinding(entry: 40, .partMissing(.run))
        ),
        (
            "DELETE FROM parts WHERE entry = 41", LedgerFinding(entry: 41, .partMissing(.state))
        ),
        (
            """
            UPDATE entries SET leaf = CAST(replace(leaf, '2026-11-22', '2026-11-21') AS BLOB)
            WHERE entry = 5
            """, LedgerFinding(entry: 5, .leafHash)
        ),
        (
            "UPDATE entries SET leaf = x'7b7d' WHERE entry = 6",
            LedgerFinding(entry: 6, .leafUnreadable)
        ),
        (
            "UPDATE entries SET hash = zeroblob(32) WHERE entry = 7",
            LedgerFinding(entry: 7, .leafHash)
        ),
        (
            """
            DELETE FROM parts WHERE entry = 50; DELETE FROM entries WHERE entry = 50
            """, LedgerFinding(entry: 50, .entryMissing)
        ),
        ("UPDATE store SET root = zeroblob(32)", LedgerFinding(.head)),
        ("UPDATE store SET frontier = x'00'", LedgerFinding(.subtrees)),
        ("INSERT INTO subtrees VALUES (8, 0, zeroblob(32))", LedgerFinding(.subtrees)),
        (
            """
            INSERT INTO entries SELECT max(entry) + 1, x'7b7d', zeroblob(32) FROM entries
            """, LedgerFinding(.head)
        ),
        (
            "INSERT INTO recorded VALUES ('a/b/c', 1, x'7b7d')",
            LedgerFinding(.rowUnknown(Address("a/b/c")))
        ),
    ])
    func findsWhatWasChanged(sql: String, expected: LedgerFinding?) throws {
        let place = try Self.filled()
        #expect(try Self.findings(place) == [])
        try place.tamper(sql)
        let findings = try Self.findings(place)
        if let expected { #expect(findings.contains(expected), "\(findings)") }
        #expect(!findings.isEmpty || expected == nil)
    }

    @Test func findsEveryChangedByteOfAnEntry() throws {
        let place = try Self.filled(20)
        let store = try place.openReadOnly()
        let sizes = try store.reading { database in
            let call = try SQLCall(
                """
                SELECT length(run), length(state), length(what), length(place), length(who),
                length(why), length(entries.leaf)
                FROM parts JOIN entries ON entries.entry = parts.entry WHERE parts.entry = 9
                """, on: database)
            return try call.firstRow {
                try (0..<7).map { call.isNull($0) ? 0 : try call.int($0) }
            } ?? []
        }
        try store.close()
        let columns = PartColumns.names.map { "parts.\($0)" } + ["entries.leaf"]
        for (column, size) in zip(columns, sizes) where size > 0 {
            let parts = column.split(separator: ".")
            for byte in stride(from: 0, to: size, by: max(1, size / 5)) {
                let copy = TemporaryStore()
                try FileManager.default.createDirectory(
                    atPath: copy.root + "/.burnham", withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: place.folder, toPath: copy.folder)
                try copy.tamper(
                    """
                    UPDATE \(parts[0]) SET \(parts[1]) = CAST(
                        substr(\(parts[1]), 1, \(byte)) ||
                        CASE WHEN substr(\(parts[1]), \(byte + 1), 1) = x'31' THEN x'32' ELSE x'31' END
                        || substr(\(parts[1]), \(byte + 2)) AS BLOB)
                    WHERE entry = 9
                    """)
                let findings = try Self.findings(copy)
                #expect(findings.contains { $0.entry == 9 }, "\(column) byte \(byte)")
            }
        }
    }

    @Test(arguments: ["value = CAST(replace(value, 'document', 'monument') AS BLOB)", "entry = 0"])
    func findsChangedRows(change: String) throws {
        let place = try Self.filled()
        let row = try #require(try place.openReadOnly().rows().last)
        let entry = try #require(try place.openReadOnly().rowEntries()[row.address])
        try place.tamper("UPDATE recorded SET \(change) WHERE address = '\(row.address)'")
        #expect(try Self.findings(place) == [LedgerFinding(entry: entry, .row(row.address))])
        try place.tamper("DELETE FROM recorded WHERE address = '\(row.address)'")
        #expect(try Self.findings(place) == [LedgerFinding(entry: entry, .rowMissing(row.address))])
    }

    /// Somebody who can write everything makes a ledger that fits itself: only a checkpoint from elsewhere
    /// tells. This one cuts the last entries off.
    @Test func aLedgerThatWasCutOffIsConsistentWithItselfOnly() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<3, under: lease)
        let outside = try CheckpointWriter(store: store, city: "city.example", environment: "local")
            .write(store.head())
        let note = try Data(contentsOf: URL(filePath: outside.path))
        let forged = TemporaryStore()
        let other = try forged.open()
        try other.writeRun(0..<2, under: other.lease())

        let alone = try LedgerVerifier(store: other).verify()
        #expect(alone.isSound && alone.isConsistentWithItselfOnly)
        let checkpoint = OutsideCheckpoint(
            path: "outside", bytes: Array(note), verifierKey: outside.verifierKey)
        let compared = try LedgerVerifier(store: other, outside: checkpoint).verify()
        #expect(
            compared.findings
                == [LedgerFinding(.checkpoint(path: "outside", .larger(size: 8)))])
        #expect(try LedgerVerifier(store: store, outside: checkpoint).verify().outsideSize == 8)
    }

    @Test func manyFindingsAreCountedAndNotAllKept() throws {
        let place = try Self.filled(1500)
        try place.tamper("UPDATE entries SET hash = zeroblob(32)")
        let result = try LedgerVerifier(store: place.openReadOnly()).verify()
        #expect(result.findings.count == LedgerVerification.findingsMax)
        #expect(result.findingCount >= 1500)
    }
}
