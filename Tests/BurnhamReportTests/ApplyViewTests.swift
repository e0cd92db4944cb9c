// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamReport

/// What is printed while an apply runs, and after.
@Suite struct ApplyViewTests {
    private let denied = ProviderFailure(
        .denied, "permission denied to create role (SQLSTATE 42501)",
        help: "grant CREATEROLE to burnham, then plan again")

    // MARK: In a pipe

    @Test func linesForTargetsAndFailures() {
        var view = ApplyView(plan: Self.plan(), style: .lines, screen: Screen())
        var text = view.handle(.settled(intents: 2), now: Self.at(0))
        text += view.handle(.began(run: "01JD2ABC", settledSteps: []), now: Self.at(0))
        text += view.handle(.started(steps: [0, 1]), now: Self.at(1))
        text += view.handle(.ended(step: 0, end: .done, failure: nil), now: Self.at(1))
        text += view.handle(.ended(step: 1, end: .done, failure: nil), now: Self.at(1))
        text += view.handle(.started(steps: [2]), now: Self.at(2))
        text += view.handle(.ended(step: 2, end: .failed, failure: denied), now: Self.at(3))
        #expect(
            text == """
                2 steps that were left open by an earlier run: looked into
                Run 01JD2ABC: 5 steps   database 2 · directory 2 · dns 1
                  directory: 2 of 2
                  failed  a/b/role  database.role
                          denied by target `database`: permission denied to create role (SQLSTATE 42501)
                          help: grant CREATEROLE to burnham, then plan again
                  database: 2 of 2

                """)
        #expect(view.finish() == "")
    }

    @Test func aLineForAHundredStepsNotForEach() {
        let plan = Self.manySteps(1000)
        var view = ApplyView(plan: plan, style: .lines, screen: Screen())
        var lines = 0
        _ = view.handle(.began(run: "r", settledSteps: []), now: Self.at(0))
        for step in 0..<1000 {
            let text = view.handle(.ended(step: step, end: .done, failure: nil), now: Self.at(0))
            lines += text.split(separator: "\n").count
        }
        #expect(lines == 10)
    }

    @Test func slowStepsHaveALineEveryTenSeconds() {
        var view = ApplyView(plan: Self.manySteps(99), style: .lines, screen: Screen())
        _ = view.handle(.began(run: "r", settledSteps: []), now: Self.at(0))
        let lines = (0..<50).map { step in
            view.handle(
                .ended(step: step, end: .done, failure: nil), now: Self.at(Double(step + 1)))
        }
        #expect(lines.filter { !$0.isEmpty }.count == 5)
        #expect(lines[9] == "  dns: 10 of 99, about 89 s left in all\n")
    }

    // MARK: Live

    @Test func aFrameSaysWhatIsDoneAndWhatWaits() {
        var view = ApplyView(plan: Self.plan(), style: .live, screen: Screen())
        _ = view.handle(.began(run: "01JD2ABC", settledSteps: [0]), now: Self.at(0))
        _ = view.handle(.started(steps: [2]), now: Self.at(1))
        let text = view.tick(now: Self.at(3))
        #expect(
            text == """
                \u{1b}[4A\u{1b}[JRun 01JD2…   1 of 5   ████░░░░░░░░░░░░░░░░
                  database    0 of 2      a_role: creating (2 s)
                  directory   1 of 2
                  dns         0 of 1      x A waits for a_db

                """)
        #expect(view.finish() == "\u{1b}[4A\u{1b}[J")
        #expect(view.finish() == "")
    }

    @Test func aFrameIsRedrawnTenTimesASecondAtMost() {
        var view = ApplyView(plan: Self.manySteps(1000), style: .live, screen: Screen())
        _ = view.handle(.began(run: "r", settledSteps: []), now: Self.at(0))
        let drawn = (0..<1000).count { step in
            let now = Self.at(Double(step) / 1000)
            return !view.handle(.ended(step: step, end: .done, failure: nil), now: now).isEmpty
        }
        #expect(drawn == 9)
    }

    @Test func failuresStayAboveTheFrame() {
        var view = ApplyView(plan: Self.plan(), style: .live, screen: Screen())
        _ = view.handle(.began(run: "01JD2ABC", settledSteps: []), now: Self.at(0))
        _ = view.handle(.started(steps: [2]), now: Self.at(0))
        let text = view.handle(.ended(step: 2, end: .failed, failure: denied), now: Self.at(0))
        #expect(text.hasPrefix("\u{1b}[4A\u{1b}[J  failed  a/b/role  database.role\n"))
        #expect(text.contains("Run 01JD2…   3 of 5   ████████████░░░░░░░░   1 failed\n"))
    }

    @Test func whatIsLeftGoesByItsOwnRate() {
        var view = ApplyView(plan: Self.manySteps(100), style: .live, screen: Screen())
        _ = view.handle(.began(run: "r", settledSteps: Array(0..<40)), now: Self.at(0))
        for step in 40..<60 {
            _ = view.handle(.ended(step: step, end: .done, failure: nil), now: Self.at(0))
        }
        #expect(view.tick(now: Self.at(10)).contains("60 of 100"))
        #expect(view.tick(now: Self.at(20)).contains("   about 40 s left\n"))
    }

    @Test func noFrameLineReachesTheScreensEdge() {
        let plan = Self.manySteps(30) { "\(String(repeating: "長い名前", count: 20))\($0)" }
        var view = ApplyView(plan: plan, style: .live, screen: Screen(width: 60))
        _ = view.handle(.began(run: "r", settledSteps: []), now: Self.at(0))
        _ = view.handle(.started(steps: Array(0..<30)), now: Self.at(0))
        let lines = view.tick(now: Self.at(5)).dropFirst(8).split(separator: "\n")
        #expect(lines.allSatisfy { SafeText.width(of: String($0)) < 60 })
    }

    @Test func aPlainScreenGetsLines() {
        var view = ApplyView(plan: Self.plan(), style: .live, screen: Screen(isPlain: true))
        let text = view.handle(.began(run: "r", settledSteps: []), now: Self.at(0))
        #expect(text == "Run r: 5 steps   database 2 · directory 2 · dns 1\n")
        #expect(view.tick(now: Self.at(9)) == "")
    }

    @Test(arguments: [ApplyView.Style.live, .lines, .json])
    func nothingFromOutsideControlsTheTerminal(style: ApplyView.Style) {
        let hostile = "a\u{1b}[2J\nb\u{202e}\u{9b}"
        var plan = Self.manySteps(2) { _ in hostile }
        plan.changes[0].object.target = hostile
        var view = ApplyView(plan: plan, style: style, screen: Screen())
        var text = view.handle(.began(run: hostile, settledSteps: []), now: Self.at(0))
        text += view.handle(.started(steps: [0]), now: Self.at(0))
        text += view.tick(now: Self.at(1))
        let failure = ProviderFailure(.denied, hostile, help: hostile)
        text += view.handle(.ended(step: 0, end: .failed, failure: failure), now: Self.at(2))
        text += view.finish()
        text = text.replacing(/\u{1b}\[[0-9]+A\u{1b}\[J/, with: "")
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || SafeText.isSafe($0) })
    }

    // MARK: JSON

    @Test func eventsAreJSONLines() throws {
        var view = ApplyView(plan: Self.plan(), style: .json, screen: Screen())
        let began = view.handle(.began(run: "r", settledSteps: [0]), now: Self.at(0))
        #expect(
            try JSONParser.parse(began) == [
                "event": "began", "run": "r", "settled": 1, "steps": 5,
                "targets": ["database": 2, "directory": 2, "dns": 1],
                "time": "2026-11-23T14:02:00.000Z",
            ])
        let ended = view.handle(.ended(step: 2, end: .transient, failure: denied), now: Self.at(1))
        #expect(
            try JSONParser.parse(ended) == [
                "event": "ended", "address": "a/b/role", "action": "create",
                "type": "database.role", "target": "database", "end": "failed",
                "failure": [
                    "kind": "denied", "words": .string(denied.words),
                    "help": .string(denied.help ?? ""),
                ],
                "time": "2026-11-23T14:02:01.000Z",
            ])
    }

    // MARK: Plans to apply

    /// Two groups, a role after the first, a database after the role, a record after the database.
    private static func plan() -> Plan {
        var plan = Sample.plan([
            Sample.change(.create, "a/b/group1", "directory.group", "g1"),
            Sample.change(.create, "a/b/group2", "directory.group", "g2"),
            Sample.change(.create, "a/b/role", "database.role", "a_role"),
            Sample.change(.create, "a/b/sql", "database.database", "a_db"),
            Sample.change(.create, "a/b/www", "dns.record", "x A"),
        ])
        plan.steps = (0..<5).map { Step(change: $0, action: .create) }
        plan.steps[2].after = [0]
        plan.steps[3].after = [2]
        plan.steps[4].after = [3]
        return plan
    }

    private static func manySteps(
        _ count: Int, identity: (Int) -> String = { "h\($0)" }
    ) -> Plan {
        var plan = Sample.plan()
        plan.changes = (0..<count).map {
            Sample.change(.create, "a/b/c[\($0)]", "dns.record", identity($0))
        }
        plan.steps = (0..<count).map { Step(change: $0, action: .create) }
        return plan
    }

    private static func at(_ seconds: Double) -> Instant {
        Sample.now.advanced(byMilliseconds: Int64(seconds * 1000))
    }
}
