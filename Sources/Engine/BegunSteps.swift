// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a plan knows of steps that a run left open: it computes as if they were settled, as an apply does first.
/// It records nothing.
struct BegunSteps {
    /// How an address will stand once an apply has settled what was left open there.
    struct Settled {
        let row: RecordedRow?
        let presence: Presence
        /// The row that the intent was about.
        let intended: RecordedRow
    }

    private var settled: [Address: Settled] = [:]
    /// Rows of the intents whose objects can't be read.
    private var uncertain: [Address: RecordedRow] = [:]
    /// Former objects that have still to be taken away, or of which that can't be seen.
    private(set) var leftOver: [(row: RecordedRow, presence: Presence)] = []
    /// Former objects that are gone, which only has to be recorded.
    private(set) var goneFormers: [RecordedRow] = []

    init(
        _ state: RecordedState, _ survey: Survey, now: Instant,
        rules: (RecordedRow) -> Diff.Rules?
    ) {
        guard let fingerprinter = state.fingerprinter else { return }
        let steps = zip(state.begun, survey.begunPresences)
        // Former objects last: whether one has to go depends on whether its replace made the new one.
        for (intent, presence) in steps.filter({ !$0.0.isOnFormer })
            + steps.filter({ $0.0.isOnFormer })
        {
            guard let rules = rules(intent.row) else { continue }
            let recorded = recorded(intent.row.address, state)
            let finding = IntentFinding(
                of: intent, presence, recorded: recorded,
                IntentFinding.Surroundings(
                    type: rules.type, settings: rules.settings, lineage: state.lineage,
                    fingerprinter: fingerprinter, now: now))
            take(finding, of: intent, presence, recorded)
        }
    }

    private func recorded(_ address: Address, _ state: RecordedState) -> RecordedRow? {
        if let settled = settled[address] { return settled.row }
        return state.rows[address]
    }

    private mutating func take(
        _ finding: IntentFinding, of intent: IntentState, _ presence: Presence,
        _ recorded: RecordedRow?
    ) {
        let row = intent.row
        switch finding {
        case .uncertain where intent.isOnFormer, .stillToGo:
            leftOver.append((row, presence))
        case .uncertain: uncertain[row.address] = row
        case .notDone: break
        case .gone where recorded != nil && recorded?.uid != row.uid: goneFormers.append(row)
        case .gone:
            settled[row.address] = Settled(row: nil, presence: .absent, intended: row)
        case .present(let found, _):
            settled[row.address] = Settled(row: found, presence: presence, intended: row)
        }
    }

    func settled(for pair: Pairing.Pair) -> Settled? {
        if settled.isEmpty { return nil }
        return settled[pair.address] ?? pair.row.flatMap { settled[$0.address] }
    }

    func uncertain(for pair: Pairing.Pair) -> RecordedRow? {
        if uncertain.isEmpty { return nil }
        return uncertain[pair.address] ?? pair.row.flatMap { uncertain[$0.address] }
    }
}
