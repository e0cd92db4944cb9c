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
        #expect(journal.lines[2].counterpart == "0500")
        #expect(
            journal.lines.map(\.grant) == [nil, nil, "g-1", "g-1", nil, nil],
            "a grant is the payer's")
        Self.expectBalance(journal)
    }

    @Test func whatNobodyPaysIsInNoLine() throws {
        let tenure = try Owed.tenure([Owed.price("base", .monthly, "1")], from: "2026-10-01")
        let journal = Journal(
            try #require(Month("2026-10")), charges: try Owed.lines([tenure], "2026-10"),
            accounts: Owed.accounts)
        #expect(journal.lines.isEmpty)
        #expect(journal.unassigned.map(\.amount) == [Money(cents: 100)])
    }

    /// That they sum to nought is no payer.
    @Test func whatNobodyPaysIsNotNetted() throws {
        let october = try #require(Month("2026-10"))
        let charges = [Int64(100), -100].map { cents in
            ChargeLine(
                ChargeLine.Cause(
                    month: october, subject: Owed.subject("parks/\(cents)"), payer: nil),
                amount: Money(cents: cents))
        }
        let journal = Journal(october, charges: charges, accounts: Owed.accounts)
        #expect(journal.unassigned.count == 2)
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
        let first = Books(closed: [], since: october).charges(of: october) {
            Self.owed(before, $0)
        }
        let closed = ClosedPeriod(october, charges: first, accounts: Owed.accounts)
        tenure.agree(
            Tenure.Agreement(
                since: try #require(CalendarDate("2026-12-01")), tier: "small",
                terms: Terms(
                    prices: [Owed.price("base", .monthly, "44.00", from: "2026-10-01")],
                    charges: charges)))
        let after = [tenure]
        let books = Books(closed: [closed], since: october)
        #expect(books.nextOpen(october) { _ in [] } == november)
        #expect(books.charges(of: october) { Self.owed(after, $0) } == first)
        let second = books.charges(of: november) { Self.owed(after, $0) }
        #expect(second.map(\.amount) == [Money(cents: -100), Money(cents: 4400)])
        #expect(second.map(\.cause.month) == [october, november])
        let journal = Journal(november, charges: second, accounts: Owed.accounts)
        #expect(journal.adjustments.count == 4)
        Self.expectBalance(journal)
        let again = Books(
            closed: [
                closed, ClosedPeriod(november, charges: second, accounts: Owed.accounts),
            ], since: october)
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
            accounts: Owed.accounts,
            defaults: ["parks": [Owed.charge("0200", 1_000_000, from: "2026-07-01")]])
        #expect(period.charges.count == 2)
        #expect(ClosedPeriod(period.state) == period)
        #expect(ClosedPeriod(["period": "2026-13", "charges": [], "journal": ""]) == nil)
        #expect(CanonicalJSON.text(of: period.state) == Self.golden)
    }

    /// It stands in ledgers for ever.
    private static let golden = #"""
        {"accounts":{"due_from":"1310","due_to":"2070","expense":"9030","fund":"0500",\#
        "revenue":"4410"},"charges":[{"account":"9035","amount":"0.51",\#
        "department":"parks","fund":"0100","grant":"g-1","month":"2026-10",\#
        "service":"things","subscription":"parks/trails"},{"amount":"0.50",\#
        "department":"parks","fund":"0200","month":"2026-10","service":"things",\#
        "subscription":"parks/trails"}],"defaults":{"parks":[{"from":"2026-07-01",\#
        "fund":"0200","share":"1.00"}]},\#
        "journal":"c8f62f1849a8663f856ddf76c9eea7e6a2e9916fbf2c836af7cdb2a599cde4cd",\#
        "period":"2026-10"}
        """#

    /// The journal is the one of the accounts of then, and a charge that was tampered with shows.
    @Test func aClosedPeriodProvesItsJournal() throws {
        let tenure = try Owed.tenure(
            [Owed.price("base", .monthly, "1.01")], [Owed.charge("0100", 1_000_000)],
            from: "2026-10-01")
        let october = try #require(Month("2026-10"))
        let charges = try Owed.lines([tenure], "2026-10")
        let period = ClosedPeriod(october, charges: charges, accounts: Owed.accounts)
        #expect(
            period.journal == Journal(october, charges: charges, accounts: Owed.accounts))
        var state = try #require(period.state.object)
        state["charges"] = .list([])
        #expect(try #require(ClosedPeriod(.object(state))).journal == nil)
    }

    /// Whom a department names is asked for a closed month as it was when that was closed.
    @Test func whomDepartmentsNamedStaysWithTheClosedMonth() throws {
        let march = try #require(Month("2026-03"))
        let closed = ClosedPeriod(
            march.advanced(by: 1), charges: [], accounts: Owed.accounts,
            defaults: ["parks": [Owed.charge("0100", 1_000_000)]])
        let defaults = DefaultCharges(
            stated: ["parks": [Owed.charge("0200", 1_000_000)], "dob": []], closed: [closed])
        let funds = (0...2).map { number in
            defaults.charges(of: "parks", for: march.advanced(by: Int64(number)))
                .map(\.payer.fund)
        }
        #expect(funds == [["0100"], ["0100"], ["0200"]])
    }

    /// What was erased since is not taken back.
    @Test func whatIsNotKnownAnyMoreIsNoDifference() throws {
        let october = try #require(Month("2026-10"))
        let tenure = try Owed.tenure(
            [Owed.price("base", .monthly, "2.00")], [Owed.charge("0100", 1_000_000)],
            from: "2026-10-05")
        let closed = [
            ClosedPeriod(october, charges: Self.owed([tenure], october), accounts: Owed.accounts)
        ]
        let november = october.advanced(by: 1)
        let whole = Books(closed: closed, since: october).charges(of: november) { _ in [] }
        #expect(whole.map(\.amount) == [Money(cents: -200)])
        let erased = Books(closed: closed, since: october, isWhole: false)
        #expect(erased.charges(of: november) { _ in [] } == [])
    }

    /// A price that is dated back makes a month cost something that was over and free when the books began.
    @Test func monthsBeforeTheFirstClosingAreAdjusted() throws {
        let march = try #require(Month("2026-03"))
        let april = march.advanced(by: 1)
        let tenure = try Owed.tenure(
            [Owed.price("base", .monthly, "2.00")], [Owed.charge("0100", 1_000_000)],
            from: "2026-03-05")
        let books = Books(
            closed: [ClosedPeriod(april, charges: [], accounts: Owed.accounts)], since: march)
        let charges = books.charges(of: april.advanced(by: 1)) { Self.owed([tenure], $0) }
        #expect(charges.map(\.cause.month) == [march, april, april.advanced(by: 1)])
        let none = Books(closed: [], since: march)
        #expect(none.nextOpen(april) { Self.owed([tenure], $0) } == march)
        #expect(none.nextOpen(april) { _ in [] } == april)
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
            let charges = Books(closed: closed, since: start).charges(of: period) {
                Self.owed(tenures, $0)
            }
            let journal = Journal(period, charges: charges, accounts: Owed.accounts)
            Self.expectBalance(journal)
            closed.append(ClosedPeriod(period, charges: charges, accounts: Owed.accounts))
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
