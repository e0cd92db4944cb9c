// SPDX-License-Identifier: Apache-2.0

/// All that is wrong with one expression, by position; never empty.
package struct CELIssues: Error, Sendable {
    package let all: [CELIssue]

    init(_ issues: [CELIssue]) {
        all = issues.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }.map(\.element)
    }

    package var first: CELIssue { all[0] }
}
