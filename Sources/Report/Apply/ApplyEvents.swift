// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// An apply's events as JSON lines: each has `event` and `time`. Steps are named by address and action.
enum ApplyEvents {
    static func line(_ event: ApplyProgress, _ tally: ApplyTally, now: Instant) -> String {
        var fields = fields(of: event, tally)
        fields["time"] = .string(now.description)
        return JSONText.text(of: .object(fields)) + "\n"
    }

    private static func fields(of event: ApplyProgress, _ tally: ApplyTally) -> Fields<Value> {
        switch event {
        case .settled(let intents): ["event": "settled", "intents": .int(Int64(intents))]
        case .began(let run, let settledSteps):
            [
                "event": "began", "run": .string(run),
                "settled": .int(Int64(settledSteps.count)),
                "steps": .int(Int64(tally.states.count)),
                "targets": .object(
                    Fields(tally.targets.map { ($0.name, .int(Int64($0.steps.count))) })),
            ]
        case .started(let steps): batch("started", steps, tally)
        case .retrying(let steps): batch("retrying", steps, tally)
        case .ended(let step, let end, let failure): ended(step, end, failure, tally)
        }
    }

    private static func batch(
        _ event: String, _ steps: [Int], _ tally: ApplyTally
    ) -> Fields<Value> {
        [
            "event": .string(event), "steps": .list(steps.map { .object(name(of: $0, tally)) }),
            "target": steps.first.map { .string(tally.target(of: $0).name) } ?? .null,
        ]
    }

    private static func name(of step: Int, _ tally: ApplyTally) -> Fields<Value> {
        let change = tally.plan.change(of: step)
        return [
            "action": .string(tally.plan.steps[step].action.rawValue),
            "address": .string(change.address.text), "type": .string(change.object.type),
        ]
    }

    private static func ended(
        _ step: Int, _ end: StepEnd, _ failure: ProviderFailure?, _ tally: ApplyTally
    ) -> Fields<Value> {
        var fields = name(of: step, tally)
        fields["event"] = "ended"
        fields["target"] = .string(tally.target(of: step).name)
        fields["end"] =
            switch end {
            case .done: "done"
            case .stale: "stale"
            case .failed, .transient: "failed"
            }
        if let failure { fields["failure"] = value(of: failure) }
        return fields
    }

    static func value(of failure: ProviderFailure) -> Value {
        [
            "help": failure.help.map(Value.string) ?? .null,
            "kind": .string(failure.kind.rawValue), "words": .string(failure.words),
        ]
    }
}
