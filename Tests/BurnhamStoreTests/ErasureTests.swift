// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Testing
import Values

@testable import BurnhamStore

@Suite struct ErasureTests {
    private static let tomorrow = SampleEntries.noon.day.advanced(byDays: 1)

    private static func request(
        before day: CalendarDate = tomorrow, of addresses: Set<Address>? = nil
    ) -> ErasureRequest {
        ErasureRequest(
            before: day, addresses: addresses, who: ["actor": "records", "proof": "claimed"],
            reason: "retention ended", now: SampleEntries.noon.advanced(bySeconds: 3600))
    }

    /// Two versions of row 1, one of row 2, row 3 made and removed; with the indices of each.
    private static func filled(_ place: TemporaryStore) throws -> (SQLiteStore, Lease) {
        let store = try place.open()
        let lease = try store.lease()
        let rows = ["forgotten", "second", "third"].enumerated().map {
            SampleEntries.row($0.offset + 1, content: "content \($0.element)")
        }
        var changed = rows[0]
        changed.attributes["content"] = "kept"
        _ = try store.append(
            [
                SampleEntries.about(run: "R1", .runStarted),
                SampleEntries.intent(rows[0], step: "1"), SampleEntries.outcome(rows[0], step: "1"),
                SampleEntries.outcome(rows[1], step: "2"),
                SampleEntries.outcome(rows[2], step: "3"),
                SampleEntries.intent(changed, step: "4"), SampleEntries.outcome(changed, step: "4"),
                SampleEntries.removal(rows[2], step: "5"),
                SampleEntries.about(run: "R1", .runEnded),
            ], under: lease)
        return (store, lease)
    }

    @Test func whatIsOlderThanTheLatestOutcomeGoes() throws {
        let place = TemporaryStore()
        let (store, lease) = try Self.filled(place)
        let rows = try store.rows()
        let head = try store.head()
        let note = try CheckpointWriter(store: store, city: "city.example", environment: "local")
            .write(head)
        let outside = OutsideCheckpoint(
            path: "note", bytes: Array(try Data(contentsOf: URL(filePath: note.path))))
        #expect(
            try store.erase(Self.request(), under: lease)
                == ErasureReport(entries: 4, isRewritten: true))

        let entries = try store.entries(0..<20)
        #expect(entries.filter { !$0.erased.isEmpty }.map(\.index) == [1, 2, 4, 5])
        #expect(entries[1].erased == ["run", "state", "what", "where", "who", "why"])
        #expect(entries[9].draft.kind == .erasure)
        #expect(entries[9].draft[.state] == ["entries": [[1, 2], [4, 5]]])
        #expect(try store.rows() == rows)
        #expect(try store.head(at: 9) == head, "no proof breaks")
        let verified = try LedgerVerifier(store: store, outside: outside).verify()
        #expect(verified.findings == [])
        #expect(verified.erasedEntries == 4)
        #expect(verified.outsideSize == 9)
        #expect(try StoreRebuild(store: store).compare() == [])
        let past = try store.rows(asOf: SampleEntries.noon)
        #expect(past.rows == rows)
        #expect(past.erasedEntries == 2)
        #expect(try store.erase(Self.request(), under: lease).entries == 0)
    }

    @Test func nothingOfItIsLeftInTheFiles() throws {
        let place = TemporaryStore()
        let (store, lease) = try Self.filled(place)
        func isAnywhere(_ text: String) throws -> Bool {
            try place.snapshot().values.contains { $0.range(of: Data(text.utf8)) != nil }
        }
        #expect(try isAnywhere("content forgotten"))
        #expect(try store.erase(Self.request(), under: lease).isRewritten)
        #expect(try !isAnywhere("content forgotten"))
        #expect(try !isAnywhere("content third"))
        #expect(try isAnywhere("content second"))
    }

    @Test func onlyWhatIsAskedFor() throws {
        let place = TemporaryStore()
        let (store, lease) = try Self.filled(place)
        #expect(
            try store.erase(Self.request(before: SampleEntries.noon.day), under: lease).entries == 0
        )
        let third = SampleEntries.row(3).address
        #expect(try store.erase(Self.request(of: [third]), under: lease).entries == 1)
        #expect(try store.entries(4..<5).first?.erased.isEmpty == false)
    }

    @Test func openIntentsAndRunsUnderWayAreKept() throws {
        let place = TemporaryStore()
        let (store, lease) = try Self.filled(place)
        let row = SampleEntries.row(1)
        _ = try store.append(
            [
                SampleEntries.intent(row, step: "open", run: "R0"),
                SampleEntries.about(run: "R2", .runStarted, plan: "other"),
                SampleEntries.outcome(row, step: "6", run: "R2"),
                SampleEntries.outcome(row, step: "7", run: "R2"),
            ], under: lease)
        #expect(try store.erase(Self.request(), under: lease).entries == 5)
        #expect(try store.openIntents().map(\.step) == ["open"])
        #expect(try store.run(forPlan: "other")?.settledSteps == ["6", "7"])
        #expect(try StoreRebuild(store: store).compare() == [])
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func randomLedgersStaySound(seed: UInt64) throws {
        let place = try VerifyTests.filled(300, seed: seed)
        let store = try place.open()
        let lease = try store.lease()
        let (rows, intents) = (try store.rows(), try store.openIntents())
        let some = Set(rows.prefix(rows.count / 2).map(\.address))
        _ = try store.erase(Self.request(of: some), under: lease)
        _ = try store.erase(Self.request(), under: lease)
        #expect(try store.rows() == rows)
        #expect(try store.openIntents() == intents)
        #expect(try LedgerVerifier(store: store).verify().findings == [])
        #expect(try StoreRebuild(store: store).compare() == [])
    }

    @Test func aPartThatGoesWithoutAnErasureIsFound() throws {
        let place = TemporaryStore()
        let (store, lease) = try Self.filled(place)
        _ = try store.erase(Self.request(), under: lease)
        try store.close()
        try place.tamper("UPDATE parts SET why = NULL WHERE entry = 3")
        #expect(
            try VerifyTests.findings(place) == [LedgerFinding(entry: 3, .partMissing(.why))])
    }
}
