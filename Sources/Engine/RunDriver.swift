// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The loop between machine and world: performs the machine's actions and tells it what came of them. All
/// of the program's concurrency of an apply is here; it decides nothing.
struct RunDriver {
    let request: ApplyRequest
    let targets: [String: ApplyTarget]

    /// What a child task came back with.
    private enum Return: Sendable {
        case performed([(step: Int, result: StepResult)])
        case woke
        case interrupted
        case noMoreInterrupts
    }

    func drive(_ session: inout RunSession, settled: Set<String>) async throws(ApplyRefusal) {
        let facts = stepFacts(settled)
        var machine = ApplyMachine(steps: facts, limits: targets.mapValues(\.limits))
        tellBeginning(session.report.run, facts)
        let ended = await withTaskGroup(of: Return.self) { group in
            addInterruptWatch(to: &group)
            let result = await loop(&machine, &session, &group)
            group.cancelAll()
            return result
        }
        session.noteEnds(machine.states)
        try ended.get()
    }

    private func stepFacts(_ settled: Set<String>) -> [ApplyMachine.StepFacts] {
        let plan = request.plan
        return plan.steps.map { step in
            let change = plan.changes[step.change]
            let target = step.isOnFormer ? change.object.formerTarget : nil
            let key = settled.isEmpty ? "" : step.key(plan: request.planID, address: change.address)
            return ApplyMachine.StepFacts(
                target: target ?? change.object.target, after: step.after,
                isSettled: settled.contains(key))
        }
    }

    private func loop(
        _ machine: inout ApplyMachine, _ session: inout RunSession, _ group: inout TaskGroup<Return>
    ) async -> Result<Void, ApplyRefusal> {
        var actions = machine.handle(.started(now: request.surroundings.now()))
        var results: [Int: StepResult] = [:]
        do throws(ApplyRefusal) {
            while true {
                while !actions.isEmpty {
                    let action = actions.removeFirst()
                    if action == .finish { return .success(()) }
                    actions += try await perform(action, &machine, &session, &group, &results)
                }
                guard let returned = await group.next() else { return .success(()) }
                actions += take(returned, &machine, &session, &results, &group)
            }
        } catch {
            return .failure(error)
        }
    }

    private func perform(
        _ action: ApplyMachine.Action, _ machine: inout ApplyMachine, _ session: inout RunSession,
        _ group: inout TaskGroup<Return>, _ results: inout [Int: StepResult]
    ) async throws(ApplyRefusal) -> [ApplyMachine.Action] {
        switch action {
        case .writeIntents(let steps):
            try await session.writeIntents(steps)
            return machine.handle(.intentsWritten(steps))
        case .perform(let target, let steps):
            request.surroundings.progress(.started(steps: steps))
            startPerforming(session.work(steps), in: target, &group)
            return []
        case .writeOutcomes(let steps):
            let ended = steps.compactMap { step in
                results.removeValue(forKey: step).map { (step: step, result: $0) }
            }
            try await session.writeOutcomes(ended)
            tellEnds(ended)
            return machine.handle(.outcomesWritten(steps))
        case .wake(let at):
            let now = request.surroundings.now
            group.addTask {
                let pause = max(0, at.milliseconds - now().milliseconds)
                try? await Task.sleep(for: .milliseconds(pause))
                return .woke
            }
            return []
        case .finish:
            return []
        }
    }

    /// One call of the target for all steps that have something to write there.
    private func startPerforming(
        _ work: [(step: Int, work: RunSession.Work)], in name: String,
        _ group: inout TaskGroup<Return>
    ) {
        guard let target = targets[name] else {
            preconditionFailure("a step for an unknown target; this is a bug in burnham")
        }
        let (performer, executor) = (target.performer, target.executor)
        group.addTask {
            var results: [(step: Int, result: StepResult)] = []
            var batch: [(step: Int, operation: Operation)] = []
            for (step, work) in work {
                switch work {
                case .perform(let operation): batch.append((step, operation))
                case .record: results.append((step, .recorded))
                case .fail(let failure): results.append((step, .performed(.failed(failure))))
                }
            }
            guard !batch.isEmpty else { return .performed(results) }
            let operations = batch.map(\.operation)
            let answers = await withTaskExecutorPreference(executor) {
                await performer.perform(operations)
            }
            precondition(
                answers.count == batch.count,
                "target \(name) answered another number of steps; this is a bug in burnham")
            results += zip(batch, answers).map { ($0.step, .performed($1)) }
            return .performed(results)
        }
    }

    private func take(
        _ returned: Return, _ machine: inout ApplyMachine, _ session: inout RunSession,
        _ results: inout [Int: StepResult], _ group: inout TaskGroup<Return>
    ) -> [ApplyMachine.Action] {
        let now = request.surroundings.now()
        switch returned {
        case .performed(let ended):
            for (step, result) in ended { results[step] = result }
            let ends = Dictionary(
                ended.map { ($0.step, $0.result.end) }, uniquingKeysWith: { $1 })
            let jitter = Int(request.surroundings.randomness(1).first ?? 0) * 1000 / 256
            let actions = machine.handle(.performed(ends, now: now, jitterPermille: jitter))
            tellRetries(ends, machine)
            return actions
        case .woke:
            return machine.handle(.woke(now: now))
        case .interrupted:
            session.noteInterrupt()
            addInterruptWatch(to: &group)
            return machine.handle(.interrupted)
        case .noMoreInterrupts:
            return []
        }
    }

    private func addInterruptWatch(to group: inout TaskGroup<Return>) {
        let interrupts = request.surroundings.interrupts
        group.addTask {
            for await _ in interrupts { return .interrupted }
            return .noMoreInterrupts
        }
    }

    // MARK: Telling

    private func tellBeginning(_ run: String, _ facts: [ApplyMachine.StepFacts]) {
        let settled = facts.indices.filter { facts[$0].isSettled }
        request.surroundings.progress(.began(run: run, settledSteps: settled))
    }

    private func tellEnds(_ ended: [(step: Int, result: StepResult)]) {
        for (step, result) in ended {
            request.surroundings.progress(
                .ended(step: step, end: result.end, failure: result.failure))
        }
    }

    /// Steps that failed and will be tried again.
    private func tellRetries(_ ends: [Int: StepEnd], _ machine: ApplyMachine) {
        let steps = ends.keys.filter { step in
            if case .pausing = machine.states[step] { true } else { false }
        }
        if !steps.isEmpty { request.surroundings.progress(.retrying(steps: steps.sorted())) }
    }
}
