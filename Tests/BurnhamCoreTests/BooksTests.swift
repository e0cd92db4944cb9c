// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

/// Journals balance, and closed periods change only by adjustment.
@Suite struct BooksTests {
    @Test func everyFundOfAJournalBalances() throws {
        let charges = [Owed.charge("0925", 600_000, grant: "g-1"), Owed.charge("0500", 400_000)]
        let tenure = try Owed.tenure(
            [Owed.price("base", .monthly, "0.99")], charges, from: "2026-10-01")
        let october = try #require(Month("2026-10"))
        let journal = Journal(
            october, charges: try Owed.lines([tenure], "2026-10"), accounts: Owed.accounts)
        #expect(
            journal.lines.map { "\($0.fund) \($0.account) \($0.debit) \($0.credit)" } == [
                "0500 9030 0.40 0.00", "0500 4410 0.00 0.40", "0925 9030 0.59 0.00",
                "0925 2070 0.00 0.59", "0500 1310 0.59 0.00", "0500 4410 0.00 0.59",
            ])
        #expect(journal.lines[2].grant == "g-1" && journal.lines[2].counterpart == "0500")
        Self.expectBalance(journal)
    }

    @Test func whatNobodyPaysIsInNoLine() throws {
        let tenure = try Owed.tenure([Owed.price("base", .monthly, "1")], from: "2026-10-01")
        let journal = Journal(
            try #require(Month("2026-10")), charges: try Owed.lines([tenure], "2026-10"),
            accounts: Owed.accounts)
        #expect(journal.lines.isEmpty && journal.unassigned == Money(cents: 100))
    }

    private static func expectBalance(_ journal: Journal) {
        #expect(journal.debits == journal.credits)
        for (_, lines) in Dictionary(grouping: journal.lines, by: \.fund) {
            #expect(lines.map(\.debit).sum() == lines.map(\.credit).sum())
        }
        #expect(journal.lines.allSatisfy { $0.debit >= .zero && $0.credit >= .zero })
    }

    /// October is closed; in December its price is corrected: October stays, and the difference stands in November.
    @Test func aClosedPeriodChangesByAdjustmentAlone() throws {
        let (october, november) = (try #require(Month("2026-10")), try #require(Month("2026-11")))
        let charges = [Owed.charge("0100", 1_000_000)]
        var tenure = try Owed.tenure(
            [Owed.price("base", .monthly, "45.00")], charges, from: "2026-10-05")
        let before = [tenure]
        let first = Books(closed: []).charges(of: october) { Self.owed(before, $0) }
        let closed = ClosedPeriod(
            october, charges: first,
            journal: Journal(october, charges: first, accounts: Owed.accounts).digest)
        tenure.agree(
            Tenure.Agreement(
                since: try #require(CalendarDate("2026-12-01")), tier: "small",
                terms: Terms(
                    prices: [Owed.price("base", .monthly, "44.00", from: "2026-10-01")],
                    charges: charges)))
        let after = [tenure]
        let books = Books(closed: [closed])
        #expect(books.nextOpen == november)
        #expect(books.charges(of: october) { Self.owed(after, $0) } == first)
        let second = books.charges(of: november) { Self.owed(after, $0) }
        #expect(second.map(\.amount) == [Money(cents: -100), Money(cents: 4400)])
        #expect(second.map(\.cause.month) == [october, november])
        let journal = Journal(november, charges: second, accounts: Owed.accounts)
        #expect(journal.adjustments.count == 4)
        Self.expectBalance(journal)
        let again = Books(closed: [
            closed, ClosedPeriod(november, charges: second, journal: journal.digest),
        ])
        let third = again.charges(of: november.advanced(by: 1)) { Self.owed(after, $0) }
        #expect(third.map(\.amount) == [Money(cents: 4400)], "an adjustment is booked once")
    }

    private static func owed(_ tenures: [Tenure], _ month: Month) -> [ChargeLine] {
        ChargeLine.lines(for: month, of: tenures, in: FiscalYear(of: month, startingIn: 1))
    }

    @Test func aClosedPeriodReadsBack() throws {
        let tenure = try Owed.tenure(
            [Owed.price("base", .monthly, "1.01")],
            [
                Terms.Charge(
                    payer: Payer(fund: "0100", account: "9035", grant: "g-1"), share: 500_000),
                Owed.charge("0200", 500_000),
            ], from: "2026-10-01")
        let period = ClosedPeriod(
            try #require(Month("2026-10")), charges: try Owed.lines([tenure], "2026-10"),
            journal: .sha256([]))
        #expect(period.charges.count == 2)
        #expect(ClosedPeriod(period.state) == period)
        #expect(ClosedPeriod(["period": "2026-13", "charges": [], "journal": ""]) == nil)
    }

    /// Whatever becomes of the tenures between closings, what is booked for a month is in the end what is owed for it.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func journalsBalanceAndAdjustmentsCatchUp(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let start = try #require(Month("2026-07"))
        var closed: [ClosedPeriod] = []
        var tenures: [Tenure] = []
        for number in 0..<8 {
            tenures = try Owed.random(12, &random)
            let period = start.advanced(by: Int64(number))
            let charges = Books(closed: closed).charges(of: period) { Self.owed(tenures, $0) }
            let journal = Journal(period, charges: charges, accounts: Owed.accounts)
            Self.expectBalance(journal)
            closed.append(ClosedPeriod(period, charges: charges, journal: journal.digest))
        }
        var booked: [ChargeLine.Cause: Money] = [:]
        for charge in closed.flatMap(\.charges) {
            booked[charge.cause, default: .zero] += charge.amount
        }
        let owed = closed.flatMap { Self.owed(tenures, $0.period) }
        #expect(
            booked.filter { $0.value != .zero }
                == Dictionary(uniqueKeysWithValues: owed.map { ($0.cause, $0.amount) }))
    }
}
