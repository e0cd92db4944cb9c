// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// Finds which steps of a run are done by reading the entries since it began: needed only when a run that
/// was cut off is continued, so that no table has to keep it. Another run may have found them done.
struct SettledSteps {
    private let call: SQLCall

    init(_ database: Database) throws {
        call = try SQLCall(
            """
            SELECT entries.leaf, parts.run, parts.state
            FROM entries JOIN parts ON parts.entry = entries.entry
            WHERE entries.entry >= ? AND entries.entry <= ? AND parts.run IS NOT NULL
            ORDER BY entries.entry
            """, on: database)
    }

    /// `last` is nil for a run that has not ended.
    func steps(of run: String, from first: Int, through last: Int?) throws -> Set<String> {
        try call.bind(1, first)
        try call.bind(2, last ?? .max)
        var begun: Set<String> = []
        var done: Set<String> = []
        try call.forEachRow {
            guard let kind = try call.withBytes(0, LeafBytes.kind(of:)),
                let part = try call.withBytes(1, { PartPreimage.value(of: .run, $0) }),
                let step = part["step"]?.string
            else { return }
            let isOwn = part["run"]?.string?.hasSameBytes(as: run) == true
            if kind == .intent, isOwn { begun.insert(step) }
            // A run also recovers what others began, and that is no step of its plan.
            let isOfPlan = begun.contains(step) || isOwn && kind != .recovery
            guard isOfPlan, StateSlices.areIn(kind), try isDone() else { return }
            done.insert(step)
        }
        return done
    }

    private func isDone() throws -> Bool {
        guard !call.isNull(2) else { return false }
        return try call.withBytes(2) { preimage in
            let state = PartPreimage.valueBytes(of: .state, preimage)
            return state.flatMap(StateSlices.init)?.isDone ?? false
        }
    }
}
