// SPDX-License-Identifier: Apache-2.0

package import Values

/// What an entry does to the recorded rows, open intents and runs. The store applies it in the entry's own
/// transaction and `store rebuild` replays it: one rule for both.
package struct Projection: Sendable, Equatable {
    package var removed: [Address] = []
    package var rows: [RecordedRow] = []
    package var opened: OpenIntent?
    /// The step key whose intent is settled.
    package var settledStep: String?
    /// The step key that is done and not to be done again when its run goes on.
    package var doneStep: String?
    package var startedRun: (run: String, plan: String)?
    package var endedRun: String?

    /// Nil where the entry's parts do not have the shape of its kind: the ledger is damaged.
    /// An entry whose `state` was erased projects nothing, because a later entry holds its address.
    package init?(of draft: EntryDraft) {
        let run = draft[.run]
        switch draft.kind {
        case .outcome, .recovery, .adoption, .move, .refresh, .purge, .task:
            guard let state = draft[.state] else { return }
            guard let rows = state["rows"]?.list, let removed = state["removed"]?.list else {
                return nil
            }
            self.rows = rows.compactMap(RecordedRow.init)
            self.removed = removed.compactMap { $0.string.map(Address.init) }
            guard self.rows.count == rows.count, self.removed.count == removed.count else {
                return nil
            }
            settledStep = run?["step"]?.string
            doneStep = state["done"]?.bool == true ? settledStep : nil
        case .intent:
            guard let state = draft[.state] else { return }
            guard let step = run?["step"]?.string, let runID = run?["run"]?.string,
                let address = draft[.what]?["address"]?.string
            else { return nil }
            opened = OpenIntent(
                step: step, run: runID, address: Address(address), state: state)
        case .runStarted:
            guard let runID = run?["run"]?.string, let plan = run?["plan"]?.string else {
                return nil
            }
            startedRun = (runID, plan)
        case .runEnded:
            guard let runID = run?["run"]?.string else { return nil }
            endedRun = runID
        case .plan, .allowance, .leaseBroken, .erasure, .periodClosed:
            break
        }
    }

    package static func == (left: Projection, right: Projection) -> Bool {
        left.removed == right.removed && left.rows == right.rows && left.opened == right.opened
            && left.settledStep == right.settledStep && left.doneStep == right.doneStep
            && left.endedRun == right.endedRun
            && left.startedRun?.run == right.startedRun?.run
            && left.startedRun?.plan == right.startedRun?.plan
    }

    /// The `state` part that gives these rows and removals back. `done` says whether the step that the
    /// entry settles did what it was to do; `failure` why not.
    package static func state(
        rows: [RecordedRow], removed: [Address] = [], done: Bool = true, failure: Value? = nil
    ) -> Value {
        var fields: Fields<Value> = [
            "rows": .list(rows.map(\.value)),
            "removed": .list(removed.map { .string($0.text) }), "done": .bool(done),
        ]
        fields["failure"] = failure
        return .object(fields)
    }
}

/// A step that was begun and has no outcome yet.
package struct OpenIntent: Sendable, Equatable {
    package let step: String
    package let run: String
    package let address: Address
    /// What the intent's `state` part holds: enough to tell done from not done by observing.
    package let state: Value

    package init(step: String, run: String, address: Address, state: Value) {
        self.step = step
        self.run = run
        self.address = address
        self.state = state
    }
}
