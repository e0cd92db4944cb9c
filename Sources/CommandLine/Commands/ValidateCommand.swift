// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport

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

    @Option(help: "text, short or json.")
    var format: DiagnosticFormat = .text

    @OptionGroup var options: CatalogOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            if let loose = try LooseFiles.read(paths) {
                try show(loose.diagnostics, console) {
                    loose.text(of: $0, format, on: console.screen)
                }
                if loose.diagnostics.isEmpty, format == .text {
                    console.line("nothing is wrong with the form of what was read")
                }
                return
            }
            var options = options
            options.roots += paths
            let workspace = try Workspace.load(options, now: clock.instant)
            let resolved = workspace.hasErrors ? [] : resolutionDiagnostics(workspace)
            let all = (workspace.diagnostics + resolved).sorted(by: Diagnostic.precedes)
            try show(all, console) { workspace.text(of: $0, format, on: console.screen) }
            if all.isEmpty, format == .text {
                console.line("\(workspace.summary): nothing is wrong")
            }
        }
    }

    private func show(
        _ diagnostics: [Diagnostic], _ console: Console, text: ([Diagnostic]) -> String
    ) throws {
        if !diagnostics.isEmpty { console.result(text(diagnostics)) }
        if diagnostics.contains(where: { $0.severity == .error }) {
            throw ProgramExit.wrongInput.code
        }
    }

    /// What only resolving finds out, each once however many environments have it.
    private func resolutionDiagnostics(_ workspace: Workspace) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for environment in workspace.catalog.environments.values.sorted(by: {
            $0.head.id.value < $1.head.id.value
        }) {
            let resolution = Resolver.resolve(
                ResolveRequest(
                    catalog: workspace.catalog, environment: environment, load: workspace.request))
            found += resolution.diagnostics.filter { !found.contains($0) }
        }
        return found
    }
}

enum DiagnosticFormat: String, ExpressibleByArgument, CaseIterable {
    case text, short, json
}

extension Workspace {
    /// What the catalog holds, in a few words.
    var summary: String {
        [
            Counts.text(catalog.departments.count, "department"),
            Counts.text(catalog.services.count, "service"),
            Counts.text(catalog.subscriptions.count, "subscription")
                + " in " + Counts.text(catalog.files.count, "file"),
        ].joined(separator: ", ")
    }
}
