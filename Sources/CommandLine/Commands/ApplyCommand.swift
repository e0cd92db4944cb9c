// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamEngine
import BurnhamReport
import BurnhamStore
import DurableFiles
import Glibc
import Values

/// `apply`: plans, shows and asks, or takes a saved plan by its id. It does the plan's steps and nothing else.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Does what a plan says, step by step, and records it.",
        discussion: """
            Without a plan it makes one, shows it and asks. With the id that `plan` printed, or a plan's \
            file, it does exactly that plan. A run that was cut off is continued by the same command.
            """)

    @Argument(help: "A plan's id, or its file.")
    var saved: String?

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var confirmation: ConfirmationOptions

    @Option(help: "text, or json for a stream of events.")
    var format: TableFormat = .text

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            var session = try PlanningSession.open(
                options, now: SystemClock.now(), console: console)
            var plan: SavedPlan
            if let saved {
                plan = try SavedPlan.find(saved, in: session.folder)
                try session.checkInputs(of: plan)
                plan = try session.judgedAnew(plan)
            } else {
                let accepted = try await session.accepting(planning.selection(options.departments))
                session = accepted.session
                plan = try await SavedPlan(saving: accepted.planning, in: session.folder)
            }
            try await ApplyRun(
                session: session, options: options, confirmation: confirmation, console: console,
                format: format
            ).run(plan)
        }
    }
}

/// How a command that writes is told to go on.
struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Apply without asking.")
    var yes = false

    @Option(
        help: ArgumentHelp(
            "Lift one budget by its exact count, such as deletes=14; repeatable.",
            valueName: "kind=count"))
    var allow: [AllowanceArgument] = []

    @Option(help: "Why, for the ledger.")
    var reason: String?
}

struct AllowanceArgument: ExpressibleByArgument {
    let allowance: Allowance

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[1]), count >= 0, parts[0].hasSuffix("s"),
            let kind = ChangeKind(rawValue: String(parts[0].dropLast())),
            Budgets.kinds.contains(kind)
        else { return nil }
        allowance = Allowance(kind: kind, count: count)
    }
}

extension PlanningSession {
    /// A plan is stale when a file that it was made from changed, and when another one came to them.
    func checkInputs(of saved: SavedPlan) throws {
        let current = Dictionary(
            workspace.inputs.map { ($0.path, $0.digest) }, uniquingKeysWith: { $1 })
        guard saved.plan.environment == environment.head.id.value else {
            throw CommandFailure(
                .wrongInput, "the plan is for environment `\(saved.plan.environment)`")
        }
        let edited = Dictionary(
            saved.plan.edits.map { ($0.spot.path, $0.spot.digest) }, uniquingKeysWith: { $1 })
        for input in saved.plan.basis.inputs {
            guard let digest = current[input.path],
                digest == input.digest || digest == edited[input.path]
            else { throw stale("`\(input.path)` was changed since") }
        }
        let known = Set(saved.plan.basis.inputs.map(\.path))
        if let added = workspace.inputs.first(where: { !known.contains($0.path) }) {
            throw stale("`\(added.path)` was added since")
        }
    }

    /// What the policies deny by now refuses a plan that nobody has begun to apply: the day is another one, and with it
    /// which exceptions hold. A run that was cut off is carried to its end.
    func judgedAnew(_ saved: SavedPlan) throws -> SavedPlan {
        guard saved.plan.refusals.isEmpty, try store?.run(forPlan: saved.id) == nil else {
            return saved
        }
        var plan = saved.plan
        plan.findings = []
        PlanJudging(edited(by: plan.edits), plan)?.judge(&plan)
        return plan.refusals.isEmpty ? saved : saved.refused(as: plan)
    }

    private func stale(_ reason: String) -> CommandFailure {
        CommandFailure(
            .refused, "the plan is stale: \(reason)",
            help: "`burnham plan` makes another one")
    }
}
