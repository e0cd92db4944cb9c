// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a provider is asked to do for a step: the same when a plan asks whether it could be done, and when an
/// apply has it done.
struct StepOperation {
    let step: Step
    let change: Change
    /// What is recorded of the object before.
    let recorded: RecordedRow?

    /// What is found out about the step from elsewhere.
    struct Filling {
        var identity: String
        /// What the object is to have; without meaning for a step that takes it away.
        var attributes: Fields<Value>
        var precondition: Precondition
        var secrets: Fields<SecretValue> = [:]
        var mark: Mark
        var now: Instant
    }

    /// `kind` is that of the step's action.
    func filled(_ kind: Operation.Kind, _ filling: Filling) -> Operation {
        let attributes =
            step.takesAway ? recorded?.attributes ?? [:] : filling.attributes
        return Operation(
            kind,
            subject: Operation.Subject(
                address: change.address, type: change.object.type, identity: filling.identity),
            precondition: filling.precondition,
            content: Operation.Content(
                attributes: attributes, recorded: recorded?.attributes, cleared: change.cleared,
                secrets: step.takesAway ? [:] : filling.secrets, dueReason: change.dueReason),
            mark: filling.mark, now: filling.now)
    }
}
