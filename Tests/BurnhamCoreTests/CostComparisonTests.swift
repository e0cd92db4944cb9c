// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

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
            desired: [], rows: rows,
            changes: [Self.change(.suspend, rows[0]), Self.change(.held, rows[1])]
        ) { _ in true }
        let costs = terms.costs(on: Self.day)
        #expect(costs.ended.map(\.subject.path) == ["dob/gone"])
        #expect(costs.total.monthly.description == "-5.00")
    }

    @Test func aMoveSavesNothing() {
        let row = Self.row("ais/a", "5")
        var move = Self.change(.move, row)
        move.address = Address("2fm/a/folder")
        move.formerAddress = row.address
        let desired = Resource(
            address: move.address,
            object: Resource.Object(type: row.type, target: row.target, identity: row.identity),
            content: Resource.Content(attributes: [:]),
            policy: Resource.RemovalPolicy(onRemoval: .delete), links: Resource.Links(),
            origin: Origin(
                Origin(
                    department: "2fm", subscription: "a", service: Thing.origin.service,
                    tier: "small", template: "things", sourceFile: "a.yaml"),
                terms: Self.terms("5")))
        let terms = PlanTerms(desired: [desired], rows: [row], changes: [move]) { _ in true }
        #expect(terms.costs(on: Self.day) == CostComparison())
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
            ], consumes: [Terms.Consumption(pool: "cluster.gb", amount: 5)])
        #expect(Terms(terms.value) == terms)
        var row = Thing.row()
        row.origin = Origin(Thing.origin, terms: terms)
        #expect(RecordedRow(row.value) == row)
        row.origin = Thing.origin
        #expect(row.value["origin"]?["terms"] == nil)
    }
}
