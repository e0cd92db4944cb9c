// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// The `names` that moved subscriptions have to state, to be copied as they stand.
extension PlanText {
    mutating func writeNames() {
        for block in plan.names {
            buffer.line()
            buffer.words(
                "To keep what \(block.subscription) has, state in \(block.file):", indent: 0)
            buffer.line()
            buffer.line()
            for line in block.lines {
                buffer.write(line, .strong)
                buffer.line()
            }
        }
    }
}

extension NamesBlock {
    /// As YAML, one line a resource.
    var lines: [String] {
        ["names:"]
            + resources.map { "  \(YAMLText.scalar($0.key)): \(YAMLText.flow(.object($0.value)))" }
    }
}
