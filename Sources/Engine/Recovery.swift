// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Settles what an earlier run began and did not finish, by observing. It writes entries only; what is found is
/// decided by `IntentFinding`.
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

    func findings(_ intents: [BegunStep], now: Instant) async -> [Finding] {
        let byTarget = Dictionary(grouping: intents) { $0.state.row.target }
        var findings: [Finding] = []
        for (name, begun) in byTarget.sorted(by: { $0.key < $1.key }) {
            guard let target = targets[name] else { continue }
            let presences = await presences(of: begun.map(\.state), in: target)
            for (step, presence) in zip(begun, presences) {
                if let finding = finding(step, presence, target, now) { findings.append(finding) }
            }
        }
        return findings
    }

    private func presences(of states: [IntentState], in target: ApplyTarget) async -> [Presence] {
        let items = states.map(\.observeItem)
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

    /// Nil for an intent that stays open.
    private func finding(
        _ step: BegunStep, _ presence: Presence, _ target: ApplyTarget, _ now: Instant
    ) -> Finding? {
        guard let type = target.types[step.state.row.type] else { return nil }
        let address = step.state.row.address
        let recorded = preparation.rows[address]
        let surroundings = IntentFinding.Surroundings(
            type: type, settings: target.settings, lineage: lineage,
            fingerprinter: preparation.fingerprinter, now: now)
        switch IntentFinding(of: step.state, presence, recorded: recorded, surroundings) {
        case .uncertain, .stillToGo:
            return nil
        case .notDone:
            return settled(step, Projection.state(rows: [], done: false), now)
        case .gone(let isDone):
            let removed = recorded?.uid == step.state.row.uid ? [address] : []
            return settled(
                step, Projection.state(rows: [], removed: removed, done: isDone), now,
                removed: removed.first)
        case .present(let row, let isDone):
            // Only a move is of an object that is recorded at another address; a new one has no other row.
            let isMove = recorded == nil && step.state.precondition != .absent
            let moved = isMove ? preparation.rows.values.first { $0.uid == row.uid } : nil
            return settled(
                step,
                Projection.state(
                    rows: [row], removed: moved.map { [$0.address] } ?? [], done: isDone),
                now, row: row, removed: moved?.address)
        }
    }

    private func settled(
        _ step: BegunStep, _ state: Value, _ now: Instant, row: RecordedRow? = nil,
        removed: Address? = nil
    ) -> Finding {
        Finding(
            entry: entries.recovery(of: step, state: state, at: now), row: row, removed: removed)
    }
}

/// A step without an outcome, with what its intent says.
struct BegunStep {
    let intent: OpenIntent
    let state: IntentState

    /// Nil for an intent that can't be read: it stays open.
    init?(_ intent: OpenIntent) {
        guard let state = IntentState(intent.state) else { return nil }
        self.intent = intent
        self.state = state
    }
}
