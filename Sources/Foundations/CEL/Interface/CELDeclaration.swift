// SPDX-License-Identifier: Apache-2.0

/// A variable that expressions may name.
package struct CELDeclaration: Sendable {
    package let name: String
    package let type: CELType

    /// `name` may be dotted: `request.auth`.
    package init(_ name: String, _ type: CELType = .dyn) {
        self.name = name
        self.type = type
    }
}

/// Where a variable's value stands in an activation.
package struct CELSlot: Sendable, Hashable {
    let index: Int
}
