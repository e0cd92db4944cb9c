// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamReport

/// How an apply ended, or why it did not begin.
@Suite struct ApplyTextTests {
    @Test func aStoppedRun() {
        var report = ApplyReport(run: "01JD2ABC")
        report.doneCount = 20
        report.failures = [Self.failure]
        report.blocked = [Address("dob/plans/database")]
        report.entries = 1204..<1247
        let checkpoint = ApplyText.Checkpoint(
            size: 1247, sinkCount: 2, failures: ["/mnt/worm: no space is left"])
        #expect(
            ApplyText.render(report, checkpoint: checkpoint, on: Screen()) == """
                Run 01JD2ABC stopped: 20 done, 1 failed, 1 not started (it waits for the failed one).
                  not started  dob/plans/database
                  All of it is recorded, entries 1,204 to 1,246. Checkpoint 1,247 went to 2 sinks.
                  warn  the checkpoint did not reach /mnt/worm: no space is left
                  `burnham plan` shows what is left.

                """)
    }

    @Test func aCompleteRun() {
        var report = ApplyReport(run: "r")
        report.doneCount = 1
        report.entries = 7..<8
        #expect(
            ApplyText.render(report, checkpoint: nil, on: Screen()) == """
                Run r is complete: 1 done.
                  It is recorded, entry 7.

                """)
        let checkpoint = ApplyText.Checkpoint(size: 8, sinkCount: 0)
        #expect(
            ApplyText.render(report, checkpoint: checkpoint, on: Screen()).hasSuffix(
                "Checkpoint 8 has no copy but the one beside the store.\n"))
    }

    @Test func theLastEventHasEverything() throws {
        var report = ApplyReport(run: "r")
        report.failures = [Self.failure]
        report.stale = [Address("a/b/c")]
        report.wasInterrupted = true
        report.entries = 3..<9
        let value = try JSONParser.parse(
            ApplyText.json(report, checkpoint: .init(size: 9, sinkCount: 1), now: Sample.now))
        #expect(value["complete"] == false)
        #expect(value["interrupted"] == true)
        #expect(value["stale"] == ["a/b/c"])
        #expect(value["failures"]?.list?.first?["failure"]?["kind"] == "timedOut")
        #expect(value["checkpoint"]?["size"] == 9)
    }

    @Test(arguments: [
        (
            ApplyRefusal.exceeded([
                ExceededBudget(kind: .suspend, scope: .total, name: "", count: 23, allowed: 20)
            ]),
            """
            refused: the plan is over its budgets
               = note: 23 suspends in total, the budget is 20

            """
        ),
        (
            ApplyRefusal.expired(Sample.now),
            """
            refused: the plan was valid until 2026-11-23 14:02 UTC
               help: `burnham plan` makes another plan

            """
        ),
        (
            ApplyRefusal.wrongAllowance([Allowance(kind: .delete, count: 3)]),
            """
            refused: the plan has another number than is allowed: `deletes=3`
               help: an allowance names the exact count of its kind in the plan

            """
        ),
        (
            ApplyRefusal.store(
                .leased(Lease(scopes: ["*"], holder: "4711 on it1", token: 1, expires: Sample.now))),
            """
            refused: 4711 on it1 holds the lease of the environment
               = note: it ends 2026-11-23 14:02:00 UTC unless it is renewed
               help: `burnham store lease` shows it, and breaks one whose holder is gone

            """
        ),
    ])
    func refusals(refusal: ApplyRefusal, text: String) {
        #expect(RefusalText.render(refusal, on: Screen()) == text)
    }

    @Test func aRefusalNamesTheAllowancesOfItsPlan() {
        let plan = Sample.manyKinds
        let text = RefusalText.render(.exceeded(plan.exceeded), plan: plan, on: Screen())
        #expect(text.hasSuffix("\n   help: `--allow suspends=1` allows exactly this\n"))
    }

    private static let failure = ApplyReport.Failure(
        address: Address("dob/plans/role"), type: "database.role", target: "database",
        failure: ProviderFailure(.timedOut, "no answer"))
}
