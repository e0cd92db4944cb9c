// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Entries of runs that nobody planned, the same for the same seed: creates, updates, removals, moves,
/// recoveries, refreshes of many rows, runs that end and runs that don't.
struct RandomLedger {
    private var state: UInt64
    private var rows: [RecordedRow] = []
    private var run = 0
    private var step = 0
    private var next = 0

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func random(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    private var runID: String { "R\(run)" }
    private var stepKey: String { SampleEntries.stepKey(step) }

    mutating func entries(_ count: Int) -> [EntryDraft] {
        var entries: [EntryDraft] = []
        while entries.count < count { entries += operation() }
        return entries
    }

    private mutating func operation() -> [EntryDraft] {
        step += 1
        switch random(below: 12) {
        case 0:
            let end = SampleEntries.about(run: runID, .runEnded)
            run += 1
            return [end, SampleEntries.about(run: runID, .runStarted, plan: "plan \(run % 5)")]
        case 1...4: return create()
        case 5, 6: return change()
        case 7: return remove()
        case 8: return move()
        case 9: return refresh()
        case 10: return [intent(row(at: nil))]
        default: return recover()
        }
    }

    private mutating func row(at address: String?) -> RecordedRow {
        next += 1
        let content = String(repeating: "\u{e9}\"x", count: random(below: 20))
        let own = address ?? "d\(random(below: 5))/s\(next % 7)/document[\(next)]"
        return SampleEntries.row(own, uid: SampleEntries.uidText(next), content)
    }

    private func intent(_ row: RecordedRow) -> EntryDraft {
        SampleEntries.intent(row, step: stepKey, run: runID)
    }

    private mutating func create() -> [EntryDraft] {
        let row = row(at: nil)
        rows.append(row)
        return [intent(row), SampleEntries.outcome(row, step: stepKey, run: runID)]
    }

    private mutating func change() -> [EntryDraft] {
        guard !rows.isEmpty else { return [] }
        let index = random(below: rows.count)
        rows[index].attributes["content"] = .string("changed in \(step)")
        rows[index].isProtected.toggle()
        return [
            intent(rows[index]), SampleEntries.outcome(rows[index], step: stepKey, run: runID),
        ]
    }

    private mutating func remove() -> [EntryDraft] {
        guard !rows.isEmpty else { return [] }
        let row = rows.remove(at: random(below: rows.count))
        return [intent(row), SampleEntries.removal(row, step: stepKey, run: runID)]
    }

    private mutating func move() -> [EntryDraft] {
        guard !rows.isEmpty else { return [] }
        let index = random(below: rows.count)
        let old = rows[index].address
        rows[index].address = Address("moved/s\(step)/document")
        return [
            SampleEntries.draft(
                .move, rows[index], step: stepKey, run: runID,
                state: Projection.state(rows: [rows[index]], removed: [old]))
        ]
    }

    private mutating func refresh() -> [EntryDraft] {
        let count = min(rows.count, 5)
        for index in 0..<count { rows[index].dependsOn = [Address("d/s/r\(step)")] }
        return [
            SampleEntries.about(
                run: runID, .refresh, state: Projection.state(rows: Array(rows[..<count])))
        ]
    }

    private mutating func recover() -> [EntryDraft] {
        let row = row(at: nil)
        rows.append(row)
        return [
            intent(row),
            SampleEntries.draft(
                .recovery, row, step: stepKey, run: runID, state: Projection.state(rows: [row])),
        ]
    }
}
