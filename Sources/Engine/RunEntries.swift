// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Writes the entries of one run: who, where, what, why and when are filled in here, once.
struct RunEntries: Sendable {
    let run: String
    let planID: String
    private let who: Value
    private let reason: Value

    init(run: String, request: ApplyRequest) {
        self.run = run
        planID = request.planID
        who = [
            "actor": .string(request.authority.actor), "proof": .string(request.authority.proof),
        ]
        reason = request.authority.reason.map(Value.string) ?? .null
    }

    /// An entry about the run as a whole.
    func entry(_ kind: EntryKind, state: Value, at now: Instant) -> EntryDraft {
        EntryDraft(
            kind, day: now.day,
            parts: [
                .who: who, .why: why(nil), .run: runPart(step: nil, now), .state: state,
            ])
    }

    /// An entry about one object. `step` is the key of the step that it belongs to.
    func entry(
        _ kind: EntryKind, about subject: Subject, step: String?, state: Value, at now: Instant
    ) -> EntryDraft {
        EntryDraft(
            kind, day: now.day,
            parts: [
                .who: who,
                .place: [
                    "department": .string(String(subject.address.department)),
                    "target": .string(subject.target),
                ],
                .what: [
                    "address": .string(subject.address.text), "type": .string(subject.type),
                    "service": .string(subject.origin.service),
                    "tier": .string(subject.origin.tier),
                ],
                .why: why(subject.reason), .run: runPart(step: step, now), .state: state,
            ])
    }

    /// An entry that settles a step which an earlier run left open.
    func recovery(of step: BegunStep, state: Value, at now: Instant) -> EntryDraft {
        entry(
            .recovery,
            about: Subject(step.state.row, reason: "run \(step.intent.run) did not finish it"),
            step: step.intent.step, state: state, at: now)
    }

    /// What an entry is about.
    struct Subject {
        let address: Address
        let type: String
        let target: String
        let origin: Origin
        let reason: String?

        init(_ change: Change) {
            address = change.address
            type = change.object.type
            target = change.object.target
            origin = change.keeping.origin
            reason = change.reason
        }

        init(_ row: RecordedRow, reason: String?) {
            address = row.address
            type = row.type
            target = row.target
            origin = row.origin
            self.reason = reason
        }
    }

    private func why(_ cause: String?) -> Value {
        ["reason": reason, "cause": cause.map(Value.string) ?? .null]
    }

    private func runPart(step: String?, _ now: Instant) -> Value {
        [
            "run": .string(run), "plan": .string(planID),
            "step": step.map(Value.string) ?? .null, "time": .string(now.description),
        ]
    }
}
