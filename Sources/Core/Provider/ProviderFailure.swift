// SPDX-License-Identifier: Apache-2.0

/// The world saying no: what a target answered instead of doing what it was asked. `words` are the
/// server's or the system's own, without secrets. The engine adds target and address.
package struct ProviderFailure: Error, Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// The target did not answer.
        case unreachable
        /// The target refused for want of a right.
        case denied
        /// Something else stands where the object should be.
        case conflict
        /// The target refused the value.
        case rejected
        case timedOut
    }

    package let kind: Kind
    package let words: String
    package let help: String?
    /// Trying again soon may help: only then does the engine retry.
    package let isTransient: Bool

    package init(_ kind: Kind, _ words: String, help: String? = nil, isTransient: Bool = false) {
        self.kind = kind
        self.words = words
        self.help = help
        self.isTransient = isTransient
    }
}
