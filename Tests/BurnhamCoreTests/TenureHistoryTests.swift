// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

/// What the ledger's entries say of who had what when, and how long it was waited for.
@Suite struct TenureHistoryTests {
    private static let terms = Terms(
        prices: [Owed.price("base", .monthly, "2.00")],
        consumes: [Terms.Consumption(pool: "cluster.gb", amount: 50)])

    private static func row(
        _ path: String, _ resource: String = "folder", terms: Terms = terms,
        suspended: Bool = false
    ) -> RecordedRow {
        var row = Thing.row(suspended: suspended)
        row.address = Address("\(path)/\(resource)")
        let parts = path.split(separator: "/").map(String.init)
        row.origin = Origin(
            Origin(
                department: parts[0], subscription: parts[1], service: "things", tier: "small",
                template: "things", sourceFile: "things.yaml"), terms: terms)
        return row
    }

    private static func entry(
        _ kind: EntryKind, _ day: String, rows: [RecordedRow] = [], removed: [Address] = []
    ) throws -> LedgerEntry {
        try entry(kind, day, state: Projection.state(rows: rows, removed: removed))
    }

    private static func entry(
        _ kind: EntryKind, _ day: String, state: Value
    ) throws -> LedgerEntry {
        LedgerEntry(
            index: 0,
            draft: EntryDraft(
                kind, day: try #require(CalendarDate(day)),
                parts: [.run: ["time": .string("\(day)T12:00:00.000Z")], .state: state]))
    }

    private static func history(
        _ entries: [LedgerEntry], isWaiting: @escaping (RecordedRow) -> Bool = { _ in false }
    ) -> TenureHistory {
        var history = TenureHistory(day: { $0.day }, isWaiting: isWaiting)
        for entry in entries { history.add(entry) }
        return history
    }

    @Test func aTenureLastsFromItsFirstObjectToItsLast() throws {
        let rows = [Self.row("parks/a", "folder"), Self.row("parks/a", "group")]
        let history = try Self.history([
            Self.entry(.outcome, "2026-10-05", rows: [rows[0]]),
            Self.entry(.outcome, "2026-10-06", rows: [rows[1]]),
            Self.entry(.outcome, "2026-11-02", removed: [rows[0].address]),
            Self.entry(.outcome, "2026-11-03", removed: [rows[1].address]),
        ])
        let tenure = try #require(history.tenures.first)
        #expect(history.tenures.count == 1)
        #expect(tenure.subject.path == "parks/a" && tenure.begins == CalendarDate("2026-10-05"))
        #expect(tenure.ends == CalendarDate("2026-11-03") && tenure.released == tenure.ends)
        #expect(tenure.latest.terms == Self.terms && !tenure.isMovedOn)
        #expect(tenure.firstMonth == Month("2026-10"))
        #expect(history.days?.upperBound == CalendarDate("2026-11-03"))
    }

    @Test func whatIsSuspendedIsNotOwedAndTakesItsRoom() throws {
        let address = Self.row("parks/a").address
        let history = try Self.history([
            Self.entry(.outcome, "2026-10-05", rows: [Self.row("parks/a")]),
            Self.entry(.outcome, "2026-11-02", rows: [Self.row("parks/a", suspended: true)]),
            Self.entry(.outcome, "2027-01-02", rows: [Self.row("parks/a")]),
            Self.entry(.outcome, "2027-02-02", rows: [Self.row("parks/a", suspended: true)]),
            Self.entry(.purge, "2027-05-02", removed: [address]),
        ])
        #expect(history.tenures.map(\.firstMonth) == [Month("2026-10"), Month("2026-10")])
        let months = try (10...14).map { try #require(Month("2026-01")).advanced(by: $0 - 1) }
        let owed = months.map { month in history.tenures.contains { $0.isOwed(for: month) } }
        #expect(owed == [true, true, false, true, true])
        let days = [
            "2026-10-04", "2026-10-05", "2026-12-01", "2027-01-02", "2027-05-01", "2027-05-02",
        ]
        #expect(
            history.uses(of: "cluster.gb", on: days.compactMap { CalendarDate($0) })
                == [0, 50, 50, 50, 50, 0])
    }

    @Test func aMoveGoesOnElsewhere() throws {
        let old = Self.row("ais/a").address
        let history = try Self.history([
            Self.entry(.outcome, "2026-10-05", rows: [Self.row("ais/a")]),
            Self.entry(.move, "2026-11-02", rows: [Self.row("2fm/a")], removed: [old]),
        ])
        #expect(history.tenures.map(\.subject.department) == ["ais", "2fm"])
        #expect(history.tenures.map(\.isMovedOn) == [true, false])
        #expect(history.tenures.map(\.firstMonth) == [Month("2026-10"), Month("2026-10")])
        #expect(history.uses(of: "cluster.gb", on: [CalendarDate("2026-11-02")!]) == [50])
    }

    /// A replace takes its only object away and makes another one on the same day.
    @Test func whatIsReplacedGoesOn() throws {
        let row = Self.row("parks/a")
        let history = try Self.history([
            Self.entry(.outcome, "2026-10-05", rows: [row]),
            Self.entry(.outcome, "2026-10-20", removed: [row.address]),
            Self.entry(.outcome, "2026-10-20", rows: [row]),
        ])
        #expect(history.tenures.map(\.begins) == [CalendarDate("2026-10-05")])
        #expect(history.tenures[0].ends == nil && history.tenures[0].released == nil)
        let again = try Self.history([
            Self.entry(.outcome, "2026-10-05", rows: [row]),
            Self.entry(.outcome, "2026-10-20", removed: [row.address]),
            Self.entry(.outcome, "2026-10-21", rows: [row]),
        ])
        #expect(again.tenures.map(\.firstMonth) == [Month("2026-10"), Month("2026-10")])
        #expect(again.tenures.map(\.ends) == [CalendarDate("2026-10-20"), nil])
    }

    @Test func newTermsAreAgreedOnTheirDay() throws {
        let dearer = Terms(prices: [Owed.price("base", .monthly, "3.00")])
        let history = try Self.history([
            Self.entry(.outcome, "2026-10-05", rows: [Self.row("parks/a")]),
            Self.entry(.refresh, "2026-12-02", rows: [Self.row("parks/a", terms: dearer)]),
        ])
        let tenure = try #require(history.tenures.first)
        #expect(try Owed.cents(of: tenure, in: "2026-11") == 200)
        #expect(try Owed.cents(of: tenure, in: "2026-12") == 300)
    }

    private static func plan(_ day: String, _ addresses: [String]) throws -> LedgerEntry {
        let changes = addresses.map { address -> Value in
            ["address": .string(address), "kind": "create", "origin": ["service": "things"]]
        }
        return try entry(
            .plan, day,
            state: ["basis": ["now": .string("\(day)T09:00:00.000Z")], "changes": .list(changes)])
    }

    /// All that was planned first, and no task open: then it is fulfilled.
    @Test func fulfilmentWaitsForEveryTask() throws {
        var task = Self.row("parks/a", "cable")
        task.attributes["state"] = "open"
        var done = task
        done.attributes["state"] = "done"
        let entries = [
            try Self.plan("2026-10-05", ["parks/a/folder", "parks/a/cable"]),
            try Self.entry(.outcome, "2026-10-05", rows: [Self.row("parks/a")]),
            try Self.entry(.outcome, "2026-10-05", rows: [task]),
            try Self.plan("2026-10-07", ["parks/a/later"]),
            try Self.entry(.task, "2026-10-09", rows: [done]),
        ]
        let isOpen: (RecordedRow) -> Bool = { $0.attributes["state"] == "open" }
        let waiting = Self.history(Array(entries.dropLast()), isWaiting: isOpen)
        #expect(waiting.fulfilments.map(\.fulfilled) == [nil])
        let history = Self.history(entries, isWaiting: isOpen)
        #expect(
            history.fulfilments == [
                Fulfilment(
                    subject: Tenure.Subject(
                        path: "parks/a", department: "parks", service: "things"),
                    asked: try #require(CalendarDate("2026-10-05")),
                    fulfilled: CalendarDate("2026-10-09"))
            ])
    }

    /// What is taken away before all of it was there is waited for no more.
    @Test func nobodyWaitsForWhatIsWithdrawn() throws {
        let row = Self.row("parks/a")
        let entries = [
            try Self.plan("2026-10-05", ["parks/a/folder", "parks/a/cable"]),
            try Self.entry(.outcome, "2026-10-05", rows: [row]),
            try Self.entry(.outcome, "2026-10-09", removed: [row.address]),
            try Self.entry(.outcome, "2026-10-09", rows: [row]),
        ]
        let withdrawn = Self.history(Array(entries.dropLast()))
        #expect(withdrawn.fulfilments.map(\.isWithdrawn) == [true])
        let today = try #require(CalendarDate("2026-10-15"))
        let waiting = Waiting.all(
            withdrawn.fulfilments, today: today, calendar: nil, promise: { _ in nil })
        #expect(waiting.map(\.open) == [0] && waiting.map(\.days) == [[]])
        #expect(Self.history(entries).fulfilments.map(\.isWithdrawn) == [false])
    }

    @Test func departmentsThatWaitLongestStandFirst() throws {
        func fulfilment(_ department: String, _ asked: String, _ end: String?) throws -> Fulfilment
        {
            Fulfilment(
                subject: Tenure.Subject(
                    path: "\(department)/a", department: department, service: "things"),
                asked: try #require(CalendarDate(asked)),
                fulfilled: end.flatMap { CalendarDate($0) })
        }
        let all = try Waiting.all(
            [
                fulfilment("parks", "2026-10-05", "2026-10-06"),
                fulfilment("parks", "2026-10-05", "2026-10-09"),
                fulfilment("dob", "2026-10-05", "2026-10-12"),
                fulfilment("dob", "2026-10-05", nil),
            ], today: #require(CalendarDate("2026-10-15")), calendar: nil, promise: { _ in 4 })
        #expect(all.map(\.department) == ["dob", "parks"])
        #expect(all.map(\.median) == [7, 4] && all.map(\.worst) == [7, 4])
        #expect(all.map(\.promised) == [1, 2] && all.map(\.kept) == [0, 2])
        #expect(all.map(\.open) == [1, 0] && all[0].openDaysMax == 10)
    }
}
