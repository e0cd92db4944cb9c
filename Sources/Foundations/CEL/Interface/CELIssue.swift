// SPDX-License-Identifier: Apache-2.0

/// Something wrong with an expression, found before it is evaluated.
package struct CELIssue: Error, Sendable, Equatable {
    package enum Kind: Sendable {
        case parse
        /// Nested deeper or longer than the limits allow.
        case limit
        case check
        /// An operation on a value that is known only later.
        case pending
        /// An operation on a secret.
        case opaque
    }

    package let kind: Kind
    package let message: String
    /// Bytes from the start of the expression: the smallest part that is wrong.
    package let range: Range<Int>
    /// A similar name that exists.
    package let suggestion: String?

    package init(_ kind: Kind, _ message: String, at range: Range<Int>, suggestion: String? = nil) {
        self.kind = kind
        self.message = message
        self.range = range
        self.suggestion = suggestion
    }
}
