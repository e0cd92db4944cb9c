// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamReport
import Values

/// The books of a city, made from its ledger: what is booked with a period, and whether it can be closed.
struct Bookkeeping {
    private let books: Books
    private let calendar: CostCalendar
    private let session: MoneySession
    private let accounts: Accounts
    /// The first month that the ledger knows anything of.
    private let first: Month

    static let nothingApplied = CommandFailure(
        .wrongInput, "nothing was applied yet, so nothing is owed",
        help: "`burnham cost` shows what the catalog would cost")

    init(_ session: MoneySession) throws {
        guard let days = session.ledger.history.days else { throw Self.nothingApplied }
        guard let accounts = session.catalog.city?.accounts else {
            throw CommandFailure(
                .wrongInput, "the city states no `accounts`, by which charges are booked",
                help:
                    "`accounts: {fund, revenue, due_from, expense, due_to}` of the City names them")
        }
        self.session = session
        self.accounts = accounts
        calendar = session.calendar
        first = Month(of: days.lowerBound)
        books = Books(
            closed: session.ledger.closed, since: first,
            isWhole: session.ledger.history.erasedEntries == 0)
    }

    /// Where nothing was closed and nothing is owed yet, the month before this.
    var nextOpen: Month {
        books.nextOpen(
            Month(of: session.today).advanced(by: -1), owed: calendar.recordedCharges)
    }

    func isClosed(_ period: Month) -> Bool { books.closed(period) != nil }

    /// A closed one as it was booked, whatever the City's accounts have become.
    func journal(of period: Month) throws -> Journal {
        if let closed = books.closed(period) {
            guard let journal = closed.journal else {
                throw CommandFailure(
                    .ledgerUnproven,
                    "the ledger's charges of \(period) do not make the journal that was booked",
                    help: "`burnham ledger verify` says whether the ledger is whole")
            }
            return journal
        }
        if let begin = books.closed.first?.period, period < begin {
            throw CommandFailure(
                .wrongInput, "the books begin with \(begin)",
                help: "what is found out about \(period) is booked with the first open period")
        }
        return Journal(period, charges: charges(of: period), accounts: accounts)
    }

    private func charges(of period: Month) -> [ChargeLine] {
        books.charges(of: period, owed: calendar.recordedCharges)
    }

    // MARK: Closing

    /// Refused where the period can't be closed.
    func close(_ period: Month) throws -> ClosedPeriod {
        try check(period)
        let journal = try journal(of: period)
        if let words = words(ofUnassigned: journal) {
            let department = journal.unassigned[0].cause.subject.department
            throw CommandFailure(
                .refused, words, help: "`charge` of department `\(department)` says who pays for it"
            )
        }
        let charges = charges(of: period)
        return ClosedPeriod(
            period, charges: charges, accounts: accounts, defaults: defaults(of: charges))
    }

    private func check(_ period: Month) throws {
        if isClosed(period) { throw CommandFailure(.refused, "period \(period) is closed already") }
        guard period >= first else {
            throw CommandFailure(.refused, "the ledger begins in \(first), after \(period)")
        }
        guard period.last < session.today else {
            throw CommandFailure(
                .refused, "period \(period) is not over: its last day is \(period.last)")
        }
        let next = books.nextOpen(period, owed: calendar.recordedCharges)
        guard next == period else {
            throw CommandFailure(
                .refused, "period \(next) is open, and is closed before \(period)",
                help: "periods are closed one after the other")
        }
    }

    /// Whom departments name, as far as some of the charges rest on it.
    private func defaults(of charges: [ChargeLine]) -> DefaultCharges.ByDepartment {
        let months = Set(charges.map(\.cause.month))
        let departments = Set(months.flatMap(calendar.departmentsWithoutPayer))
        return session.statedDefaults.filter { departments.contains($0.key) }
    }

    // MARK: Words

    /// Why closed periods are not adjusted; nil where they are.
    var wordsOfErasure: String? {
        let erased = session.ledger.history.erasedEntries
        guard erased > 0, !books.closed.isEmpty else { return nil }
        return
            "what \(Counts.text(erased, "entry", "entries")) said was erased: closed periods are not adjusted"
    }

    /// Nil where everything has its payer.
    func words(ofUnassigned journal: Journal) -> String? {
        guard let first = journal.unassigned.first else { return nil }
        let amount = journal.unassigned.map(\.amount).sum()
        let others = Set(journal.unassigned.map(\.cause.subject.path)).count - 1
        let more = others > 0 ? " and \(Counts.text(others, "other"))" : ""
        return "nobody is stated to pay \(amount) \(session.currency) for"
            + " \(first.cause.subject.path)\(more)"
    }

    func words(_ closed: ClosedPeriod) -> String {
        let total = closed.charges.map(\.amount).sum()
        let count = Counts.text(closed.charges.count, "charge")
        return "period \(closed.period) is closed: \(count), \(total) \(session.currency), journal"
            + " \(closed.digest.hex.prefix(16))"
    }
}
