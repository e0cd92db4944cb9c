// SPDX-License-Identifier: Apache-2.0

/// What is left of an evaluation's cost limit.
package struct CELBudget: Sendable {
    /// Lists and maps in values nest no deeper than this where a function walks them.
    static let valueDepthMax = 512

    private var remaining: Int

    package init(_ units: Int) { remaining = units }

    var isSpent: Bool { remaining < 0 }
    var left: Int { max(0, remaining) }

    package mutating func charge(_ units: Int) throws(CELError) {
        let (rest, isTooLarge) = remaining.subtractingReportingOverflow(units)
        guard rest >= 0, !isTooLarge else {
            remaining = -1
            throw CELError(.costLimit)
        }
        remaining = rest
    }

    package mutating func charge(bytes: Int) throws(CELError) { try charge(bytes / 16 + 1) }
}
