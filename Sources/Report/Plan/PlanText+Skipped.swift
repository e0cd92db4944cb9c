// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What the catalog asks for and the environment's routes leave out: a line a reason, and each address on request.
extension PlanText {
    mutating func writeSkippedCounts() {
        for group in context.skipped { writeWords("skipped", "\(group.counted): \(group.reason)") }
    }

    mutating func writeSkipped() {
        guard context.showsAll else { return }
        for group in context.skipped {
            buffer.line()
            buffer.words("Skipped: \(group.reason)", indent: 2, .strong)
            buffer.line()
            for address in group.addresses {
                buffer.space(5)
                buffer.write(address.text)
                buffer.line()
            }
        }
    }
}
