// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamEngine
import BurnhamStore

/// `purge`: takes away for ever what was suspended and whose retention is over. No plan does this by itself, no
/// allowance covers it, and what a hold names stays.
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Takes away for ever what was suspended and kept long enough.")

    @Argument(help: "Addresses of suspended objects.")
    var addresses: [String] = []

    @Flag(help: "Everything whose retention is over.")
    var due = false

    @Option(help: ArgumentHelp("The records disposal that allows it.", valueName: "reference"))
    var disposal: String

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var confirmation: ConfirmationOptions

    func validate() throws {
        if addresses.isEmpty != due {
            throw ValidationError("`purge` takes addresses, or `--due`")
        }
        if disposal.isEmpty { throw ValidationError("`--disposal` names a records disposal") }
    }

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let session = try PlanningSession.open(
                options, now: SystemClock.now(), console: console)
            let chosen = try chosen(session)
            guard !chosen.isEmpty else { return console.line("nothing is due") }
            let purges = try await session.plan(
                PlanningRequest.Selection(departments: options.departments, purges: chosen))
            if !due { try refuseWhatIsKept(purges.plan, chosen) }
            let plan = try await SavedPlan(saving: purges, in: session.folder)
            var confirmed = confirmation
            let reason = "disposal \(disposal)"
            confirmed.reason = confirmation.reason.map { "\(reason): \($0)" } ?? reason
            try await ApplyRun(
                session: session, options: options, confirmation: confirmed, console: console
            ).run(plan)
        }
    }

    /// A plan that leaves out what was named would look like success.
    private func refuseWhatIsKept(_ plan: Plan, _ chosen: Set<Address>) throws {
        let kept = plan.changes.first { chosen.contains($0.address) && $0.kind != .purge }
        guard let kept else { return }
        throw CommandFailure(
            .refused, "`\(kept.address)` is not to be purged: \(kept.reason ?? kept.kind.rawValue)")
    }

    private func chosen(_ session: PlanningSession) throws -> Set<Address> {
        let rows = (try session.store?.rows() ?? []).filter {
            options.departments?.contains(String($0.address.department)) ?? true
        }
        let retention = session.environment.retention
        func isOver(_ row: RecordedRow) -> Bool {
            row.suspendedAt.map {
                $0.advanced(bySeconds: retention.seconds) <= session.workspace.now
            }
                ?? false
        }
        if due { return Set(rows.filter(isOver).map(\.address)) }
        let byAddress = Dictionary(rows.map { ($0.address.text, $0) }, uniquingKeysWith: { $1 })
        for address in addresses {
            guard let row = byAddress[address] else {
                let place = options.department.isEmpty ? "" : " in the departments that were named"
                throw CommandFailure(.wrongInput, "nothing is recorded as `\(address)`\(place)")
            }
            guard let suspended = row.suspendedAt else {
                throw CommandFailure(
                    .refused, "`\(address)` is in use: only what is suspended can be purged")
            }
            guard isOver(row) else {
                let end = suspended.advanced(bySeconds: retention.seconds).day
                throw CommandFailure(
                    .refused, "`\(address)` is kept until \(end)",
                    help:
                        "it was suspended on \(suspended.day), and the environment keeps for \(retention)"
                )
            }
        }
        return Set(addresses.map { Address($0) })
    }
}
