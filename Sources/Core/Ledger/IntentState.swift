// SPDX-License-Identifier: Apache-2.0

package import Values

/// What an intent's `state` part holds: enough to tell, by observing alone, whether its step was done, and
/// to record the row if it was.
package struct IntentState: Sendable, Equatable {
    package let action: Step.Action
    /// What the object had to be before the write.
    package let precondition: Precondition
    /// The row as it will be if the step is done, its attributes as planned. For a step that takes the
    /// object away, the row that it had.
    package let row: RecordedRow
    /// Whether it takes away the former object of a replace, while the address is recorded with the new one.
    package let isOnFormer: Bool

    package init(
        action: Step.Action, precondition: Precondition, row: RecordedRow, isOnFormer: Bool = false
    ) {
        self.action = action
        self.precondition = precondition
        self.row = row
        self.isOnFormer = isOnFormer
    }

    package var value: Value {
        var fields: Fields<Value> = [
            "action": .string(action.rawValue), "before": precondition.value, "row": row.value,
        ]
        if isOnFormer { fields["former"] = true }
        return .object(fields)
    }

    package init?(_ value: Value) {
        guard let action = value["action"]?.string.flatMap(Step.Action.init(rawValue:)),
            let precondition = value["before"].flatMap(Precondition.init),
            let row = value["row"].flatMap(RecordedRow.init)
        else { return nil }
        self.init(
            action: action, precondition: precondition, row: row,
            isOnFormer: value["former"]?.bool ?? false)
    }
}

extension Precondition {
    /// Null for absent, else the digest.
    package var value: Value {
        switch self {
        case .absent: .null
        case .same(let digest): .string(digest.hex)
        }
    }

    package init?(_ value: Value) {
        switch value {
        case .null: self = .absent
        case .string(let hex):
            guard let digest = Digest(hex: hex) else { return nil }
            self = .same(digest)
        default: return nil
        }
    }
}
