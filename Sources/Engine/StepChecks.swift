// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ParallelWork
import Values

/// Asks the targets of a plan, all at once, whether they would take its steps: only a target knows of a right that
/// is missing, or of a user that there is not. It gets observers only, and writes nothing.
struct StepChecks {
    private let plan: Plan
    private let state: RecordedState
    private let targets: [String: PlanningTarget]
    /// Of each change, whether something of it is known only once another step is done.
    private let hasUnknowns: [Bool]

    init(of plan: Plan, _ targets: [PlanningTarget], _ state: RecordedState) {
        self.plan = plan
        self.state = state
        self.targets = Dictionary(targets.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        hasUnknowns = SlicedWork.map(
            Array(plan.changes.indices), sliceCountMin: Self.sliceCountMin
        ) { places in
            places.map { plan.changes[$0].hasUnknowns }
        }
    }

    private struct Answer: Sendable {
        let places: [Int]
        let results: [CheckResult]
    }

    func checks() async -> Plan.Checks {
        let questions = Dictionary(grouping: plan.steps.indices, by: { target(of: plan.steps[$0]) })
        var results = [CheckResult?](repeating: nil, count: plan.steps.count)
        await withTaskGroup(of: Answer.self) { group in
            for (name, places) in questions {
                guard let target = targets[name] else { continue }
                group.addTask { await ask(target, places) }
            }
            for await answer in group {
                for (place, result) in zip(answer.places, answer.results) {
                    results[place] = result
                }
            }
        }
        return summary(of: results)
    }

    private func target(of step: Step) -> String {
        let object = plan.changes[step.change].object
        return step.isOnFormer ? object.formerTarget ?? object.target : object.target
    }

    /// Steps that only record are no question.
    private func ask(_ target: PlanningTarget, _ places: [Int]) async -> Answer {
        let asked = places.compactMap { place in
            plan.steps[place].action.operation.map { (place, $0) }
        }
        guard !asked.isEmpty else { return Answer(places: [], results: []) }
        let operations = OperationSeries(count: asked.count) { places in
            SlicedWork.map(Array(asked[places]), sliceCountMin: Self.sliceCountMin) { asked in
                asked.map { operation($0.1, plan.steps[$0.0], in: target) }
            }
        }
        return Answer(
            places: asked.map(\.0), results: await target.observer.check(operations))
    }

    private static let sliceCountMin = 128

    // MARK: Operations

    private func operation(
        _ kind: Operation.Kind, _ step: Step, in target: PlanningTarget
    ) -> Operation {
        let change = plan.changes[step.change]
        let row = state.rows.isEmpty ? nil : state.rows[change.formerAddress ?? change.address]
        let isOfRow = step.takesAway || change.kind == .forget
        // What is made gets its uid at the apply.
        let uid = step.action == .create ? nil : change.object.uid
        return StepOperation(step: step, change: change, recorded: row).filled(
            kind,
            StepOperation.Filling(
                identity: isOfRow
                    ? row?.identity ?? change.object.identity : change.object.identity,
                attributes: step.takesAway
                    ? [:] : known(change, hasUnknowns: hasUnknowns[step.change], in: target),
                precondition: step.action == .create ? .absent : change.object.precondition,
                mark: Mark(lineage: plan.basis.lineage, uid: uid ?? ""), now: plan.basis.now))
    }

    /// What the plan knows of the attributes. Where it knows all of them they are normalised already.
    private func known(
        _ change: Change, hasUnknowns: Bool, in target: PlanningTarget
    ) -> Fields<Value> {
        let known = change.knownAttributes
        guard hasUnknowns, let functions = target.types[change.object.type]?.functions
        else { return known }
        return functions.normalise(functions.derive(known, target.settings), target.settings)
    }

    // MARK: Answers

    /// A refusal counts only where all was known of the step and of those before it.
    private func summary(of results: [CheckResult?]) -> Plan.Checks {
        var checks = Plan.Checks()
        var restsOnUnknowns = [Bool](repeating: false, count: results.count)
        for place in plan.steps.indices {
            let step = plan.steps[place]
            let isUnknown =
                results[place] == .notCheckable
                || !step.takesAway && hasUnknowns[step.change]
            restsOnUnknowns[place] = isUnknown || step.after.contains { restsOnUnknowns[$0] }
            switch results[place] {
            case nil: continue
            case .checked? where !isUnknown: checks.checkedCount += 1
            case .refused(let failure)? where !restsOnUnknowns[place]:
                checks.refused.append(
                    Plan.Refused(step: place, target: target(of: step), failure: failure))
            default: checks.openCount += 1
            }
        }
        return checks
    }
}

extension Change {
    /// What the catalog wants the object to be, as far as that is known.
    fileprivate var knownAttributes: Fields<Value> {
        var known: [Fields<Value>.Entry] = []
        known.reserveCapacity(attributes.count)
        for place in attributes.indices where !attributes[place].isComputed {
            if case .known(let value)? = attributes[place].after {
                known.append((attributes[place].name, value))
            }
        }
        return Fields(entries: known)
    }

    fileprivate var hasUnknowns: Bool {
        attributes.indices.contains { place in
            switch attributes[place].after {
            case nil, .known?: false
            case .pending?, .secret?: !attributes[place].isComputed
            }
        }
    }
}
