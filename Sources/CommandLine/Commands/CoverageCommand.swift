// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import Values

/// `coverage`: who has what, where, and how long they waited for it.
struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Shows which departments have which services, and who waits longer for them.",
        discussion: """
            Once something was applied, a department has what is recorded and in use; before, what the catalog \
            states. Wards are those of the day. Business days are counted by the city's calendar.
            """)

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case services, wards, waiting
    }

    @Option(
        name: .customLong("part"),
        help: "Only this part: services, wards or waiting. CSV takes one.")
    var part: Part?

    @Option(help: "text, json, csv or markdown.")
    var format: ReportFormat = .text

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var clock: ClockOptions

    func validate() throws {
        if format == .csv, part == nil {
            throw ValidationError("CSV holds one table: `--part` names services, wards or waiting")
        }
    }

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try MoneySession.open(options, now: clock.instant, console: console)
            let view = CoverageView(session, only: options.departments)
            let parts = part.map { [$0] } ?? Part.allCases
            let sheets = parts.map {
                view.sheet($0, forPrograms: format == .csv || format == .json)
            }
            switch format {
            case .text:
                let texts = sheets.map { $0.text(currency: session.currency, on: console.screen) }
                console.result(texts.joined(separator: "\n"))
            case .markdown:
                let texts = sheets.map { $0.markdown(currency: session.currency) }
                console.result(texts.joined(separator: "\n"))
            case .csv: for sheet in sheets { console.result(sheet.csv) }
            case .json: console.result(SheetJSON.render(view.facts, sheets))
            }
        }
    }
}

/// Coverage of an environment, over some departments.
private struct CoverageView {
    private let session: MoneySession
    private let departments: [String]
    private let services: [ServiceCoverage]
    /// Paths of what the catalog states.
    private let stated: Set<String>
    private let isApplied: Bool

    init(_ session: MoneySession, only chosen: Set<String>?) {
        self.session = session
        let today = session.today
        departments = session.catalog.departments.values.filter {
            $0.until.map { today <= $0 } ?? true
        }.map(\.head.id.value).filter { chosen?.contains($0) ?? true }
            .sorted { $0.precedesByBytes($1) }
        isApplied = !session.ledger.history.tenures.isEmpty
        let inUse = Set(
            session.ledger.history.tenures.filter { $0.ends == nil }.map(\.subject.path))
        let stated = Set(session.planning.resolution.terms.map(\.subscription.path))
        self.stated = stated
        let isApplied = isApplied
        services = ServiceCoverage.all(of: session.catalog, departments: departments) {
            stated.contains($0.path) && (!isApplied || inUse.contains($0.path))
        }
    }

    var facts: Fields<Value> {
        [
            "basis": .string(isApplied ? "recorded" : "catalog"),
            "environment": .string(session.planning.environment.head.id.value),
        ]
    }

    func sheet(_ part: CoverageCommand.Part, forPrograms: Bool) -> Sheet {
        switch part {
        case .services:
            if forPrograms { return CoverageSheets.matrix(services, departments: departments) }
            var sheet = CoverageSheets.services(services, departments: departments.count)
            if !isApplied {
                sheet.notes.append("Nothing was applied yet: this is what the catalog states.")
            }
            return sheet
        case .wards:
            let wards = WardCoverage.all(
                of: session.catalog, on: session.today, services: services,
                departments: Set(departments))
            return CoverageSheets.wards(wards, on: session.today)
        case .waiting: return waiting
        }
    }

    /// Nobody waits for what the catalog states no longer.
    private func isWanted(_ fulfilment: Fulfilment) -> Bool {
        departments.contains(fulfilment.subject.department)
            && (fulfilment.fulfilled != nil || stated.contains(fulfilment.subject.path))
    }

    private var waiting: Sheet {
        let calendar = session.catalog.calendar
        let promises = session.catalog.services.compactMapValues { $0.commitment?.businessDays }
        let all = Waiting.all(
            session.ledger.history.fulfilments.filter { isWanted($0) },
            today: session.today, calendar: calendar, promise: { promises[$0] })
        return CoverageSheets.waiting(all, days: calendar == nil ? "days" : "business days")
    }
}
