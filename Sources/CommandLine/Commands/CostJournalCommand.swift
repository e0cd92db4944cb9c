// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values

struct CostJournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Shows a period's charges in double entry, every fund balanced.",
        discussion: """
            A journal is made from the ledger alone: from what was recorded and the terms that it was recorded \
            with. A closed period stays as it was booked; what is found out later about its months stands in the \
            first open period as adjustments.
            """)

    @Option(
        help: ArgumentHelp(
            "The month; else the first open one, else the one before this.", valueName: "yyyy-mm"))
    var period: Month?

    @Option(help: "text, json, csv or markdown.")
    var format: ReportFormat = .text

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try MoneySession.open(options, now: clock.instant, console: console)
            let keeping = try Bookkeeping(session, session.history, session.planning.store)
            let period =
                period ?? keeping.books.nextOpen ?? Month(of: session.today).advanced(by: -1)
            let journal = keeping.journal(of: period)
            console.result(render(journal, keeping, session, on: console.screen))
            if journal.unassigned != .zero { console.asideLine(keeping.words(journal.unassigned)) }
        }
    }

    private func render(
        _ journal: Journal, _ keeping: Bookkeeping, _ session: MoneySession, on screen: Screen
    ) -> String {
        let isClosed = keeping.isClosed(journal.period)
        let sheet = CostSheets.journal(journal, isClosed: isClosed)
        switch format {
        case .text: return sheet.text(currency: session.currency, on: screen)
        case .markdown: return sheet.markdown(currency: session.currency)
        case .csv: return sheet.csv
        case .json:
            return SheetJSON.render(
                [
                    "closed": .bool(isClosed), "currency": .string(session.currency),
                    "digest": .string(journal.digest.hex),
                    "period": .string(journal.period.description),
                    "unassigned": .string(journal.unassigned.description),
                ], [sheet])
        }
    }
}

struct CostCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Closes a period: its journal stands in the ledger and changes no more.",
        discussion: """
            Periods are closed one after the other, each once its last day is over. Whatever is found out later \
            is booked as an adjustment with the first open period.
            """)

    @Option(help: ArgumentHelp("The month.", valueName: "yyyy-mm"))
    var period: Month

    @Option(help: "Why, for the ledger.")
    var reason: String?

    @OptionGroup var options: EnvironmentOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let now = SystemClock.now()
            let session = try PlanningSession.open(options, now: now, console: console)
            guard let reading = session.store else { throw Bookkeeping.nothingApplied }
            let lineage = reading.lineage
            try reading.close()
            let store = try SQLiteStore.open(
                folder: session.folder, mode: .readWrite(lineage: lineage))
            let lease = try store.acquireLease(
                LeaseRequest(scopes: ["*"], holder: Actor.process(), now: now))
            defer { try? store.release(lease) }
            let history = try MoneySession.read(store, zone: session.timeZone)
            let money = MoneySession(planning: session, history: history)
            let keeping = try Bookkeeping(money, history, store)
            let closed = try keeping.close(period)
            _ = try store.append([entry(closed, now)], under: lease)
            _ = try CheckpointWriting(session: session, store: store).write()
            console.line(keeping.words(closed))
        }
    }

    private func entry(_ closed: ClosedPeriod, _ now: Instant) -> EntryDraft {
        EntryDraft(
            .periodClosed, day: now.day,
            parts: [
                .who: ["actor": .string(Actor.claimed()), "proof": "claimed"],
                .why: ["reason": reason.map(Value.string) ?? .null],
                .run: ["time": .string(now.description)],
                .state: closed.state,
            ])
    }
}

/// The books of a city, made from its ledger.
struct Bookkeeping {
    let books: Books
    private let accounts: Accounts
    private let calendar: CostCalendar
    private let today: CalendarDate
    private let currency: String
    /// The first month that the ledger knows anything of.
    private let first: Month

    static let nothingApplied = CommandFailure(
        .wrongInput, "nothing was applied yet, so nothing is owed",
        help: "`burnham cost` shows what the catalog would cost")

    init(_ session: MoneySession, _ history: TenureHistory, _ store: SQLiteStore?) throws {
        guard let store, let days = history.days else { throw Self.nothingApplied }
        guard let accounts = session.catalog.city?.accounts else {
            throw CommandFailure(
                .wrongInput, "the city states no `accounts`, by which charges are booked",
                help:
                    "`accounts: {fund, revenue, due_from, expense, due_to}` of the City names them")
        }
        self.accounts = accounts
        calendar = session.calendar
        today = session.today
        currency = session.currency
        first = Month(of: days.lowerBound)
        books = Books(closed: try Self.closed(in: store))
    }

    private static let windowCount = 256

    private static func closed(in store: SQLiteStore) throws -> [ClosedPeriod] {
        let size = try store.head().size
        return try stride(from: 0, to: size, by: windowCount).flatMap { start in
            try store.entries(start..<min(size, start + windowCount)).filter {
                $0.draft.kind == .periodClosed
            }.compactMap { $0.draft[.state].flatMap(ClosedPeriod.init) }
        }
    }

    func isClosed(_ period: Month) -> Bool { books.closed.contains { $0.period == period } }

    func journal(of period: Month) -> Journal {
        Journal(period, charges: charges(of: period), accounts: accounts)
    }

    private func charges(of period: Month) -> [ChargeLine] {
        books.charges(of: period, owed: calendar.recordedCharges)
    }

    /// Refused where the period can't be closed.
    func close(_ period: Month) throws -> ClosedPeriod {
        if isClosed(period) { throw CommandFailure(.refused, "period \(period) is closed already") }
        if let next = books.nextOpen, next != period {
            throw CommandFailure(
                .refused, "period \(next) is closed before \(period)",
                help: "periods are closed one after the other")
        }
        guard period >= first else {
            throw CommandFailure(.refused, "the ledger begins in \(first), after \(period)")
        }
        guard period.last < today else {
            throw CommandFailure(
                .refused, "period \(period) is not over: its last day is \(period.last)")
        }
        let journal = journal(of: period)
        guard journal.unassigned == .zero else {
            throw CommandFailure(
                .refused, words(journal.unassigned),
                help: "`charge` of a subscription or its department says who pays")
        }
        return ClosedPeriod(
            period, charges: charges(of: period), journal: journal.digest)
    }

    func words(_ unassigned: Money) -> String {
        "\(unassigned) \(currency) are owed that nobody is stated to pay"
    }

    func words(_ closed: ClosedPeriod) -> String {
        let total = closed.charges.map(\.amount).sum()
        let count = Counts.text(closed.charges.count, "charge")
        return
            "period \(closed.period) is closed: \(count), \(total) \(currency), journal \(closed.journal.hex.prefix(16))"
    }
}
