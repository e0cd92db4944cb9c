// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values
import YAMLSource

/// Pools: what refuses a plan, what warns, and what a trend says.
@Suite struct CapacityTests {
    private static func pool(_ capacity: Int64, warn permille: Int = 800) -> Pool {
        Pool(
            name: Located("cluster.gb", span: SourceSpan(start: 0, end: 0)), capacity: capacity,
            warnPermille: permille)
    }

    @Test(
        arguments: [
            (0, 80, false, false), (0, 81, false, true), (90, 100, false, true),
            (0, 101, true, false),
            (120, 110, false, false), (85, 85, false, false), (.max, .max, false, false),
            (0, .max, true, false),
        ] as [(Int64, Int64, Bool, Bool)])
    func onlyWhatGrowsIsHeldUp(before: Int64, after: Int64, isRefused: Bool, warns: Bool) {
        let use = PoolUse(Self.pool(100), before: before, after: after)
        #expect((use.refusal != nil) == isRefused && (use.warning != nil) == warns)
    }

    @Test func usesAreSummedByPool() {
        func terms(_ amounts: [String: Int64]) -> Terms {
            Terms(consumes: amounts.map { Terms.Consumption(pool: $0.key, amount: $0.value) })
        }
        let uses = PoolUse.uses(
            of: [Self.pool(100)], before: [terms(["cluster.gb": 7])],
            after: [terms(["cluster.gb": 7, "other": 99]), terms(["cluster.gb": 5])])
        #expect(uses.map(\.before) == [7] && uses.map(\.after) == [12])
        #expect(uses[0].headroom == 88 && uses[0].permille == 120)
    }

    @Test func usesThatNoPoolHoldsAreNotLost() {
        let terms = Terms(consumes: [Terms.Consumption(pool: "cluster.gb", amount: .max)])
        let uses = PoolUse.uses(of: [Self.pool(100)], before: [], after: [terms, terms])
        #expect(uses.map(\.after) == [.max] && uses[0].refusal != nil)
    }

    private static let first = CalendarDate("2026-01-01")!

    @Test func aLineOfOneADayIsFullTheDayAfterItsCapacity() {
        let trend = Trend(Array(0..<100), from: Self.first)
        #expect(trend.forecast(capacity: 150) == .full(on: Self.first.advanced(byDays: 151)))
        #expect(trend.growthIn30Days == 30)
        #expect(trend.forecast(capacity: 50) == .full(on: Self.first.advanced(byDays: 100)))
        #expect(trend.forecast(capacity: 1_000_000) == .farAway)
    }

    @Test func aShortOrLevelHistoryForecastsNothing() {
        #expect(Trend([], from: Self.first).forecast(capacity: 9) == .tooLittleHistory(days: 0))
        #expect(
            Trend(Array(0..<29), from: Self.first).forecast(capacity: 9)
                == .tooLittleHistory(days: 29))
        let level = Trend(Array(repeating: 7, count: 90), from: Self.first)
        #expect(level.forecast(capacity: 9) == .steady && level.growthIn30Days == 0)
        let falling = Trend((0..<90).map { 100 - $0 }, from: Self.first)
        #expect(falling.forecast(capacity: 9) == .steady && falling.growthIn30Days == -30)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theDayIsTheFirstAboveTheLine(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let uses = (0..<Int64(Int.random(in: 30...200, using: &random))).map {
            $0 * 3 + Int64.random(in: 0...40, using: &random)
        }
        let capacity = Int64.random(in: 700...5000, using: &random)
        let count = Double(uses.count)
        let middle = (count - 1) / 2
        let mean = Double(uses.reduce(0, +)) / count
        let rise = zip(0..., uses).map { (Double($0) - middle) * (Double($1) - mean) }.reduce(0, +)
        let run = (0..<uses.count).map { (Double($0) - middle) * (Double($0) - middle) }.reduce(
            0, +)
        let line: (Int64) -> Double = { mean + rise / run * (Double($0) - middle) }
        guard case .full(let day) = Trend(uses, from: Self.first).forecast(capacity: capacity)
        else {
            Issue.record("three a day fill any pool")
            return
        }
        let place = day.daysSinceEpoch - Self.first.daysSinceEpoch
        #expect(line(place) > Double(capacity) - 0.000_001)
        #expect(place == Int64(uses.count) || line(place - 1) <= Double(capacity) + 0.000_001)
    }
}
