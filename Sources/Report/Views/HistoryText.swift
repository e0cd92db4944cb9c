// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Entries of the ledger, one a line. A part that was erased says so; one that is withheld is left blank.
package enum HistoryText {
    package static func table(_ entries: [LedgerEntry], on screen: Screen) -> String {
        var table = TextTable([
            TextTable.Column("entry", .right), TextTable.Column("time"), TextTable.Column("kind"),
            TextTable.Column("by"), TextTable.Column("about"),
        ])
        for entry in entries {
            table.append([
                Counts.text(entry.index), time(of: entry), entry.draft.kind.rawValue, by(entry),
                about(entry),
            ])
        }
        return table.render(on: screen)
    }

    /// One object a line, the parts as they stand in the ledger.
    package static func json(_ entry: LedgerEntry) -> String {
        let value: Value = [
            "day": .string(entry.draft.day.description),
            "entry": .int(Int64(entry.index)),
            "erased": .list(entry.erased.map(Value.string)),
            "kind": .string(entry.draft.kind.rawValue), "parts": .object(entry.draft.parts),
        ]
        return JSONText.text(of: value) + "\n"
    }

    private static func time(of entry: LedgerEntry) -> String {
        let time = entry.draft[.run]?["time"]?.string.flatMap(Instant.init)
        return time.map(Counts.second) ?? entry.draft.day.description
    }

    private static func by(_ entry: LedgerEntry) -> String {
        if entry.erased.contains(EntryPart.who.rawValue) { return "(erased)" }
        guard let who = entry.draft[.who], let actor = who["actor"]?.string else { return "" }
        return who["proof"]?.string == "claimed" ? "\(actor) (claimed)" : actor
    }

    private static func about(_ entry: LedgerEntry) -> String {
        if entry.erased.contains(EntryPart.what.rawValue) { return "(erased)" }
        var words: [String] = []
        if let address = entry.draft[.what]?["address"]?.string { words.append(address) }
        if let action = action(of: entry) { words.append(action) }
        let why = entry.draft[.why]
        if let cause = why?["cause"]?.string ?? why?["reason"]?.string { words.append(cause) }
        return words.joined(separator: " · ")
    }

    /// What the entry's `state` says was done.
    private static func action(of entry: LedgerEntry) -> String? {
        guard let state = entry.draft[.state] else { return nil }
        switch entry.draft.kind {
        case .intent: return state["action"]?.string
        case .allowance:
            guard let kind = state["kind"]?.string, let count = state["count"]?.int else {
                return nil
            }
            return "\(kind) \(Counts.text(Int(count)))"
        case .runStarted:
            let run = entry.draft[.run]?["run"]?.string
            return run.map { "run \($0), \(Counts.text(Int(state["steps"]?.int ?? 0), "step"))" }
        case .runEnded:
            return entry.draft[.run]?["run"]?.string.map {
                "run \($0), \(Counts.text(Int(state["done"]?.int ?? 0))) done"
            }
        case .plan:
            return entry.draft[.run]?["plan"]?.string.map { "plan \($0.prefix(8))" }
        case .outcome, .recovery, .adoption, .move, .purge, .task:
            guard state["done"]?.bool == false else { return nil }
            let failure = state["failure"]
            let words = failure?["words"]?.string ?? failure?["kind"]?.string
            return "not done" + (words.map { ": \($0)" } ?? "")
        case .refresh:
            return state["rows"]?.list.map { Counts.text($0.count, "row") }
        case .periodClosed: return state["period"]?.string
        case .leaseBroken, .erasure: return nil
        }
    }
}
