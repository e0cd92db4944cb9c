// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

/// Which findings refuse a plan.
@Suite struct FindingTests {
    @Test func whatStandsOrIsExcusedRefusesNothing() {
        var plan = Self.plan
        var standing = Self.finding("a/b", .deny)
        standing.stands = true
        plan.take([
            Self.finding("a/c", .warn), Self.finding("a/d", .deny, isExcused: true), standing,
        ])
        #expect(plan.refusals.isEmpty)
        #expect(plan.findings.map(\.rule) == ["a/b", "a/d", "a/c"])
    }

    @Test func whatDeniesRefusesAndComesFirst() {
        var plan = Self.plan
        var standing = Self.finding("a/a", .deny)
        standing.stands = true
        plan.take([standing, Self.finding("a/z", .deny), Self.finding("a/y", .deny)])
        #expect(plan.refusals == ["policies deny it: 2 findings"])
        #expect(plan.findings.map(\.rule) == ["a/y", "a/z", "a/a"])
    }

    @Test func onlySomeKindsOfChangesGive() {
        let giving = ChangeKind.allCases.filter(\.gives)
        #expect(giving == [.create, .update, .replace, .move, .resume, .adopt, .recover])
        #expect(!giving.contains { !$0.isChange })
    }

    private static let plan = Plan(
        environment: "local",
        basis: Plan.Basis(
            lineage: "ab", head: .empty, nonce: "cd", now: Instant(milliseconds: 0),
            validUntil: Instant(milliseconds: 1), inputs: []))

    private static func finding(
        _ rule: String, _ effect: PolicyRule.Effect, isExcused: Bool = false
    ) -> Finding {
        Finding(
            rule: rule, effect: effect, subject: "d/s", message: "no", spot: nil,
            excuse: isExcused
                ? Finding.Excuse(
                    reason: "so", owner: "u1", until: CalendarDate(daysSinceEpoch: 20_700)) : nil)
    }
}
