// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport

/// `compat`: which promises of a revision this catalog breaks. Offline; it writes nothing.
struct CompatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compat",
        abstract: "Names every promise to departments that the catalog breaks since a revision.",
        discussion: """
            Compares services as a revision of the git repository has them with those of the catalog: parameters, \
            tiers, prices, commitments, who may ask, data, what is needed first. Each broken promise has the name of \
            its rule and the subscriptions that it touches. One is accepted by a line under `accepted_breaks` of the \
            City that the revision does not have.
            """)

    @Option(
        help: ArgumentHelp("A branch, tag or commit of the repository.", valueName: "revision"))
    var against: String

    @Option(help: "\(DiagnosticFormat.choice).")
    var format: DiagnosticFormat = .text

    @OptionGroup var options: CatalogOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let report = try report(now: clock.instant)
            console.result(format.render(report, on: console.screen))
            if report.fails { throw ProgramExit.wrongInput.code }
        }
    }

    private func report(now: Instant) throws -> CheckReport {
        let workspace = try Workspace.load(options, now: now)
        // What does not fit together any more is what `validate` tells, and often because a promise is broken.
        let unreadable = CatalogLoader(workspace.request).formDiagnostics()
        if unreadable.contains(where: { $0.severity == .error }) {
            return workspace.report(unreadable)
        }
        do {
            let former = try RevisionCatalog.load(against, of: workspace.roots, now: now, .form)
            let comparison = PromiseComparison(
                from: former.workspace.catalog, to: workspace.catalog,
                files: workspace.request.files, today: workspace.request.today)
            return workspace.report(
                comparison.diagnostics(),
                allClear: "\(workspace.summary): no promise of \(former.name) is broken")
        } catch let unusable as RevisionCatalog.Unusable {
            return workspace.report([unusable.diagnostic])
        }
    }
}
