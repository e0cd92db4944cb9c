// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamEngine

/// `adopt`: takes over objects that are there already and that the catalog describes. It puts our mark on them;
/// what differs is changed by the same plan, which is shown first.
struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Takes over objects that exist already.",
        discussion: """
            A plan shows an object that is there and that nobody recorded as a conflict. Adopting puts our \
            mark on it and records it; attributes that differ from the catalog are changed as the plan shows.
            """)

    @Argument(help: "Addresses, as the plan shows them.")
    var addresses: [String] = []

    @Flag(help: "Every conflict that can be adopted.")
    var all = false

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var confirmation: ConfirmationOptions

    func validate() throws {
        if addresses.isEmpty != all {
            throw ValidationError("`adopt` takes addresses, or `--all`")
        }
    }

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try PlanningSession.open(
                options, now: SystemClock.now(), console: console)
            let known = Set(session.resolution.resources.map(\.address))
            let named = addresses.map { Address($0) }
            if let unknown = named.first(where: { !known.contains($0) }) {
                throw CommandFailure(.wrongInput, "the catalog asks for no resource `\(unknown)`")
            }
            let planning = try await session.plan(
                PlanningRequest.Selection(
                    departments: options.departments, adopts: all ? known : Set(named)))
            let plan = planning.plan
            if all, plan.count(.adopt) == 0 {
                return console.line("there is nothing to adopt")
            }
            if let other = named.first(where: { address in
                !plan.changes.contains { $0.address == address && $0.kind == .adopt }
            }) {
                throw CommandFailure(
                    .wrongInput, "`\(other)` can't be adopted",
                    help:
                        "`burnham plan` says why: only what is there, unmarked and not recorded can be"
                )
            }
            try await ApplyRun(
                session: session, options: options, confirmation: confirmation, console: console
            ).run(await SavedPlan(saving: planning, in: session.folder))
        }
    }
}
