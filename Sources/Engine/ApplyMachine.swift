// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import HeapModule

/// The apply as a value: events in, batches of actions out. It decides what may start, what waits, what is
/// tried again and what is given up; it has no clock, no tasks and no I/O, and knows steps by number only.
package struct ApplyMachine: Sendable {
    package enum Event: Sendable, Equatable {
        case started(now: Instant)
        /// The intents of these steps are durable.
        case intentsWritten([Int])
        case performed([Int: StepEnd], now: Instant, jitterPermille: Int)
        /// The outcomes of these steps are durable.
        case outcomesWritten([Int])
        case woke(now: Instant)
        /// Finish what is under way, start nothing.
        case interrupted
    }

    package enum Action: Sendable, Equatable {
        case writeIntents([Int])
        case perform(target: String, [Int])
        /// Write what became of these steps.
        case writeOutcomes([Int])
        case wake(at: Instant)
        case finish
    }

    package enum State: Sendable, Equatable {
        case waiting(for: Int)
        case ready
        case writingIntent
        case performing
        case pausing(until: Instant)
        case writingOutcome(StepEnd)
        case done
        case failed
        case stale
        /// Something that it depends on was not done.
        case blocked(by: Int)
        case notStarted
    }

    /// Steps that are ready in one target, in the plan's order; those to be tried again go first and apart,
    /// as their intents are written already.
    private struct Queue: Sendable {
        private var fresh = Heap<Int>()
        private var retries = Heap<Int>()

        mutating func insert(_ step: Int, isRetry: Bool) {
            if isRetry { retries.insert(step) } else { fresh.insert(step) }
        }

        var isEmpty: Bool { fresh.isEmpty && retries.isEmpty }

        mutating func take(atMost size: Int) -> [Int] {
            var batch: [Int] = []
            if retries.isEmpty {
                while batch.count < size, let step = fresh.popMin() { batch.append(step) }
            } else {
                while batch.count < size, let step = retries.popMin() { batch.append(step) }
            }
            return batch
        }
    }

    /// What the machine knows of a step.
    package struct StepFacts: Sendable {
        package let target: String
        package let after: [Int]
        /// Done in an earlier part of the same run.
        package let isSettled: Bool

        package init(target: String, after: [Int], isSettled: Bool) {
            self.target = target
            self.after = after
            self.isSettled = isSettled
        }
    }

    package private(set) var states: [State]
    private let steps: [StepFacts]
    private let limits: [String: TargetLimits]
    private var dependants: [[Int]]
    private var attempts: [Int]
    /// Steps that are ready, by target, in the plan's order.
    private var queues: [String: Queue] = [:]
    private var batchesUnderWay: [String: Int] = [:]
    /// Of targets that may only be worked at some rate.
    private var gates: [String: RateGate]
    /// The latest time that an event told.
    private var clock = Instant(seconds: 0)
    private var unfinished: Int
    private var isInterrupted = false
    private var isFinished = false

    package init(steps: [StepFacts], limits: [String: TargetLimits]) {
        self.steps = steps
        self.limits = limits
        gates = limits.compactMapValues { $0.operationsPerSecond.map(RateGate.init) }
        states = steps.map { .waiting(for: $0.after.count) }
        attempts = Array(repeating: 0, count: steps.count)
        dependants = Array(repeating: [], count: steps.count)
        unfinished = steps.count
        for (step, facts) in steps.enumerated() {
            for other in facts.after { dependants[other].append(step) }
        }
    }

    package mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .started(let now):
            clock = now
            start()
        case .intentsWritten(let batch): return performing(batch)
        case .performed(let ends, let now, let jitter):
            clock = now
            return performed(ends, now: now, jitterPermille: jitter) + next()
        case .outcomesWritten(let batch): settle(batch)
        case .woke(let now): wake(now)
        case .interrupted: interrupt()
        }
        return next()
    }

    // MARK: Events

    private mutating func start() {
        for (step, facts) in steps.enumerated() where facts.isSettled { end(step, as: .done) }
        for step in steps.indices where states[step] == .waiting(for: 0) { makeReady(step) }
    }

    private mutating func performing(_ batch: [Int]) -> [Action] {
        for step in batch { states[step] = .performing }
        guard let target = batch.first.map({ steps[$0].target }) else { return [] }
        return [.perform(target: target, batch)]
    }

    private mutating func performed(
        _ ends: [Int: StepEnd], now: Instant, jitterPermille: Int
    ) -> [Action] {
        guard let target = ends.keys.min().map({ steps[$0].target }) else { return [] }
        batchesUnderWay[target, default: 1] -= 1
        var outcomes: [Int] = []
        var wakeAt: Instant?
        for (step, stepEnd) in ends.sorted(by: { $0.key < $1.key }) {
            attempts[step] += 1
            if stepEnd == .transient, attempts[step] < limit(target).attemptsMax, !isInterrupted {
                let until = now.advanced(byMilliseconds: pause(step, jitterPermille))
                states[step] = .pausing(until: until)
                wakeAt = min(wakeAt ?? until, until)
            } else {
                states[step] = .writingOutcome(stepEnd == .transient ? .failed : stepEnd)
                outcomes.append(step)
            }
        }
        var actions: [Action] = outcomes.isEmpty ? [] : [.writeOutcomes(outcomes)]
        if let wakeAt { actions.append(.wake(at: wakeAt)) }
        return actions
    }

    private mutating func settle(_ batch: [Int]) {
        for step in batch {
            guard case .writingOutcome(let stepEnd) = states[step] else { continue }
            switch stepEnd {
            case .done: end(step, as: .done)
            case .stale: end(step, as: .stale)
            case .failed, .transient: end(step, as: .failed)
            }
        }
    }

    private mutating func wake(_ now: Instant) {
        clock = now
        for step in steps.indices {
            if case .pausing(let until) = states[step], until <= now { makeReady(step) }
        }
    }

    private mutating func interrupt() {
        isInterrupted = true
        queues = [:]
        for step in steps.indices {
            switch states[step] {
            case .waiting, .ready: end(step, as: attempts[step] == 0 ? .notStarted : .failed)
            case .pausing: end(step, as: .failed)
            default: break
            }
        }
    }

    // MARK: Steps

    private mutating func makeReady(_ step: Int) {
        states[step] = .ready
        let isRetry = attempts[step] > 0
        queues[steps[step].target, default: Queue()].insert(step, isRetry: isRetry)
    }

    /// A step that was done lets its dependants start; any other end blocks all that follow from it.
    private mutating func end(_ step: Int, as state: State) {
        states[step] = state
        unfinished -= 1
        guard state != .done else {
            for dependant in dependants[step] { release(dependant) }
            return
        }
        var blocked = dependants[step].map { ($0, step) }
        while let (dependant, cause) = blocked.popLast() {
            guard case .waiting = states[dependant] else { continue }
            states[dependant] = state == .notStarted ? .notStarted : .blocked(by: cause)
            unfinished -= 1
            blocked += dependants[dependant].map { ($0, cause) }
        }
    }

    private mutating func release(_ step: Int) {
        guard case .waiting(let count) = states[step] else { return }
        states[step] = .waiting(for: count - 1)
        if count == 1, !steps[step].isSettled, !isInterrupted { makeReady(step) }
    }

    // MARK: Starting batches

    private mutating func next() -> [Action] {
        var actions: [Action] = []
        for target in queues.keys.sorted() {
            let limit = limit(target)
            while batchesUnderWay[target, default: 0] < limit.concurrency {
                if isHeldBack(target, &actions) { break }
                guard let batch = takeBatch(target, atMost: limit.batchSize) else { break }
                batchesUnderWay[target, default: 0] += 1
                actions.append(begin(batch, target))
            }
        }
        if unfinished == 0, !isFinished {
            isFinished = true
            actions.append(.finish)
        }
        return actions
    }

    /// Whether the target's rate lets no batch begin yet; somebody then comes back when it does.
    private mutating func isHeldBack(_ target: String, _ actions: inout [Action]) -> Bool {
        guard let gate = gates[target], gate.opensAt > clock, queues[target]?.isEmpty == false
        else { return false }
        if !gate.isAwaited {
            gates[target]?.isAwaited = true
            actions.append(.wake(at: gate.opensAt))
        }
        return true
    }

    private mutating func takeBatch(_ target: String, atMost size: Int) -> [Int]? {
        let size = min(size, gates[target]?.batchMax ?? size)
        let batch = queues[target]?.take(atMost: size) ?? []
        guard !batch.isEmpty else { return nil }
        gates[target]?.take(batch.count, at: clock)
        return batch
    }

    /// A step that is tried again has its intent already.
    private mutating func begin(_ batch: [Int], _ target: String) -> Action {
        if attempts[batch[0]] > 0 {
            for step in batch { states[step] = .performing }
            return .perform(target: target, batch)
        }
        for step in batch { states[step] = .writingIntent }
        return .writeIntents(batch)
    }

    private func limit(_ target: String) -> TargetLimits { limits[target] ?? TargetLimits() }

    /// Doubles with each attempt from a quarter of a second up to half a minute, less up to half by jitter.
    private func pause(_ step: Int, _ jitterPermille: Int) -> Int64 {
        let doublings = min(attempts[step] - 1, 7)
        let longest = min(30_000, Int64(250) << Int64(doublings))
        let jitter = longest * Int64(jitterPermille) / 2000
        return longest - jitter
    }
}
