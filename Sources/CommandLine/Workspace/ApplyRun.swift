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
    var format: TableFormat = .text

    func run(_ saved: SavedPlan) async throws {
        if format == .text {
            let showing = try PlanShowing(session, options: options, showsAll: false)
            var context = showing.context(of: saved)
            context.isAboutToApply = true
            console.result(PlanText.render(saved.plan, context, on: console.screen))
        }
        try refuse(saved.plan)
        guard saved.plan.hasWork else { return try endUnobserved(saved.plan) }
        try confirm(saved.plan)
        try session.workspace.write(saved.plan.edits)
        try session.store?.close()
        let store = try SQLiteStore.open(
            folder: session.folder, mode: .readWrite(lineage: saved.plan.basis.lineage))
        try DeadLease.end(in: store)
        let report = try await apply(saved, store)
        try tell(report, store)
        try store.close()
        if !report.isComplete { throw ProgramExit.stepsUndone.code }
        try endUnobserved(saved.plan)
    }

    private func endUnobserved(_ plan: Plan) throws {
        if !plan.failures.isEmpty { throw ProgramExit.unobserved.code }
    }

    // MARK: Before

    /// What the run would refuse is said before anybody is asked.
    private func refuse(_ plan: Plan) throws {
        if !plan.refusals.isEmpty { throw ApplyRefusal.refused(plan.refusals) }
        let allowances = confirmation.allow.map(\.allowance)
        let wrong = allowances.filter { plan.count($0.kind) != $0.count }
        if !wrong.isEmpty { throw ApplyRefusal.wrongAllowance(wrong) }
        let allowed = Set(allowances.map(\.kind))
        let exceeded = plan.exceeded.filter { !allowed.contains($0.kind) }
        if !exceeded.isEmpty { throw RefusedPlan(refusal: .exceeded(exceeded), plan: plan) }
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
        let progress = ProgressPrinter(plan: saved.plan, format: format, console: console)
        defer { progress.finish() }
        let request = ApplyRequest(
            plan: saved.plan, planID: saved.id, targets: session.applyTargets,
            pools: session.environment.pools,
            authority: ApplyRequest.Authority(
                actor: Actor.claimed(), proof: "claimed", reason: confirmation.reason,
                allowances: confirmation.allow.map(\.allowance)),
            surroundings: ApplyRequest.Surroundings(
                now: { SystemClock.now() }, randomness: { randomBytes(count: $0) },
                holder: Actor.process(), progress: { progress.show($0) },
                interrupts: InterruptSignals.stream()))
        return try await Applier(
            request, store: store, storeExecutor: BlockingExecutor(threads: 1, label: "store")
        ).apply()
    }

    /// What was done is told even where no checkpoint could be signed for it.
    private func tell(_ report: ApplyReport, _ store: SQLiteStore) throws {
        do throws(StoreFailure) {
            show(report, try CheckpointWriting(session: session, store: store).write())
        } catch {
            show(report, nil)
            console.aside(RefusalText.render(error, on: console.screen))
            throw ProgramExit.storeUnusable.code
        }
    }

    private func show(_ report: ApplyReport, _ checkpoint: ApplyText.Checkpoint?) {
        switch format {
        case .json:
            console.result(ApplyText.json(report, checkpoint: checkpoint, now: SystemClock.now()))
        case .text:
            console.result(ApplyText.render(report, checkpoint: checkpoint, on: console.screen))
        }
    }
}

/// A refusal with the plan whose counts would lift it.
struct RefusedPlan: Error {
    let refusal: ApplyRefusal
    let plan: Plan
}

extension Plan {
    /// Whether an apply has anything to do or to record.
    var hasWork: Bool {
        !steps.isEmpty || !refreshes.isEmpty || !edits.isEmpty || count(.recover) > 0
    }
}

/// Who runs the program, as the operating system says: claimed, and no proof of anything.
enum Actor {
    static func claimed() -> String {
        let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
        return name ?? "uid \(geteuid())"
    }

    static func process() -> String { "process \(getpid()) on \(host)" }

    /// The process that a lease's holder names; nil for one of another machine.
    static func pid(ofHolder holder: String) -> Int32? {
        let words = holder.split(separator: " ", maxSplits: 3)
        guard words.count == 4, words[0] == "process", words[2] == "on", words[3] == host else {
            return nil
        }
        return Int32(words[1])
    }

    private static var host: String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        return String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
