// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import Values

/// `policy`: the rules that a catalog and its changes have to keep.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Lists and shows policies, and runs their cases.",
        subcommands: [PolicyListCommand.self, PolicyShowCommand.self, PolicyTestCommand.self],
        defaultSubcommand: PolicyListCommand.self)
}

struct PolicyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the policies.")

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: SystemClock.now())
            let policies = workspace.sortedPolicies
            guard !policies.isEmpty else { return console.line("the catalog has no policy") }
            console.result(PolicyText.table(policies, on: console.screen))
        }
    }
}

struct PolicyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a policy's rules, parameters and exceptions.")

    @Argument(help: "The policy's id.")
    var policy: String

    @OptionGroup var options: CatalogOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: clock.instant)
            let found = try workspace.policy(policy)
            let set = PolicySet(workspace.catalog, load: workspace.request)
            console.result(
                PolicyText.render(
                    found, parameters: set?.parameters(of: policy) ?? [:],
                    today: workspace.request.today, on: console.screen))
        }
    }
}

struct PolicyTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the cases that stand in the policies.",
        discussion: """
            Ends with 1 where a case fails or is wrong itself. A rule without a case that keeps it and one that does \
            not is warned of. The city's settings have no part in it.
            """)

    @Argument(help: "Policies, by id; all of them where none is named.")
    var policies: [String] = []

    @Option(help: "text, json or junit.")
    var format: CaseReport.Format = .text

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: SystemClock.now())
            if workspace.hasErrors { try workspace.stopOnErrors([], console) }
            for policy in policies { _ = try workspace.policy(policy) }
            guard let set = PolicySet(workspace.catalog, load: workspace.request) else {
                throw CommandFailure(.wrongInput, "the catalog has no policy")
            }
            let testing = PolicyTesting(set, only: Set(policies))
            let report = workspace.report(testing.diagnostics)
            console.result(
                CaseReport(
                    testing.outcomes.map(workspace.shown), texts: report.files.texts
                ).render(format, on: console.screen))
            if !testing.diagnostics.isEmpty {
                console.aside(DiagnosticFormat.text.render(report, on: console.screen))
            }
            if report.fails || testing.outcomes.contains(where: { !$0.passes }) {
                throw ProgramExit.wrongInput.code
            }
        }
    }
}

extension CaseReport.Format: ExpressibleByArgument {}

extension Workspace {
    fileprivate var sortedPolicies: [Policy] {
        catalog.policies.values.sorted { $0.head.id.value.precedesByBytes($1.head.id.value) }
    }

    fileprivate func policy(_ id: String) throws -> Policy {
        guard let policy = catalog.policies[id] else {
            throw CommandFailure(
                .wrongInput, "no policy named `\(id)` in the catalog",
                help: nearestName(to: id, among: catalog.policies.keys).map {
                    "a similar one: `\($0)`"
                } ?? "`burnham policy list` shows them")
        }
        return policy
    }

    fileprivate func shown(_ outcome: CaseOutcome) -> CaseOutcome {
        CaseOutcome(
            policy: outcome.policy, name: outcome.name,
            place: outcome.place.shown(below: roots.displayPrefix()),
            differences: outcome.differences)
    }
}
