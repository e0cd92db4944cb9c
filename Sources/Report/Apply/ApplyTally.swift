// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// How far an apply has come, step by step and target by target, from the events of its run. It prints
/// nothing and knows no clock but the times it is told.
struct ApplyTally {
    enum State: Sendable {
        case waiting, underWay, retrying, done, failed, stale
        /// Something before it was not done: it will not start.
        case blocked

        var isEnded: Bool {
            switch self {
            case .waiting, .underWay, .retrying: false
            case .done, .failed, .stale, .blocked: true
            }
        }
    }

    /// One target's share.
    struct Target {
        let name: String
        /// Places of its steps, in the plan's order.
        fileprivate(set) var steps: [Int] = []
        fileprivate(set) var endedCount = 0
        /// The batch that was begun last, and when.
        fileprivate(set) var batch: [Int] = []
        fileprivate(set) var batchBegan = Instant(milliseconds: 0)
        fileprivate(set) var retryingCount = 0
        /// No step before this place in `steps` waits.
        fileprivate var firstWaiting = 0

        var isEnded: Bool { endedCount == steps.count }
    }

    let plan: Plan
    private(set) var run = ""
    private(set) var began: Instant?
    private(set) var states: [State]
    private(set) var targets: [Target]
    private(set) var endedCount = 0
    private(set) var failedCount = 0
    private(set) var settledCount = 0
    private let targetOf: [Int]
    /// Made when the first step fails.
    private var dependants: [[Int]]?

    init(_ plan: Plan) {
        self.plan = plan
        states = Array(repeating: .waiting, count: plan.steps.count)
        let names = plan.steps.map { plan.target(of: $0) }
        let sorted = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let places = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
        targets = sorted.map { Target(name: $0) }
        targetOf = names.map { places[$0] ?? 0 }
        for (step, target) in targetOf.enumerated() { targets[target].steps.append(step) }
    }

    func target(of step: Int) -> Target { targets[targetOf[step]] }

    // MARK: Events

    mutating func take(_ event: ApplyProgress, now: Instant) {
        switch event {
        case .settled: break
        case .began(let run, let settledSteps):
            self.run = run
            began = now
            settledCount = settledSteps.count
            for step in settledSteps { end(step, as: .done) }
        case .started(let steps): start(steps, now)
        case .ended(let step, let stepEnd, _):
            switch stepEnd {
            case .done: end(step, as: .done)
            case .stale: end(step, as: .stale)
            case .failed, .transient: end(step, as: .failed)
            }
        case .retrying(let steps):
            for step in steps where states[step] == .underWay {
                states[step] = .retrying
                targets[targetOf[step]].retryingCount += 1
            }
        }
    }

    private mutating func start(_ steps: [Int], _ now: Instant) {
        guard let first = steps.first else { return }
        for step in steps { leaveRetrying(step, as: .underWay) }
        targets[targetOf[first]].batch = steps
        targets[targetOf[first]].batchBegan = now
    }

    private mutating func leaveRetrying(_ step: Int, as state: State) {
        if states[step] == .retrying { targets[targetOf[step]].retryingCount -= 1 }
        states[step] = state
    }

    private mutating func end(_ step: Int, as state: State) {
        guard !states[step].isEnded else { return }
        leaveRetrying(step, as: state)
        targets[targetOf[step]].endedCount += 1
        endedCount += 1
        guard state != .done else { return }
        if state != .blocked { failedCount += 1 }
        block(step)
    }

    private mutating func block(_ step: Int) {
        let dependants = self.dependants ?? makeDependants()
        self.dependants = dependants
        var blocked = dependants[step]
        while let next = blocked.popLast() {
            guard states[next] == .waiting else { continue }
            states[next] = .blocked
            targets[targetOf[next]].endedCount += 1
            endedCount += 1
            blocked += dependants[next]
        }
    }

    private func makeDependants() -> [[Int]] {
        var dependants = [[Int]](repeating: [], count: plan.steps.count)
        for (step, facts) in plan.steps.enumerated() {
            for other in facts.after where dependants.indices.contains(other) {
                dependants[other].append(step)
            }
        }
        return dependants
    }

    // MARK: Questions

    /// Steps of the target's last batch that are still being done.
    func underWay(in target: Target) -> [Int] {
        target.batch.filter { states[$0] == .underWay }
    }

    /// The first step of a target that waits, and the step that it waits for.
    mutating func waiting(in place: Int) -> (step: Int, before: Int?)? {
        let steps = targets[place].steps
        while targets[place].firstWaiting < steps.count,
            states[steps[targets[place].firstWaiting]] != .waiting
        {
            targets[place].firstWaiting += 1
        }
        guard targets[place].firstWaiting < steps.count else { return nil }
        let step = steps[targets[place].firstWaiting]
        return (step, plan.steps[step].after.first { !states[$0].isEnded })
    }

    /// What is left at the rate so far; nil while that says little.
    func millisecondsLeft(_ now: Instant) -> Int64? {
        guard let began else { return nil }
        let elapsed = now.milliseconds - began.milliseconds
        let done = Int64(endedCount - settledCount)
        guard elapsed >= 2000, done >= 3, endedCount < states.count else { return nil }
        return elapsed * Int64(states.count - endedCount) / done
    }
}

extension Plan {
    func change(of step: Int) -> Change { changes[steps[step].change] }

    /// The step of a replace that takes the former object away is done where that was.
    func target(of step: Step) -> String {
        let object = changes[step.change].object
        return step.isOnFormer ? object.formerTarget ?? object.target : object.target
    }

    /// What the object of a step is called.
    func identity(of step: Int) -> String {
        let object = change(of: step).object
        return steps[step].isOnFormer ? object.formerIdentity ?? object.identity : object.identity
    }
}
