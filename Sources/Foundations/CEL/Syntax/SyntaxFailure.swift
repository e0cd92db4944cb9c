// SPDX-License-Identifier: Apache-2.0

/// What stops the parser. A class, so that every level of its recursion has room for a pointer only.
final class SyntaxFailure: Error {
    let issue: CELIssue

    init(_ message: String, at range: Range<Int>) {
        issue = CELIssue(.parse, message, at: range)
    }

    init(limit message: String, at range: Range<Int>) {
        issue = CELIssue(.limit, message, at: range)
    }
}
