// SPDX-License-Identifier: Apache-2.0

/// The values of an environment's variables for an evaluation. A copy is cheap, and so is changing one
/// variable of a copy that nobody else holds. A variable without value fails where it is used.
package struct CELActivation: Sendable {
    let environment: CELEnvironment
    private(set) var values: [CELValue?]

    package init(_ environment: CELEnvironment) {
        self.environment = environment
        values = Array(repeating: nil, count: environment.declarations.count)
    }

    package subscript(_ slot: CELSlot) -> CELValue? {
        get { values[slot.index] }
        set { values[slot.index] = newValue }
    }

    /// A name that the environment does not declare has no value, and takes none.
    package subscript(_ name: String) -> CELValue? {
        get { environment.slot(of: name).flatMap { values[$0.index] } }
        set {
            guard let slot = environment.slot(of: name) else {
                preconditionFailure("no variable `\(name)` is declared; this is a bug in burnham")
            }
            values[slot.index] = newValue
        }
    }
}
