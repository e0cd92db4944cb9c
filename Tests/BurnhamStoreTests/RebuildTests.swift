// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamStore

@Suite struct RebuildTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func aReplayIsWhatWasRecorded(seed: UInt64) throws {
        let place = try VerifyTests.filled(300, seed: seed)
        let store = try place.openReadOnly()
        #expect(try StoreRebuild(store: store).compare() == [])
        #expect(try LedgerVerifier(store: store).verify().findings == [])
        let past = try store.rows(asOf: SampleEntries.noon)
        #expect(past.rows == (try store.rows()))
        #expect(past.erasedEntries == 0)
    }

    @Test func differencesAreReportedAndMended() throws {
        let place = try VerifyTests.filled(200)
        let before = try place.openReadOnly()
        let (rows, uids) = (try before.rows(), try before.uids())
        let (intents, runs) = (try before.openIntents(), try before.runs())
        try before.close()
        let (first, last) = (rows[0], rows[rows.count - 1])
        try place.tamper(
            """
            DELETE FROM recorded WHERE address = '\(first.address)';
            UPDATE recorded SET value = x'7b7d' WHERE address = '\(last.address)';
            INSERT INTO recorded VALUES ('x/y/z', 1, x'7b7d');
            DELETE FROM uids; DELETE FROM intents; DELETE FROM runs WHERE run = 'R1';
            DELETE FROM touches WHERE entry > 20;
            """)
        let store = try place.open()
        let found = try StoreRebuild(store: store).compare()
        for expected in [
            ProjectionDifference(table: "recorded", key: first.address.text, kind: .missing),
            ProjectionDifference(table: "recorded", key: last.address.text, kind: .different),
            ProjectionDifference(table: "recorded", key: "x/y/z", kind: .unexpected),
            ProjectionDifference(table: "runs", key: "R1", kind: .missing),
        ] {
            #expect(found.contains(expected), "\(expected)")
        }
        #expect(try StoreRebuild(store: store).replace(under: store.lease()) == found)
        #expect(try StoreRebuild(store: store).compare() == [])
        #expect(try store.rows() == rows)
        #expect(try store.uids() == uids)
        #expect(try store.openIntents() == intents)
        #expect(try store.runs() == runs)
        #expect(try LedgerVerifier(store: store).verify().findings == [])
    }

    @Test func replacingNeedsTheLease() throws {
        let place = try VerifyTests.filled(50)
        let store = try place.open()
        let lease = try store.lease()
        try store.release(lease)
        #expect(throws: StoreFailure.fenced) {
            try StoreRebuild(store: store).replace(under: lease)
        }
    }

    @Test func comparingWritesNothing() throws {
        let place = try VerifyTests.filled(50)
        var before = try place.snapshot()
        #expect(try StoreRebuild(store: place.openReadOnly()).compare() == [])
        let after = try place.snapshot()
        before["store.sqlite-shm"] = after["store.sqlite-shm"]
        #expect(before == after)
    }

    /// Rows that are still right are not exchanged for what changed entries say.
    @Test(arguments: [
        "UPDATE parts SET state = CAST(replace(state, 'document', 'monument') AS BLOB)",
        "UPDATE entries SET hash = zeroblob(32) WHERE entry = 7",
        "DELETE FROM parts WHERE entry = 41",
    ])
    func nothingIsRebuiltFromALedgerThatDoesNotVerify(sql: String) throws {
        let place = try VerifyTests.filled(200)
        let rows = try place.openReadOnly().rows()
        try place.tamper(sql)
        let store = try place.open()
        #expect(throws: UnprovenLedger.self) { try StoreRebuild(store: store).compare() }
        let lease = try store.lease()
        #expect(throws: UnprovenLedger.self) {
            try StoreRebuild(store: store).replace(under: lease)
        }
        #expect(try store.rows() == rows)
    }

    @Test func anEntryOfTheWrongShapeIsDamage() throws {
        let place = try VerifyTests.filled(50)
        try place.tamper(
            """
            UPDATE parts SET state = CAST(zeroblob(16) || 'state' || x'00' || '[]' AS BLOB)
            WHERE entry = 1
            """)
        let unproven = #expect(throws: UnprovenLedger.self) {
            try StoreRebuild(store: place.openReadOnly()).compare()
        }
        let findings = try #require(unproven).verification.findings
        #expect(findings.contains(LedgerFinding(entry: 1, .part(.state))))
    }
}
