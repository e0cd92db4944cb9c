// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import Values

/// `cost`: what departments pay, and the books that are kept of it.
struct CostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost", abstract: "Shows what departments pay, and books it.",
        subcommands: [CostShowCommand.self, CostJournalCommand.self, CostCloseCommand.self],
        defaultSubcommand: CostShowCommand.self)
}

struct CostShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Sums up what departments pay, by month and by fiscal year.",
        discussion: """
            Months that are over are as the ledger has them; those to come as the catalog states them; this month \
            as the catalog states it, with what was there in it and is stated no longer. Whatever it is summed up \
            by, the totals are the same. With --change what is recorded, as if nothing were applied any more, \
            stands beside it.
            """)

    @Option(help: "department, service, subscription or fund.")
    var by: CostGrouping = .department

    @Option(help: ArgumentHelp("The month; else this one.", valueName: "yyyy-mm"))
    var month: Month?

    @Option(
        name: .customLong("fiscal-year"),
        help: ArgumentHelp(
            "A whole fiscal year instead, named after the year in which it ends.",
            valueName: "fy2027"))
    var fiscalYear: String?

    @Flag(
        help: "What is recorded now, what would be once the catalog is applied, and the difference."
    )
    var change = false

    @Option(help: "text, json, csv or markdown.")
    var format: ReportFormat = .text

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var clock: ClockOptions

    func validate() throws {
        if month != nil, fiscalYear != nil {
            throw ValidationError("`--month` and `--fiscal-year` exclude each other")
        }
    }

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try MoneySession.open(options, now: clock.instant, console: console)
            let request = try CostRequest(self, session)
            console.result(request.render(format, on: console.screen))
        }
    }
}

/// What of the costs is shown: some columns, each of some months.
private struct CostRequest {
    private let session: MoneySession
    private let grouping: CostGrouping
    private let departments: Set<String>?
    private let year: FiscalYear
    /// Nil for a whole year.
    private let month: Month?
    private let showsChange: Bool

    init(_ command: CostShowCommand, _ session: MoneySession) throws {
        self.session = session
        grouping = command.by
        departments = command.options.departments
        showsChange = command.change
        let start = session.fiscalYearStart
        if let name = command.fiscalYear {
            guard let year = FiscalYear(name, startingIn: start) else {
                throw CommandFailure(
                    .usage, "`\(name)` is no fiscal year",
                    help: "a fiscal year is named after the year in which it ends, such as `FY2027`"
                )
            }
            (self.year, month) = (year, nil)
        } else {
            let chosen = command.month ?? Month(of: session.today)
            (year, month) = (FiscalYear(of: chosen, startingIn: start), chosen)
        }
    }

    func render(_ format: ReportFormat, on screen: Screen) -> String {
        switch format {
        case .text: sheet(shownColumns).text(currency: session.currency, on: screen)
        case .markdown: sheet(shownColumns).markdown(currency: session.currency)
        case .csv: sheet(exactColumns).csv
        case .json: SheetJSON.render(facts, [sheet(exactColumns)])
        }
    }

    private typealias Columns = [(name: String, months: [Month])]

    /// A month and its year, or the quarters of a year.
    private var shownColumns: Columns {
        let whole = (year.description, year.months)
        if showsChange, month == nil { return [whole] }
        if let month { return [(month.description, [month]), whole] }
        let quarters = (0..<4).map { quarter in
            ("Q\(quarter + 1)", Array(year.months[(quarter * 3)..<(quarter * 3 + 3)]))
        }
        return quarters + [whole]
    }

    /// For programs: the months of a year by themselves.
    private var exactColumns: Columns {
        guard month == nil, !showsChange else { return shownColumns }
        return year.months.map { ($0.description, [$0]) } + [(year.description, year.months)]
    }

    private func sheet(_ columns: Columns) -> Sheet {
        let calendar = session.calendar
        let then = periods(columns, owed: calendar.charges)
        var sheet: Sheet
        if showsChange {
            let now = periods(columns, owed: calendar.recordedCharges)
            sheet = CostSheets.change(
                CostSummary(by: grouping, zip(now, then).flatMap { [$0, $1] }),
                periods: columns.map(\.name), title: title)
        } else {
            sheet = CostSheets.summary(
                CostSummary(by: grouping, then), periods: columns.map(\.name), title: title)
        }
        sheet.notes += notes
        return sheet
    }

    private func periods(
        _ columns: Columns, owed: (Month) -> [ChargeLine]
    ) -> [[ChargeLine]] {
        let months = Set(columns.flatMap(\.months))
        let charges = Dictionary(
            uniqueKeysWithValues: months.map { ($0, owed($0).filter(isWanted)) })
        return columns.map { $0.months.flatMap { charges[$0] ?? [] } }
    }

    private func isWanted(_ charge: ChargeLine) -> Bool {
        departments?.contains(charge.cause.subject.department) ?? true
    }

    private var title: String {
        let (first, last) = (year.months[0], year.months[11])
        let days =
            "\(showsChange ? "now and under the change; " : "")\(year) is \(first) to \(last)"
        return "Costs by \(grouping.rawValue) in \(session.currency), \(days)"
    }

    private var notes: [String] {
        let unpriced = session.planning.resolution.terms.count { $0.terms == nil }
        guard unpriced > 0 else { return [] }
        return ["The price of \(Counts.text(unpriced, "subscription")) can't be worked out."]
    }

    private var facts: Fields<Value> {
        var facts: Fields<Value> = [
            "by": .string(grouping.rawValue), "currency": .string(session.currency),
            "fiscal_year": .string(year.description),
        ]
        if let month { facts["month"] = .string(month.description) }
        return facts
    }
}

extension CostGrouping: ExpressibleByArgument {}

extension Month: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
