// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Settles what an earlier run began and did not finish, by observing: each open intent turns out done, not
/// done, or stays uncertain because its object can't be read. It writes entries only.
struct Recovery {
    let targets: [String: ApplyTarget]
    let lineage: String
    let entries: RunEntries
    let preparation: StepPreparation

    struct Finding {
        let entry: EntryDraft
        let row: RecordedRow?
        let removed: Address?
    }

    func findings(_ intents: [OpenIntent], now: Instant) async -> [Finding] {
        let begun = intents.compactMap { intent in
            IntentState(intent.state).map { (intent, $0) }
        }
        let byTarget = Dictionary(grouping: begun) { $0.1.row.target }
        var findings: [Finding] = []
        for (name, begun) in byTarget.sorted(by: { $0.key < $1.key }) {
            guard let target = targets[name] else { continue }
            let presences = await presences(of: begun.map(\.1), in: target)
            for ((intent, state), presence) in zip(begun, presences) {
                if let finding = finding(intent, state, presence, target, now) {
                    findings.append(finding)
                }
            }
        }
        return findings
    }

    private func presences(of states: [IntentState], in target: ApplyTarget) async -> [Presence] {
        let items = states.map { state in
            var item = ObserveItem(
                type: state.row.type, identity: state.row.identity,
                attributes: state.row.attributes, recorded: state.row.attributes,
                isSuspended: state.action == .suspend || state.row.suspendedAt != nil)
            item.uid = state.row.uid
            return item
        }
        let (observer, lineage) = (target.observer, lineage)
        do throws(ProviderFailure) {
            return try await withTaskExecutorPreference(target.executor) {
                () async throws(ProviderFailure) in
                try await observer.observe(items, lineage: lineage).presences
            }
        } catch {
            return items.map { _ in .unreadable(error) }
        }
    }

    /// Nil while the object can't be read: the intent stays open.
    private func finding(
        _ intent: OpenIntent, _ state: IntentState, _ presence: Presence, _ target: ApplyTarget,
        _ now: Instant
    ) -> Finding? {
        guard let type = target.types[state.row.type] else { return nil }
        switch presence {
        case .unreadable: return nil
        case .absent: return absent(intent, state, now)
        case .present(let object):
            let isAsBefore = state.precondition.accepts(
                presence, of: type, settings: target.settings)
            let isOurs = object.mark == Mark(lineage: lineage, uid: state.row.uid)
            if isAsBefore || !isOurs { return settled(intent, state, now, done: false) }
            return present(intent, state, object, now)
        }
    }

    private func absent(_ intent: OpenIntent, _ state: IntentState, _ now: Instant) -> Finding {
        if state.precondition == .absent { return settled(intent, state, now, done: false) }
        let isWanted = state.action.takesAway && state.action != .suspend
        let address = state.row.address
        let isStillRecorded = preparation.rows[address]?.uid == state.row.uid
        let removed = isStillRecorded ? [address] : []
        return Finding(
            entry: entry(
                intent, state, now,
                Projection.state(rows: [], removed: removed, done: isWanted)),
            row: nil, removed: removed.first)
    }

    /// It is ours and not as before: recorded as observed. Whether the step is done shows in what is wanted.
    private func present(
        _ intent: OpenIntent, _ state: IntentState, _ object: ObservedObject, _ now: Instant
    ) -> Finding {
        var base = state.row
        base.suspendedAt = object.isSuspended ? state.row.suspendedAt ?? now : nil
        let row = preparation.image(of: object, base: base, change: nil)
        let isDone =
            switch state.action {
            case .suspend: object.isSuspended
            case .delete, .purge, .unmark: false
            case .create, .update, .resume, .mark, .record:
                state.row.attributes.allSatisfy { row.attributes[$0.key] == $0.value }
            }
        return Finding(
            entry: entry(intent, state, now, Projection.state(rows: [row], done: isDone)),
            row: row, removed: nil)
    }

    private func settled(
        _ intent: OpenIntent, _ state: IntentState, _ now: Instant, done: Bool
    ) -> Finding {
        Finding(
            entry: entry(intent, state, now, Projection.state(rows: [], done: done)), row: nil,
            removed: nil)
    }

    private func entry(
        _ intent: OpenIntent, _ state: IntentState, _ now: Instant, _ value: Value
    ) -> EntryDraft {
        entries.entry(
            .recovery,
            about: RunEntries.Subject(state.row, reason: "run \(intent.run) did not finish it"),
            step: intent.step, state: value, at: now)
    }
}
