// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamEngine
import BurnhamReport

/// `drift`: what somebody else changed in the real systems since the last apply. It writes nothing.
struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Shows what was changed by hand in the real systems.",
        discussion: "Ends with 2 when anything was.")

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var clock: ClockOptions

    @Option(help: "text, json or markdown.")
    var format: OutputFormat = .text

    @Flag(help: "Shows everything instead of folding what is alike.")
    var all = false

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try PlanningSession.open(
                options, now: clock.instant, console: console)
            var plan = try await session.plan(
                PlanningRequest.Selection(departments: options.departments, drift: .report)
            ).plan
            plan.keepDriftAlone()
            let showing = try PlanShowing(
                session, options: options, showsAll: all, showsSkipped: false)
            console.result(
                plan.changes.isEmpty && format == .text
                    ? "nothing was changed by hand in \(plan.environment)\n"
                    : showing.text(SavedPlan(plan), format, on: console.screen))
            if plan.isUnobserved { throw ProgramExit.unobserved.code }
            if !plan.changes.isEmpty { throw ProgramExit.changesPending.code }
        }
    }
}

extension Plan {
    /// Leaves only what somebody else did, and what nobody can see: nothing of it can be applied.
    fileprivate mutating func keepDriftAlone() {
        changes = changes.filter { $0.isDrift || $0.kind.isUnseen }.map { change in
            guard !change.kind.isUnseen else { return change }
            var reported = change
            reported.kind = .reported
            return reported
        }
        steps = []
        refreshes = []
        exceeded = []
        refusals = []
        findings = []
    }
}
