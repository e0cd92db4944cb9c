// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamStore

@Suite struct HistoryTests {
    private static func outcome(_ row: RecordedRow, at time: String) -> EntryDraft {
        let instant = Instant(time)!
        return EntryDraft(
            .outcome, day: instant.day,
            parts: [
                .what: ["address": .string(row.address.text)],
                .run: ["run": "R", "plan": "p", "step": .string(time), "time": .string(time)],
                .state: Projection.state(rows: [row]),
            ])
    }

    @Test(arguments: [
        ("2026-02-28T23:59:59.999Z", []), ("2026-03-01T09:00:00.000Z", ["first"]),
        ("2026-03-01T23:59:59.999Z", ["first", "other"]),
        ("2026-03-02T00:00:00.000Z", ["other", "second"]),
        ("2027-01-01T00:00:00Z", ["other", "second"]),
    ])
    func rowsAsTheyWere(time: String, contents: [String]) throws {
        let place = TemporaryStore()
        let store = try place.open()
        _ = try store.append(
            [
                Self.outcome(
                    SampleEntries.row(1, content: "first"), at: "2026-03-01T09:00:00.000Z"),
                Self.outcome(
                    SampleEntries.row(2, content: "other"), at: "2026-03-01T23:59:59.999Z"),
                Self.outcome(
                    SampleEntries.row(1, content: "second"), at: "2026-03-02T00:00:00.000Z"),
            ], under: store.lease())
        let past = try store.rows(asOf: Instant(time)!)
        #expect(past.rows.compactMap { $0.attributes["content"]?.string }.sorted() == contents)
    }

    /// A step that another run found done is done, one that it found not done is not.
    @Test func stepsOfACutOffRun() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let row = SampleEntries.row(1)
        func recovery(_ step: String, isDone: Bool) -> EntryDraft {
            SampleEntries.draft(
                .recovery, row, step: step, run: "R2",
                state: Projection.state(rows: [], done: isDone))
        }
        _ = try store.append(
            [
                SampleEntries.about(run: "R1", .runStarted, plan: "first"),
                SampleEntries.intent(row, step: "done", run: "R1"),
                SampleEntries.intent(row, step: "not-done", run: "R1"),
                SampleEntries.draft(
                    .outcome, row, step: "failed", run: "R1",
                    state: Projection.state(rows: [], done: false)),
                SampleEntries.outcome(row, step: "without-intent", run: "R1"),
                SampleEntries.about(run: "R2", .runStarted, plan: "second"),
                recovery("done", isDone: true), recovery("not-done", isDone: false),
                SampleEntries.outcome(row, step: "of-the-other", run: "R2"),
            ], under: store.lease())
        #expect(
            try store.run(forPlan: "first")
                == RunState(run: "R1", isEnded: false, settledSteps: ["done", "without-intent"]))
        #expect(try store.run(forPlan: "second")?.settledSteps == ["of-the-other"])
        #expect(try store.openIntents().isEmpty)
    }
}
