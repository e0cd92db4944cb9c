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

/// What an expression may refer to: variables with their types, functions, the namespace names are
/// looked up in, and limits. Programs compiled in it run with activations of it. It holds no values.
package struct CELEnvironment: Sendable {
    package let declarations: [CELDeclaration]
    package let functions: CELFunctionSet
    package let limits: CELLimits
    private let slots: [String: Int]
    /// `A.B.`, `A.` and nothing for the container `A.B`.
    private let prefixes: [String]

    /// Of two declarations with one name the last counts.
    package init(
        container: String = "", declarations: [CELDeclaration],
        functions: CELFunctionSet = .standard, limits: CELLimits = CELLimits()
    ) {
        self.declarations = declarations
        self.functions = functions
        self.limits = limits
        slots = Dictionary(
            declarations.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { $1 })
        let parts = container.split(separator: ".")
        prefixes = (0...parts.count).reversed().map { count in
            parts[..<count].map { "\($0)." }.joined()
        }
    }

    package func slot(of name: String) -> CELSlot? { slots[name].map { CELSlot(index: $0) } }

    /// The first of the names that a written name may stand for which `find` knows.
    func resolve<Found>(_ name: String, _ find: (String) -> Found?) -> Found? {
        if name.hasPrefix(".") { return find(String(name.dropFirst())) }
        for prefix in prefixes {
            if let found = find(prefix + name) { return found }
        }
        return nil
    }
}
