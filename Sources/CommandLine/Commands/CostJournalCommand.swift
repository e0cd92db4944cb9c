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

    @OptionGroup var options: WholeEnvironmentOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try MoneySession.open(
                options.ofAllDepartments, now: clock.instant, console: console)
            let keeping = try Bookkeeping(session)
            let journal = try keeping.journal(of: period ?? keeping.nextOpen)
            console.result(render(journal, keeping, session, on: console.screen))
            for words in [keeping.words(ofUnassigned: journal), keeping.wordsOfErasure] {
                if let words { console.asideLine(words) }
            }
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
                    "unassigned": .string(journal.unassigned.map(\.amount).sum().description),
                ], [sheet])
        }
    }
}

struct CostCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Closes a period: its journal stands in the ledger and changes no more.",
        discussion: """
            Periods are closed one after the other, each once its last day is over, beginning with the first for \
            which anything is owed. Whatever is found out later is booked as an adjustment with the first open \
            period.
            """)

    @Option(help: ArgumentHelp("The month.", valueName: "yyyy-mm"))
    var period: Month

    @Option(help: "Why, for the ledger.")
    var reason: String?

    @OptionGroup var options: WholeEnvironmentOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let now = SystemClock.now()
            let session = try PlanningSession.open(
                options.ofAllDepartments, now: now, console: console)
            guard let reading = session.store else { throw Bookkeeping.nothingApplied }
            let lineage = reading.lineage
            try reading.close()
            let store = try SQLiteStore.open(
                folder: session.folder, mode: .readWrite(lineage: lineage))
            let lease = try store.acquireLease(
                LeaseRequest(scopes: ["*"], holder: Actor.process(), now: now))
            defer { try? store.release(lease) }
            let money = MoneySession(
                planning: session,
                ledger: try LedgerOfCosts.read(store, zone: session.timeZone))
            let keeping = try Bookkeeping(money)
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
