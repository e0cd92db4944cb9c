// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import BurnhamCore

/// What a change costs and saves, from two states of the terms, and from a plan.
@Suite struct CostComparisonTests {
    private static let day = CalendarDate("2026-11-15")!

    private static func subject(_ path: String) -> Tenure.Subject {
        Tenure.Subject(
            path: path, department: String(path.prefix { $0 != "/" }), service: "things")
    }

    private static func terms(_ monthly: String) -> Terms {
        Terms(prices: [Owed.price("base", .monthly, monthly)])
    }

    @Test func newEndedAndRepricedAreToldApart() throws {
        let comparison = CostComparison(
            before: [
                Self.subject("dob/a"): Self.terms("5"), Self.subject("dob/b"): Self.terms("1"),
                Self.subject("dob/same"): Self.terms("9"),
            ],
            after: [
                Self.subject("dob/b"): Self.terms("4"), Self.subject("parks/c"): Self.terms("2"),
                Self.subject("dob/same"): Self.terms("9"),
            ], on: Self.day)
        #expect(comparison.differences.map(\.subject.path) == ["dob/a", "dob/b", "parks/c"])
        #expect(comparison.ended.map(\.subject.path) == ["dob/a"])
        #expect(comparison.repriced.map(\.subject.path) == ["dob/b"])
        #expect(comparison.added.map(\.subject.path) == ["parks/c"])
        #expect(comparison.total.monthly == .zero)
        #expect(comparison.byDepartment.map(\.department) == ["dob", "parks"])
        #expect(comparison.byDepartment.map(\.change.monthly.description) == ["-2.00", "2.00"])
    }

    /// The price of the day counts, on both sides.
    @Test func pricesToComeAreNotCounted() {
        let terms = Terms(prices: [
            Owed.price("base", .monthly, "1"),
            Owed.price("base", .monthly, "2", from: "2026-12-01"),
        ])
        let comparison = CostComparison(
            before: [Self.subject("dob/a"): Self.terms("1")],
            after: [Self.subject("dob/a"): terms], on: Self.day)
        #expect(comparison == CostComparison())
    }

    /// What is paid once was paid, and what is free saves nothing.
    @Test func whatIsPaidOnceIsNeitherSavedNorRepriced() {
        func terms(_ once: String, _ monthly: String) -> Terms {
            Terms(prices: [
                Owed.price("setup", .once, once), Owed.price("base", .monthly, monthly),
            ])
        }
        let comparison = CostComparison(
            before: [
                Self.subject("dob/a"): terms("20", "5"), Self.subject("dob/b"): terms("20", "0"),
                Self.subject("dob/c"): terms("20", "1"), Self.subject("dob/d"): terms("20", "1"),
            ],
            after: [
                Self.subject("dob/c"): terms("99", "1"), Self.subject("dob/d"): terms("99", "3"),
                Self.subject("dob/new"): terms("20", "1"),
            ], on: Self.day)
        #expect(comparison.ended.map(\.subject.path) == ["dob/a"], "b was free")
        #expect(comparison.ended.total.once == .zero)
        #expect(comparison.repriced.map(\.subject.path) == ["dob/d"])
        #expect(comparison.repriced.total.once == .zero)
        #expect(comparison.added.map { $0.change.once.description } == ["20.00"])
        let back = CostComparison.Difference(
            before: nil, after: terms("20", "1"), on: Self.day, wasSuspended: true
        ) { Self.subject("dob/back") }
        #expect(back.map { CostComparison([$0]).resumed.total.once } == .zero)
        #expect(back?.change.monthly == Money(cents: 100))
    }

    private static func row(_ path: String, _ monthly: String) -> RecordedRow {
        var row = Thing.row()
        row.address = Address("\(path)/folder")
        row.origin = Origin(Thing.origin, terms: terms(monthly))
        return row
    }

    private static func change(_ kind: ChangeKind, _ row: RecordedRow) -> Change {
        Change(
            address: row.address, kind: kind,
            object: Change.Object(
                type: row.type, typeVersion: 1, target: row.target, identity: row.identity,
                uid: row.uid, precondition: .absent),
            keeping: Change.Keeping(
                dependsOn: [], isProtected: false, onRemoval: .delete, suspendedAt: nil,
                origin: row.origin))
    }

    @Test func aPlanSavesWhatItTakesOutOfUse() {
        let rows = [Self.row("dob/gone", "5"), Self.row("dob/held", "3")]
        let terms = PlanTerms(
            desired: [], rows: rows, entries: [:],
            changes: [Self.change(.suspend, rows[0]), Self.change(.held, rows[1])])
        let costs = terms.costs(on: Self.day)
        #expect(costs.ended.map(\.subject.path) == ["dob/gone"])
        #expect(costs.total.monthly.description == "-5.00")
    }

    @Test func aMoveSavesNothing() {
        let row = Self.row("ais/a", "5")
        var move = Self.change(.move, row)
        move.address = Address("2fm/a/folder")
        move.formerAddress = row.address
        let desired = Self.desired("2fm/a", "5")
        let terms = PlanTerms(desired: [desired], rows: [row], entries: [:], changes: [move])
        #expect(terms.costs(on: Self.day) == CostComparison())
    }

    private static func desired(_ path: String, _ monthly: String?) -> Resource {
        let parts = path.split(separator: "/").map(String.init)
        let row = Thing.row()
        let origin = Origin(
            department: parts[0], subscription: parts[1], service: Thing.origin.service,
            tier: "small", template: "things", sourceFile: "a.yaml")
        return Resource(
            address: Address("\(path)/folder"),
            object: Resource.Object(type: row.type, target: row.target, identity: row.identity),
            content: Resource.Content(attributes: [:]),
            policy: Resource.RemovalPolicy(onRemoval: .delete), links: Resource.Links(),
            origin: monthly.map { Origin(origin, terms: terms($0)) } ?? origin)
    }

    /// What stays as it is recorded reprices nothing; a refresh beside it does.
    @Test func whatIsBarredIsNotRepriced() {
        let row = Self.row("dob/a", "5")
        var barred = Self.change(.barred, row)
        barred.keeping.rowEntry = 3
        let desired = Self.desired("dob/a", "7")
        let stays = PlanTerms(
            desired: [desired], rows: [row], entries: [row.address: 3], changes: [barred])
        #expect(stays.costs(on: Self.day) == CostComparison())
        let refresh = Plan.Refresh(
            address: Address("dob/a/readers"), dependsOn: [], origin: desired.origin, rowEntry: 4)
        let carried = PlanTerms(
            desired: [desired], rows: [row], entries: [row.address: 3], changes: [barred],
            refreshes: [refresh])
        #expect(carried.costs(on: Self.day).repriced.map(\.subject.path) == ["dob/a"])
    }

    /// Of rows of one subscription that differ the newest counts, in whatever order they come.
    @Test func theNewestRowDecides() {
        let old = Self.row("dob/a", "5")
        var new = Self.row("dob/a", "7")
        new.address = Address("dob/a/readers")
        let entries = [old.address: 3, new.address: 9]
        for rows in [[old, new], [new, old]] {
            let terms = PlanTerms(
                desired: [Self.desired("dob/a", "8")], rows: rows, entries: entries)
            #expect(terms.costs(on: Self.day).total.monthly.description == "1.00")
        }
    }

    /// A tier without a price saves what was paid.
    @Test func whatBecomesFreeIsRepriced() {
        let row = Self.row("dob/a", "5")
        let free = Self.desired("dob/a", nil)
        let terms = PlanTerms(desired: [free], rows: [row], entries: [:])
        #expect(terms.costs(on: Self.day).repriced.total.monthly.description == "-5.00")
    }

    @Test func whatIsSuspendedIsResumedWithoutItsSetUp() {
        var row = Self.row("dob/a", "5")
        row.suspendedAt = Thing.now
        let terms = PlanTerms(
            desired: [Self.desired("dob/a", "5")], rows: [row], entries: [:],
            changes: [Self.change(.resume, row)])
        #expect(terms.costs(on: Self.day).resumed.map(\.subject.path) == ["dob/a"])
        #expect(terms.costs(on: Self.day).added.isEmpty)
    }

    @Test func termsReadBackFromARow() throws {
        let terms = Terms(
            prices: [
                Owed.price("base", .monthly, "0.13134", units: 7, from: "2026-01-01"),
                Owed.price("setup", .once, "20", until: "2027-06-30"),
            ],
            charges: [
                Terms.Charge(
                    payer: Payer(fund: "0925", account: "9035", grant: "g-1"), share: 333_333,
                    days: DayRange(until: CalendarDate("2027-06-30"))),
                Owed.charge("0100", 666_667),
            ], consumes: [Terms.Consumption(pool: "cluster.gb", amount: 5)],
            until: CalendarDate("2027-12-31"))
        #expect(Terms(terms.tree) == terms)
        #expect(CanonicalJSON.text(of: terms.tree) == Self.golden)
        var row = Thing.row()
        row.origin = Origin(Thing.origin, terms: terms)
        #expect(RecordedRow(row.value) == row)
        row.origin = Thing.origin
        #expect(row.value["origin"]?["terms"] == nil)
    }

    /// It stands in ledgers for ever.
    private static let golden = #"""
        {"charges":[{"account":"9035","fund":"0925","grant":"g-1","share":"0.333333",\#
        "until":"2027-06-30"},{"fund":"0100","share":"0.666667"}],\#
        "consumes":{"cluster.gb":5},"prices":[{"amount":"0.13134","frequency":"monthly",\#
        "from":"2026-01-01","name":"base","quantity":7},{"amount":"20.00",\#
        "frequency":"once","name":"setup","quantity":1,"until":"2027-06-30"}],\#
        "until":"2027-12-31"}
        """#
}
