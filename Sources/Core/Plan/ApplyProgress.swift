// SPDX-License-Identifier: Apache-2.0

/// What is worth telling while an apply runs. Steps are places among the plan's steps, so that whoever
/// holds the plan knows all about them. It holds no time: whoever listens has a clock.
package enum ApplyProgress: Sendable, Equatable {
    /// What an earlier run left open was looked into.
    case settled(intents: Int)
    /// `settledSteps` were done in an earlier part of the same run.
    case began(run: String, settledSteps: [Int])
    /// These steps, all of one target, are now being done in one batch.
    case started(steps: [Int])
    /// The outcome is durable. `failure` is what the target said, where it said no.
    case ended(step: Int, end: StepEnd, failure: ProviderFailure?)
    /// Nothing came of these steps yet; they will be tried again.
    case retrying(steps: [Int])
}
