// SPDX-License-Identifier: Apache-2.0

/// A variable with the constant fields and indexes that an expression selects from it, as far as they
/// are constant: `resources.role.name`, or `people` alone where the key is computed.
package struct CELSelectPath: Sendable, Equatable {
    package enum Step: Sendable, Hashable {
        case field(String)
        case index(Int64)
    }

    /// The variable's name; empty where the value that is selected from is no variable's.
    package let root: String
    package let steps: [Step]
    /// Bytes from the start of the expression.
    package let range: Range<Int>
    /// The last field stands in `has()` or is selected with `.?`.
    package let isPresenceTest: Bool

    package init(
        root: String, steps: [Step] = [], range: Range<Int>, isPresenceTest: Bool = false
    ) {
        self.root = root
        self.steps = steps
        self.range = range
        self.isPresenceTest = isPresenceTest
    }

    func appending(_ step: Step, to end: Int, isPresenceTest: Bool = false) -> CELSelectPath {
        CELSelectPath(
            root: root, steps: steps + [step], range: range.lowerBound..<end,
            isPresenceTest: isPresenceTest)
    }
}

extension CELSelectPath: CustomStringConvertible {
    /// As it is written: `resources.role.name`, `subscription.owners[0]`.
    package var description: String {
        steps.reduce(into: root) { text, step in
            switch step {
            case .field(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}
