// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

/// What is owed for months that are over, for this one and for those to come.
@Suite struct CostCalendarTests {
    private static let november = Month("2026-11")!
    private static let prices = [Owed.price("base", .monthly, "1.00")]

    private static func paths(
        recorded: [Tenure], stated: [Tenure], at places: Set<String>, _ month: Month = november
    ) -> [String] {
        let calendar = CostCalendar(
            recorded: recorded, stated: CostCalendar.Stated(stated, recordedAt: places),
            thisMonth: november, fiscalYearStart: 1)
        return calendar.charges(for: month).map(\.cause.subject.path)
    }

    /// Taken away or expired earlier in the month, or not asked for any more: it is owed all the same.
    @Test func whatWasThereInThisMonthIsOwed() throws {
        var removed = try Owed.tenure(Self.prices, from: "2026-10-05", path: "parks/removed")
        removed.ends = CalendarDate("2026-11-03")
        let recorded = [
            removed,
            try Owed.tenure(
                Self.prices, from: "2026-10-05", path: "parks/expired", until: "2026-11-10"),
            try Owed.tenure(
                Self.prices, from: "2026-10-05", path: "parks/long-expired", until: "2026-10-31"),
            try Owed.tenure(Self.prices, from: "2026-10-05", path: "parks/dropped"),
            try Owed.tenure(Self.prices, from: "2026-10-05", path: "parks/kept"),
        ]
        let kept = try Owed.tenure(Self.prices, from: "2026-10-05", path: "parks/kept")
        let places: Set = ["parks/kept"]
        #expect(
            Self.paths(recorded: recorded, stated: [kept], at: places)
                == ["parks/dropped", "parks/expired", "parks/kept", "parks/removed"])
        let december = Self.november.advanced(by: 1)
        #expect(
            Self.paths(recorded: recorded, stated: [kept], at: places, december)
                == ["parks/kept"])
    }

    /// What is to move is owed once, where it moves to.
    @Test func whatIsToMoveIsOwedOnce() throws {
        let old = try Owed.tenure(Self.prices, from: "2026-10-05", path: "ais/site")
        let new = try Owed.continued(Self.prices, from: "2026-11-15", path: "2fm/site")
        #expect(
            Self.paths(recorded: [old], stated: [new], at: ["ais/site", "2fm/site"])
                == ["2fm/site"])
    }

    @Test func whatExpiresIsNotOwedAfterwards() throws {
        let stated = try Owed.tenure(Self.prices, from: "2026-10-05", until: "2026-12-31")
        let months = (0...2).map { Self.november.advanced(by: $0) }
        let owed = months.map {
            Self.paths(recorded: [], stated: [stated], at: ["parks/trails"], $0).count
        }
        #expect(owed == [1, 1, 0])
    }
}
