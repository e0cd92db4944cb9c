// SPDX-License-Identifier: Apache-2.0

/// How a step of an apply ended, or why it did not yet. It holds no words of the target's.
package enum StepEnd: Sendable, Equatable {
    case done
    case failed
    /// The object was not what the plan saw.
    case stale
    /// Nothing came of it and trying again may help.
    case transient
}
