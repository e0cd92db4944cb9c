// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

/// What is owed month by month for what departments had.
@Suite struct OwedTests {
    @Test func wholeMonthsAreOwedFromTheFirstToTheLast() throws {
        var tenure = try Owed.tenure([Owed.price("base", .monthly, "45.00")], from: "2026-10-31")
        tenure.ends = CalendarDate("2026-12-01")
        #expect(try Owed.cents(of: tenure, in: "2026-09") == nil)
        for month in ["2026-10", "2026-11", "2026-12"] {
            #expect(try Owed.cents(of: tenure, in: month) == 4500)
        }
        #expect(try Owed.cents(of: tenure, in: "2027-01") == nil)
    }

    @Test func whatIsPaidOnceIsPaidInTheFirstMonth() throws {
        let prices = [Owed.price("setup", .once, "20"), Owed.price("base", .monthly, "1")]
        #expect(try Owed.cents(of: Owed.tenure(prices, from: "2026-10-05"), in: "2026-10") == 2100)
        #expect(try Owed.cents(of: Owed.tenure(prices, from: "2026-10-05"), in: "2026-11") == 100)
        let resumed = try Owed.tenure(prices, from: "2026-10-05", isContinued: true)
        #expect(try Owed.cents(of: resumed, in: "2026-10") == 100)
    }

    /// Of $100.00 a year no cent is lost, and no month pays more than a cent more than another.
    @Test func aYearIsPaidInTwelfths() throws {
        let tenure = try Owed.tenure([Owed.price("licence", .yearly, "100.00")], from: "2026-01-01")
        let year = FiscalYear(of: try #require(Month("2026-03")), startingIn: 1)
        let months = year.months.map { tenure.amount(for: $0, in: year).millionths / 10_000 }
        #expect(months.reduce(0, +) == 10_000 && Set(months) == [833, 834])
    }

    @Test func aPriceHoldsFromItsDayOn() throws {
        let prices = [
            Owed.price("base", .monthly, "45.00"),
            Owed.price("base", .monthly, "47.00", from: "2027-01-01"),
            Owed.price("base", .monthly, "48.00", from: "2027-02-15"),
            Owed.price("extra", .monthly, "1.00", until: "2027-01-31"),
        ]
        let tenure = try Owed.tenure(prices, from: "2026-10-05")
        #expect(try Owed.cents(of: tenure, in: "2026-12") == 4600)
        #expect(try Owed.cents(of: tenure, in: "2027-01") == 4800)
        #expect(try Owed.cents(of: tenure, in: "2027-02") == 4700)
        #expect(try Owed.cents(of: tenure, in: "2027-03") == 4800)
    }

    /// Undated terms count from the month in which they were agreed on; a price that states its first day also
    /// counts for months before, with the units of then.
    @Test func onlyADatedPriceCorrectsThePast() throws {
        var tenure = try Owed.tenure(
            [Owed.price("storage", .monthly, "0.10", units: 20)], from: "2026-10-05")
        try Owed.agree(&tenure, [Owed.price("storage", .monthly, "0.20", units: 30)], "2026-12-10")
        #expect(try Owed.cents(of: tenure, in: "2026-11") == 200)
        #expect(try Owed.cents(of: tenure, in: "2026-12") == 600)
        try Owed.agree(
            &tenure, [Owed.price("storage", .monthly, "0.30", units: 40, from: "2026-11-01")],
            "2027-01-10")
        #expect(try Owed.cents(of: tenure, in: "2026-10") == 200)
        #expect(try Owed.cents(of: tenure, in: "2026-11") == 600)
        #expect(try Owed.cents(of: tenure, in: "2026-12") == 900)
        try Owed.agree(
            &tenure, [Owed.price("storage", .monthly, "9.00", units: 40, from: "2026-01-01")],
            "2027-02-10", tier: "large")
        #expect(try Owed.cents(of: tenure, in: "2026-11") == 600, "another size has other prices")
    }

    @Test func whatMovesIsPaidWhereItMovesTo() throws {
        let prices = [Owed.price("base", .monthly, "45.00")]
        var old = try Owed.tenure(prices, from: "2026-10-05", path: "ais/site")
        old.ends = CalendarDate("2026-11-12")
        old.isMovedOn = true
        let new = try Owed.tenure(prices, from: "2026-11-12", path: "2fm/site", isContinued: true)
        let november = try Owed.lines([old, new], "2026-11")
        #expect(november.map(\.cause.subject.path) == ["2fm/site"])
        #expect(try Owed.lines([old, new], "2026-10").map(\.cause.subject.path) == ["ais/site"])
    }

    @Test func whatEndsAndBeginsAgainIsPaidOnceAMonth() throws {
        let prices = [Owed.price("base", .monthly, "45.00")]
        var old = try Owed.tenure(prices, from: "2026-10-05")
        old.ends = CalendarDate("2026-11-12")
        let new = try Owed.tenure(prices, from: "2026-11-20")
        #expect(try Owed.lines([old, new], "2026-11").map(\.amount) == [Money(cents: 4500)])
    }

    @Test func sharesFollowTheirDays() throws {
        let prices = [Owed.price("base", .monthly, "0.05")]
        let charges = [
            Owed.charge("0925", 500_000, grant: "g-1", until: "2026-11-30"),
            Owed.charge("0100", 500_000, until: "2026-11-30"),
            Owed.charge("0100", 1_000_000, from: "2026-12-01"),
        ]
        let tenure = try Owed.tenure(prices, charges, from: "2026-10-05")
        let november = try Owed.lines([tenure], "2026-11")
        #expect(november.map { $0.cause.payer?.fund } == ["0100", "0925"])
        #expect(november.map(\.amount) == [Money(cents: 2), Money(cents: 3)])
        let december = try Owed.lines([tenure], "2026-12")
        #expect(december.map { $0.cause.payer?.fund } == ["0100"])
        let unpaid = try Owed.tenure(prices, from: "2026-10-05")
        #expect(try Owed.lines([unpaid], "2026-12").map { $0.cause.payer } == [nil])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func howeverItIsGroupedTheTotalsAreTheSame(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let tenures = try Owed.random(60, &random)
        let year = try #require(FiscalYear("FY2027", startingIn: 7))
        let periods = year.months.map { ChargeLine.lines(for: $0, of: tenures, in: year) }
        let whole = periods + [periods.flatMap(\.self)]
        for grouping in CostGrouping.allCases {
            let summary = CostSummary(by: grouping, whole)
            #expect(summary.totals == whole.map { $0.map(\.amount).sum() })
            for place in whole.indices {
                #expect(summary.rows.map { $0.amounts[place] }.sum() == summary.totals[place])
            }
            #expect(summary.totals.dropLast().sum() == summary.totals.last)
            #expect(summary.subscriptions <= 60)
        }
        for (month, charges) in zip(year.months, periods) {
            let owed = tenures.filter { $0.isOwed(for: month) }.map {
                $0.amount(for: month, in: year)
            }
            #expect(charges.map(\.amount).sum() == owed.sum())
        }
    }
}
