// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamEngine
import Testing

/// The machine under random plans, failures, interrupts and crashes. A seed that fails can be played again alone.
@Suite struct ApplyMachineTests {
    @Test(arguments: 0..<400 as Range<UInt64>)
    func keepsItsPromises(seed: UInt64) {
        var simulation = ApplySimulation(SimulatedPlan(seed: seed, stepsMax: 40), seed: seed)
        simulation.run(ApplySimulation.Course())
        #expect(simulation.violations == [])
    }

    /// An interrupt lets what is under way finish, starts nothing more, and the run still ends once.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func endsOnceWheneverItIsInterrupted(seed: UInt64) {
        let plan = SimulatedPlan(seed: seed, stepsMax: 12)
        var whole = ApplySimulation(plan, seed: seed)
        whole.run(ApplySimulation.Course())
        for place in 0..<whole.eventCount {
            var simulation = ApplySimulation(plan, seed: seed)
            simulation.run(ApplySimulation.Course(interruptAt: place))
            #expect(simulation.violations == [], "interrupted after \(place) events")
        }
    }

    /// The process is gone after any event, and the run goes on with what is durable: nothing that is done is done
    /// again, and the end is as good as without.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func goesOnAfterACrashAtAnyEvent(seed: UInt64) {
        let plan = SimulatedPlan(seed: seed, stepsMax: 12)
        var whole = ApplySimulation(plan, seed: seed)
        whole.run(ApplySimulation.Course())
        for place in 1..<whole.eventCount {
            var first = ApplySimulation(plan, seed: seed)
            first.run(ApplySimulation.Course(crashAt: place))
            #expect(first.violations == [], "until the crash after \(place) events")
            guard first.hasCrashed else { continue }
            var second = ApplySimulation(plan, seed: seed &+ 1, durable: first.durable)
            second.run(ApplySimulation.Course())
            #expect(second.violations == [], "after the crash after \(place) events")
            #expect(
                first.durable.allSatisfy { $0.value != .done || second.durable[$0.key] == .done })
        }
    }

    // MARK: Known courses

    private func facts(_ after: [[Int]]) -> [ApplyMachine.StepFacts] {
        after.map { ApplyMachine.StepFacts(target: "files", after: $0, isSettled: false) }
    }

    private let now = Instant(seconds: 1_795_000_000)

    @Test func aPlanOfNothingEndsAtOnce() {
        var machine = ApplyMachine(steps: [], limits: [:])
        #expect(machine.handle(.started(now: now)) == [.finish])
    }

    @Test func aDependantStartsWhenTheOutcomeIsDurable() {
        var machine = ApplyMachine(steps: facts([[], [0]]), limits: [:])
        #expect(machine.handle(.started(now: now)) == [.writeIntents([0])])
        #expect(machine.handle(.intentsWritten([0])) == [.perform(target: "files", [0])])
        #expect(
            machine.handle(.performed([0: .done], now: now, jitterPermille: 0))
                == [.writeOutcomes([0])])
        #expect(machine.handle(.outcomesWritten([0])) == [.writeIntents([1])])
    }

    @Test func aFailureBlocksAllThatFollowsAndNothingElse() {
        var machine = ApplyMachine(steps: facts([[], [0], [1], []]), limits: [:])
        _ = machine.handle(.started(now: now))
        _ = machine.handle(.intentsWritten([0, 3]))
        _ = machine.handle(.performed([0: .failed, 3: .done], now: now, jitterPermille: 0))
        #expect(machine.handle(.outcomesWritten([0, 3])) == [.finish])
        #expect(machine.states == [.failed, .blocked(by: 0), .blocked(by: 0), .done])
    }

    @Test func aPassingFailureIsTriedAgainAfterAPause() {
        var limits = TargetLimits()
        limits.attemptsMax = 2
        var machine = ApplyMachine(steps: facts([[]]), limits: ["files": limits])
        _ = machine.handle(.started(now: now))
        _ = machine.handle(.intentsWritten([0]))
        let later = now.advanced(byMilliseconds: 250)
        #expect(
            machine.handle(.performed([0: .transient], now: now, jitterPermille: 0))
                == [.wake(at: later)])
        #expect(machine.handle(.woke(now: now)) == [])
        #expect(machine.handle(.woke(now: later)) == [.perform(target: "files", [0])])
        #expect(
            machine.handle(.performed([0: .transient], now: later, jitterPermille: 0))
                == [.writeOutcomes([0])])
        #expect(machine.handle(.outcomesWritten([0])) == [.finish])
        #expect(machine.states == [.failed])
    }

    @Test func noMoreStepsASecondBeginThanTheTargetMayTake() {
        let limits = TargetLimits(concurrency: 3, batchSize: 10, operationsPerSecond: 4)
        var machine = ApplyMachine(
            steps: facts(Array(repeating: [], count: 6)), limits: ["files": limits])
        let later = now.advanced(byMilliseconds: 1000)
        #expect(
            machine.handle(.started(now: now)) == [.writeIntents([0, 1, 2, 3]), .wake(at: later)])
        #expect(machine.handle(.intentsWritten([0, 1, 2, 3])).count == 1)
        #expect(machine.handle(.woke(now: later)) == [.writeIntents([4, 5])])
    }

    @Test func whatIsSettledIsNotDoneAgain() {
        var machine = ApplyMachine(
            steps: [
                ApplyMachine.StepFacts(target: "files", after: [], isSettled: true),
                ApplyMachine.StepFacts(target: "files", after: [0], isSettled: false),
            ], limits: [:])
        #expect(machine.handle(.started(now: now)) == [.writeIntents([1])])
    }
}
