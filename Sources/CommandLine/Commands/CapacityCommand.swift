// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values

/// `capacity`: how full the pools are that subscriptions share.
struct CapacityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capacity",
        abstract: "Shows how full the shared pools are, and when they will be.",
        discussion: """
            `recorded` is what all takes that has been applied, `catalog` what would be taken if all of the \
            catalog were; what is suspended takes its room until it is purged. A plan that would overfill a pool \
            is refused.
            """)

    @Flag(
        help:
            "Draws a straight line through the recorded history, and says when it meets the capacity."
    )
    var forecast = false

    @Option(help: "text, json, csv or markdown.")
    var format: ReportFormat = .text

    @OptionGroup var options: WholeEnvironmentOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try MoneySession.open(
                options.ofAllDepartments, now: clock.instant, console: console)
            let environment = session.planning.environment
            guard !environment.pools.isEmpty else {
                throw CommandFailure(
                    .wrongInput, "environment `\(environment.head.id.value)` has no pools",
                    help: "`pools` of the Environment states their capacities")
            }
            let sheet = try sheet(session)
            switch format {
            case .text:
                console.result(sheet.text(currency: session.currency, on: console.screen))
            case .markdown: console.result(sheet.markdown(currency: session.currency))
            case .csv: console.result(sheet.csv)
            case .json:
                console.result(
                    SheetJSON.render(
                        ["environment": .string(environment.head.id.value)], [sheet]))
            }
        }
    }

    private func sheet(_ session: MoneySession) throws -> Sheet {
        let environment = session.planning.environment
        let uses = try PlanTerms(
            desired: session.planning.resolution.resources,
            rows: session.planning.store?.rows() ?? [],
            entries: session.planning.store?.rowEntries() ?? [:]
        ).uses(of: environment.pools)
        let trends = forecast ? environment.pools.map { trend(of: $0, session) } : nil
        var sheet = CapacitySheet.render(
            uses, trends: trends,
            title: "Pools of \(environment.head.id.value)")
        let erased = session.ledger.history.erasedEntries
        if erased > 0 {
            let count = Counts.text(erased, "entry", "entries")
            sheet.notes.append("What \(count) said was erased: the history has gaps.")
        }
        return sheet
    }

    /// Day by day from the ledger's first entry to today.
    private func trend(of pool: Pool, _ session: MoneySession) -> Trend {
        guard let first = session.ledger.history.days?.lowerBound, first <= session.today else {
            return Trend([], from: session.today)
        }
        let days = (first.daysSinceEpoch...session.today.daysSinceEpoch).map {
            CalendarDate(daysSinceEpoch: $0)
        }
        return Trend(session.ledger.history.uses(of: pool.name.value, on: days), from: first)
    }
}
