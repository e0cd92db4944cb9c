// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What an apply writes into the catalog before its first step.
extension PlanText {
    mutating func writeEdits() {
        guard !plan.edits.isEmpty else { return }
        buffer.line()
        buffer.write("Accepted: the apply writes what stands there into the catalog", .strong)
        buffer.line()
        for edit in plan.edits {
            buffer.space(2)
            buffer.write("\(edit.spot.path):\(edit.spot.line)")
            buffer.space(2)
            buffer.write("\(edit.before) → \(edit.after)", .changed)
            buffer.space(2)
            buffer.words("for \(edit.attribute) of \(edit.address)", indent: 6, .faint)
            buffer.line()
        }
    }
}
