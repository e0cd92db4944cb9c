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
        let resumed = try Owed.continued(prices, from: "2026-10-05")
        #expect(try Owed.cents(of: resumed, in: "2026-10") == 100)
    }

    /// Set up on the 5th, suspended or moved on the 12th and back on the 20th: all of it is one first month.
    @Test func whatIsPaidOnceIsNotLostInAFirstMonthOfTwoTenures() throws {
        let prices = [Owed.price("setup", .once, "20"), Owed.price("base", .monthly, "1")]
        var first = try Owed.tenure(prices, from: "2026-10-05")
        first.ends = CalendarDate("2026-10-12")
        let second = try Owed.continued(prices, from: "2026-10-20", since: "2026-10")
        #expect(try Owed.lines([first, second], "2026-10").map(\.amount) == [Money(cents: 2100)])
        first.isMovedOn = true
        let moved = try Owed.continued(
            prices, from: "2026-10-12", path: "dob/trails", since: "2026-10")
        #expect(try Owed.lines([first, moved], "2026-10").map(\.amount) == [Money(cents: 2100)])
        #expect(try Owed.lines([first, moved], "2026-11").map(\.amount) == [Money(cents: 100)])
    }

    /// What begins within a month is judged by the day on which it does.
    @Test func pricesAndChargesDatedInTheFirstMonthCount() throws {
        let tenure = try Owed.tenure(
            [
                Owed.price("setup", .once, "20", from: "2026-10-10"),
                Owed.price("base", .monthly, "1", from: "2026-10-12"),
            ], [Owed.charge("0100", 1_000_000, from: "2026-10-11")], from: "2026-10-15")
        let october = try Owed.lines([tenure], "2026-10")
        #expect(october.map(\.amount) == [Money(cents: 2100)])
        #expect(october.map { $0.cause.payer?.fund } == ["0100"])
    }

    /// It is taken away the day after it expires at the earliest: that month is not owed for it.
    @Test func whatExpiresIsPaidToItsLastValidDay() throws {
        let prices = [Owed.price("base", .monthly, "45.00")]
        var tenure = try Owed.tenure(prices, from: "2026-10-31", until: "2026-11-30")
        #expect(try Owed.cents(of: tenure, in: "2026-12") == nil, "nobody took it away yet")
        tenure.ends = CalendarDate("2026-12-01")
        #expect(try Owed.cents(of: tenure, in: "2026-11") == 4500)
        #expect(try Owed.cents(of: tenure, in: "2026-12") == nil)
        tenure.ends = CalendarDate("2026-11-02")
        #expect(tenure.lastDay == CalendarDate("2026-11-02"))
        let late = try Owed.tenure(prices, from: "2026-12-01", until: "2026-11-30")
        #expect(late.lastDay == CalendarDate("2026-12-01"), "applied a day too late")
    }

    /// No cent of a year is lost, and no month pays more than a cent more than another.
    @Test(
        arguments: [
            (["100.00"], 10_000), (["10.00", "0.02"], 1002), (["0.06", "0.06"], 12),
            (["0.125"], 12), (["0.135"], 14), (["0.001", "0.004"], 0), (["0.001", "0.0041"], 1),
            (["999999999.999999", "0.000001"], 100_000_000_000),
        ] as [([String], Int64)])
    func aYearIsPaidInTwelfths(amounts: [String], cents: Int64) throws {
        let prices = amounts.enumerated().map { Owed.price("p\($0)", .yearly, $1) }
        let tenure = try Owed.tenure(prices, from: "2026-01-01")
        let year = FiscalYear(of: try #require(Month("2026-03")), startingIn: 1)
        let months = year.months.map { tenure.amount(for: $0, in: year).millionths / 10_000 }
        #expect(months.reduce(0, +) == cents)
        #expect(try #require(months.max()) - #require(months.min()) <= 1)
    }

    /// By the end of each month so many twelfths of the year's sum are owed, rounded once and halves to the even cent.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func twelfthsAreRoundedOnce(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let year = FiscalYear(of: try #require(Month("2026-03")), startingIn: 1)
        for _ in 0..<200 {
            let amounts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Int64.random(in: 0...20_000_000, using: &random)
            }
            let tenure = try Owed.tenure(
                amounts.map {
                    Terms.Price(
                        name: "p\($0)", frequency: .yearly, amount: Money(millionths: $0),
                        quantity: 1)
                }, from: "2026-01-01")
            let (sum, unit) = (Set(amounts).reduce(0, +), Int64(12 * 10_000))
            var owed: Int64 = 0
            for (place, month) in zip(1..., year.months) {
                owed += tenure.amount(for: month, in: year).millionths / 10_000
                let doubledRest = 2 * (sum * Int64(place) - owed * unit)
                #expect(abs(doubledRest) <= unit)
                if abs(doubledRest) == unit { #expect(owed.isMultiple(of: 2)) }
            }
        }
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
        let new = try Owed.continued(prices, from: "2026-11-12", path: "2fm/site")
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

    /// What ended is recorded no more: whom its department names pays, if that is said only afterwards.
    @Test func whatNobodyWasStatedToPayIsPaidByTheDepartment() throws {
        var tenure = try Owed.tenure([Owed.price("base", .monthly, "1.01")], from: "2026-03-05")
        tenure.ends = CalendarDate("2026-03-20")
        let (march, year) = (
            try #require(Month("2026-03")),
            FiscalYear(of: try #require(Month("2026-03")), startingIn: 1)
        )
        func payers(_ charges: [Terms.Charge], department: String = "parks") -> [String?] {
            ChargeLine.lines(
                for: march, of: [tenure], in: year,
                defaults: DefaultCharges(stated: [department: charges])
            ).map { $0.cause.payer?.fund }
        }
        let halves = [Owed.charge("0100", 500_000), Owed.charge("0200", 500_000)]
        #expect(payers(halves) == ["0100", "0200"])
        #expect(payers([Owed.charge("0100", 1_000_000, from: "2026-03-05")]) == ["0100"])
        #expect(payers([Owed.charge("0100", 1_000_000, from: "2026-04-01")]) == [nil])
        #expect(payers(halves, department: "dob") == [nil])
        let stated = try Owed.tenure(
            [Owed.price("base", .monthly, "1.01")], [Owed.charge("0925", 1_000_000)],
            from: "2026-03-05")
        #expect(
            ChargeLine.lines(
                for: march, of: [stated], in: year,
                defaults: DefaultCharges(stated: ["parks": halves])
            ).map { $0.cause.payer?.fund } == ["0925"])
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
