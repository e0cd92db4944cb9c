// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamEngine
import BurnhamReport
import BurnhamStore
import DurableFiles
import Glibc
import Values

/// One apply from the command line: shows the plan, asks, runs it with progress and interrupts, signs a
/// checkpoint, and ends with the code for how it went.
struct ApplyRun {
    let session: PlanningSession
    let options: EnvironmentOptions
    let confirmation: ConfirmationOptions
    let console: Console

    func run(_ saved: SavedPlan) async throws {
        let showing = PlanShowing(session: session, options: options, showsAll: false)
        console.result(showing.text(saved, .text, on: console.screen))
        try refuse(saved.plan)
        guard saved.plan.hasWork else { return try finishEmpty(saved.plan) }
        try confirm(saved.plan)
        try session.store?.close()
        let store = try SQLiteStore.open(
            folder: session.folder, mode: .readWrite(lineage: saved.plan.basis.lineage))
        let report = try await apply(saved, store)
        show(report)
        try store.close()
        if !report.isComplete { throw ProgramExit.stepsUndone.code }
        if !saved.plan.failures.isEmpty { throw ProgramExit.unobserved.code }
    }

    private func finishEmpty(_ plan: Plan) throws {
        if !plan.failures.isEmpty { throw ProgramExit.unobserved.code }
    }

    // MARK: Before

    private func refuse(_ plan: Plan) throws {
        if let refusal = plan.refusals.first {
            throw CommandFailure(.refused, "the plan can't be applied: \(refusal)")
        }
        let allowed = Set(confirmation.allow.map(\.allowance.kind))
        if let exceeded = plan.exceeded.first(where: { !allowed.contains($0.kind) }) {
            throw CommandFailure(
                .refused, "the plan is over a budget: \(exceeded.count) \(exceeded.kind.rawValue)s",
                help:
                    "`--allow \(exceeded.kind.rawValue)s=\(plan.count(exceeded.kind))` lifts exactly this"
            )
        }
    }

    private func confirm(_ plan: Plan) throws {
        if confirmation.yes { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                .refused, "nobody is there to confirm", help: "`--yes` applies without asking")
        }
        console.aside("Apply this plan to \(session.environment.head.id.value)? Type yes: ")
        guard readLine() == "yes" else {
            throw CommandFailure(.refused, "not confirmed; nothing was changed")
        }
    }

    // MARK: The run

    private func apply(_ saved: SavedPlan, _ store: SQLiteStore) async throws -> ApplyReport {
        let interrupts = InterruptSignals()
        let request = ApplyRequest(
            plan: saved.plan, planID: saved.id, targets: session.applyTargets,
            authority: ApplyRequest.Authority(
                actor: Actor.claimed(), proof: "claimed", reason: confirmation.reason,
                allowances: confirmation.allow.map(\.allowance)),
            surroundings: ApplyRequest.Surroundings(
                now: { SystemClock.now() }, randomness: { randomBytes(count: $0) },
                holder: Actor.process(), progress: { _ in },
                interrupts: interrupts.stream))
        let applier = Applier(
            request, store: store, storeExecutor: BlockingExecutor(threads: 1, label: "store"))
        do throws(ApplyRefusal) {
            return try await applier.apply()
        } catch {
            throw error.failure
        }
    }

    private func show(_ report: ApplyReport) {
        console.line(
            "run \(report.run): \(report.doneCount) done, \(report.failures.count) failed, \(report.stale.count) stale"
        )
        for f in report.failures { console.line("  \(f.address): \(f.failure.words)") }
    }
}

extension Plan {
    /// Whether an apply has anything to do or to record.
    var hasWork: Bool { !steps.isEmpty || !refreshes.isEmpty }
}

/// Who runs the program, as the operating system says: claimed, and no proof of anything.
enum Actor {
    static func claimed() -> String {
        let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
        return name ?? "uid \(geteuid())"
    }

    static func process() -> String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "process \(getpid()) on \(host)"
    }
}

extension ApplyRefusal {
    var failure: any Error {
        switch self {
        case .store(let failure): failure
        case .stale(let words):
            CommandFailure(
                .refused, "the plan is stale: \(words)", help: "`burnham plan` makes another one")
        case .usedUp(let run):
            CommandFailure(
                .refused, "the plan was applied already, by run \(run)",
                help: "`burnham plan` makes another one")
        case .expired(let instant):
            CommandFailure(
                .refused, "the plan was valid until \(instant)",
                help: "`burnham plan` makes another one")
        case .otherLineage:
            CommandFailure(.refused, "the plan was made from another store")
        case .refused(let reasons):
            CommandFailure(
                .refused, "the plan can't be applied: \(reasons.joined(separator: "; "))")
        case .exceeded(let budgets):
            CommandFailure(
                .refused,
                "the plan is over a budget: "
                    + budgets.map { "\($0.count) \($0.kind.rawValue)s" }.joined(separator: ", "))
        case .wrongAllowance(let allowances):
            CommandFailure(
                .refused,
                "the plan does not have "
                    + allowances.map { "\($0.count) \($0.kind.rawValue)s" }.joined(separator: ", "),
                help: "an allowance names the plan's own count")
        }
    }
}
