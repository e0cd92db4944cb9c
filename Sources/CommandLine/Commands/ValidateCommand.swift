// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import YAMLSource

/// `validate`: loads the catalog and says all that is wrong with it. Offline; writes and runs nothing.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks the catalog and says everything that is wrong with it.",
        discussion: """
            Without paths the whole catalog is checked. Paths are roots, each checked as a whole catalog \
            together, or files and `-` for standard input, whose documents are checked by themselves: what \
            they name is not looked for.
            """)

    @Argument(help: "Roots, or files, or - for standard input.")
    var paths: [String] = []

    @Option(help: "\(DiagnosticFormat.choice).")
    var format: DiagnosticFormat = .text

    @Flag(help: "Ends with 1 on warnings, too. They stay warnings in what is printed.")
    var warningsAsErrors = false

    @OptionGroup var options: CatalogOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            var report = try LooseFiles.check(paths) ?? wholeCatalog()
            report.warningsFail = warningsAsErrors
            console.result(format.render(report, on: console.screen))
            if report.fails { throw ProgramExit.wrongInput.code }
        }
    }

    private func wholeCatalog() throws -> CheckReport {
        var options = options
        options.roots += paths
        let workspace = try Workspace.load(options, now: clock.instant)
        guard !workspace.hasErrors else {
            return workspace.report(workspace.diagnostics.sorted(by: Diagnostic.precedes))
        }
        var judging = CatalogJudging(workspace)
        let resolved = resolutionDiagnostics(workspace, &judging)
        var report = workspace.report(
            (workspace.diagnostics + resolved + (judging?.diagnostics ?? [])).sorted(
                by: Diagnostic.precedes))
        report.audits = workspace.shown(judging?.audits ?? [])
        return report
    }

    /// What only resolving finds out, each once however many environments have it.
    private func resolutionDiagnostics(
        _ workspace: Workspace, _ judging: inout CatalogJudging?
    ) -> [Diagnostic] {
        var found: [Diagnostic] = []
        // By place and message: few have both in common, however many there are.
        var alike: [String: [Diagnostic]] = [:]
        var examples = ExampleCheck(workspace.catalog)
        var last: Resolution?
        for environment in workspace.catalog.environments.values.sorted(by: {
            $0.head.id.value < $1.head.id.value
        }) {
            var request = ResolveRequest(
                catalog: workspace.catalog, environment: environment, load: workspace.request)
            request.examples = examples.open
            let resolution = Resolver.resolve(request)
            last = resolution
            examples.settle(resolution.examples)
            judging?.judge(resolution, in: environment)
            for diagnostic in resolution.diagnostics {
                let place = diagnostic.place.map { "\($0.file):\($0.span.start):" } ?? ""
                let key = place + diagnostic.message
                if alike[key, default: []].contains(diagnostic) { continue }
                alike[key, default: []].append(diagnostic)
                found.append(diagnostic)
            }
        }
        keepUntilTheEnd((workspace, last))
        return found + examples.diagnostics(besides: found, in: workspace.catalog)
    }
}

extension DiagnosticFormat: ExpressibleByArgument {
    /// `a, b or c`.
    static var choice: String {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
}
