// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamEngine

/// A driver, a store and targets that are made of nothing, for one machine. It hands the machine's actions back as
/// events in an order that the seed decides, and watches from outside that the machine keeps its promises.
struct ApplySimulation {
    /// What a run of any length may do.
    struct Course {
        /// After so many events somebody interrupts; nil for nobody.
        var interruptAt: Int?
        /// After so many events the process is gone; nil for never.
        var crashAt: Int?
    }

    private enum Pending {
        case intents([Int])
        case performed(target: String, [Int])
        case outcomes([Int])
        case wake(Instant)
    }

    let steps: [ApplyMachine.StepFacts]
    let limits: [String: TargetLimits]
    /// Outcomes that are durable, over all runs.
    private(set) var durable: [Int: StepEnd]
    private(set) var violations: [String] = []
    private(set) var eventCount = 0
    private(set) var finishCount = 0
    private(set) var machine: ApplyMachine
    private var generator: SeededGenerator
    private var now = Instant(seconds: 1_795_000_000)
    private var pending: [Pending] = []
    private var intents: Set<Int> = []
    private var acting: Set<Int> = []
    /// Steps whose outcomes were asked for in this part of the run.
    private var written: Set<Int> = []
    private var batches: [String: Int] = [:]
    private var attempts: [Int: Int] = [:]
    /// Before when no batch of a target may begin.
    private var closedUntil: [String: Instant] = [:]
    private var ends: [Int: StepEnd] = [:]

    /// `durable` are the outcomes of an earlier part of the same run.
    init(_ plan: SimulatedPlan, seed: UInt64, durable: [Int: StepEnd] = [:]) {
        limits = plan.limits
        self.durable = durable
        steps = plan.steps.enumerated().map { index, step in
            ApplyMachine.StepFacts(
                target: step.target, after: step.after, isSettled: durable[index] == .done)
        }
        machine = ApplyMachine(steps: steps, limits: limits)
        generator = SeededGenerator(seed: seed)
    }

    var hasCrashed: Bool { finishCount == 0 }

    mutating func run(_ course: Course) {
        send(.started(now: now))
        while let event = nextEvent() {
            if eventCount == course.crashAt { return }
            if eventCount == course.interruptAt { send(.interrupted) }
            send(event)
        }
        check(finishCount == 1, "finished \(finishCount) times")
        for (step, state) in machine.states.enumerated() { checkEnd(of: step, state, course) }
    }

    private mutating func send(_ event: ApplyMachine.Event) {
        eventCount += 1
        for action in machine.handle(event) { take(action) }
    }

    // MARK: What the machine asks for

    private mutating func take(_ action: ApplyMachine.Action) {
        check(finishCount == 0, "an action after the end: \(action)")
        switch action {
        case .writeIntents(let batch):
            begin(batch)
            for step in batch { check(intents.insert(step).inserted, "two intents of \(step)") }
            pending.append(.intents(batch))
        case .perform(let target, let batch): perform(target, batch)
        case .writeOutcomes(let batch):
            for step in batch {
                check(ends[step] != nil, "an outcome of \(step), which did not act")
                check(written.insert(step).inserted, "two outcomes of \(step)")
            }
            pending.append(.outcomes(batch))
        case .wake(let at): pending.append(.wake(at))
        case .finish:
            finishCount += 1
            check(acting.isEmpty, "finished while \(acting.sorted()) act")
        }
    }

    private mutating func begin(_ batch: [Int]) {
        let target = batch.first.map { steps[$0].target } ?? ""
        guard let rate = limits[target]?.operationsPerSecond else { return }
        check(closedUntil[target].map { $0 <= now } ?? true, "\(batch) begins too soon")
        closedUntil[target] = now.advanced(byMilliseconds: Int64(batch.count * 1000 / rate))
    }

    private mutating func perform(_ target: String, _ batch: [Int]) {
        let limit = limits[target] ?? TargetLimits()
        if batch.allSatisfy({ attempts[$0, default: 0] > 0 }) { begin(batch) }
        check(!batch.isEmpty && batch.count <= limit.batchSize, "a batch of \(batch.count)")
        for step in batch {
            check(steps[step].target == target, "\(step) acts on \(target)")
            check(intents.contains(step), "\(step) acts without an intent")
            check(!written.contains(step), "\(step) acts after its outcome")
            check(durable[step] != .done, "\(step) is done twice")
            check(acting.insert(step).inserted, "\(step) acts twice at a time")
            for other in steps[step].after {
                check(durable[other] == .done, "\(step) acts before the outcome of \(other)")
            }
        }
        batches[target, default: 0] += 1
        check(batches[target] ?? 0 <= limit.concurrency, "too many batches in \(target)")
        pending.append(.performed(target: target, batch))
    }

    // MARK: What the world answers

    private mutating func nextEvent() -> ApplyMachine.Event? {
        guard let index = pending.indices.randomElement(using: &generator) else { return nil }
        switch pending.remove(at: index) {
        case .intents(let batch): return .intentsWritten(batch)
        case .outcomes(let batch):
            for step in batch { durable[step] = ends[step] }
            return .outcomesWritten(batch)
        case .wake(let at):
            now = max(now, at)
            return .woke(now: now)
        case .performed(let target, let batch):
            batches[target, default: 0] -= 1
            acting.subtract(batch)
            return .performed(
                Dictionary(uniqueKeysWithValues: batch.map { ($0, end(of: $0)) }), now: now,
                jitterPermille: Int.random(in: 0...1000, using: &generator))
        }
    }

    private mutating func end(of step: Int) -> StepEnd {
        attempts[step, default: 0] += 1
        let most = limits[steps[step].target]?.attemptsMax ?? 1
        check(attempts[step] ?? 0 <= most, "\(step) is tried \(attempts[step] ?? 0) times")
        let end: StepEnd =
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: .failed
            case 1: .stale
            case 2...6: .transient
            default: .done
            }
        ends[step] = end == .transient ? .failed : end
        return end
    }

    // MARK: The end

    private mutating func checkEnd(
        of step: Int, _ state: ApplyMachine.State, _ course: Course
    ) {
        switch state {
        case .done: check(durable[step] == .done, "\(step) is done and its outcome is not durable")
        case .failed: check(durable[step] != .done, "\(step) failed, and its outcome says done")
        case .stale: check(durable[step] == .stale, "\(step) is stale without an outcome")
        case .blocked(let cause):
            check(ends[step] == nil, "\(step) is blocked, and acted")
            check(machine.states[cause] != .done, "\(step) is blocked by \(cause), which is done")
        case .notStarted:
            check(course.interruptAt != nil, "\(step) was not started, and nobody interrupted")
            check(ends[step] == nil, "\(step) was not started, and acted")
        default: check(false, "\(step) ended as \(state)")
        }
    }

    private mutating func check(_ holds: Bool, _ words: String) {
        if !holds { violations.append(words) }
    }
}

/// Steps and limits by a seed.
struct SimulatedPlan {
    let steps: [(target: String, after: [Int])]
    let limits: [String: TargetLimits]

    init(seed: UInt64, stepsMax: Int) {
        var generator = SeededGenerator(seed: seed)
        let targets = ["dns", "files", "ldap"].prefix(Int.random(in: 1...3, using: &generator))
        var limits: [String: TargetLimits] = [:]
        for target in targets {
            var limit = TargetLimits()
            limit.concurrency = Int.random(in: 1...3, using: &generator)
            limit.batchSize = Int.random(in: 1...5, using: &generator)
            limit.attemptsMax = Int.random(in: 1...4, using: &generator)
            limit.operationsPerSecond = [nil, 1, 3, 40].randomElement(using: &generator) ?? nil
            limits[target] = limit
        }
        self.limits = limits
        let density = Int.random(in: 1...8, using: &generator)
        let count = Int.random(in: 1...stepsMax, using: &generator)
        var steps: [(target: String, after: [Int])] = []
        for index in 0..<count {
            let after = (0..<index).filter { _ in
                Int.random(in: 0..<count, using: &generator) < density
            }
            steps.append((targets.randomElement(using: &generator) ?? "files", after))
        }
        self.steps = steps
    }
}

/// SplitMix64: the same seed, the same numbers.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
