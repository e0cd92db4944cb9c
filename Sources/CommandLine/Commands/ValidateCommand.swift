// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport

/// `validate`: loads the catalog and says all that is wrong with it. Offline; writes and runs nothing.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks the catalog and says everything that is wrong with it.")

    @Option(help: "text, short or json.")
    var format: DiagnosticFormat = .text

    @OptionGroup var options: CatalogOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: try clock.instant())
            let resolved = workspace.hasErrors ? [] : resolutionDiagnostics(workspace)
            let all = (workspace.diagnostics + resolved).sorted(by: Diagnostic.precedes)
            if !all.isEmpty {
                console.result(workspace.text(of: all, format, on: console.screen))
            }
            guard !all.contains(where: { $0.severity == .error }) else {
                throw ProgramExit.wrongInput.code
            }
            if all.isEmpty, format == .text {
                console.line("\(workspace.summary): nothing is wrong")
            }
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
            Self.counted(catalog.departments.count, "department"),
            Self.counted(catalog.services.count, "service"),
            Self.counted(catalog.subscriptions.count, "subscription")
                + " in " + Self.counted(catalog.files.count, "file"),
        ].joined(separator: ", ")
    }

    private static func counted(_ count: Int, _ word: String) -> String {
        count == 1 ? "1 \(word)" : "\(count) \(word)s"
    }
}
