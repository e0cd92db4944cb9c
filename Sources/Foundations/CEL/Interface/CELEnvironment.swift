// SPDX-License-Identifier: Apache-2.0

/// What an expression may refer to: variables with their types, functions, the namespace names are
/// looked up in, and limits. Programs compiled in it run with activations of it. It holds no values.
package struct CELEnvironment: Sendable {
    package private(set) var declarations: [CELDeclaration] = []
    package let functions: CELFunctionSet
    package let limits: CELLimits
    private var slots: [String: Int] = [:]
    /// `A.B.`, `A.` and nothing for the container `A.B`.
    private let prefixes: [String]

    /// Of two declarations with one name the last counts.
    package init(
        container: String = "", declarations: [CELDeclaration],
        functions: CELFunctionSet = .standard, limits: CELLimits = CELLimits()
    ) {
        self.functions = functions
        self.limits = limits
        let parts = container.split(separator: ".")
        prefixes = (0...parts.count).reversed().map { count in
            parts[..<count].map { "\($0)." }.joined()
        }
        for declaration in declarations { declare(declaration) }
    }

    private mutating func declare(_ declaration: CELDeclaration) {
        if let index = slots[declaration.name] {
            declarations[index] = declaration
        } else {
            slots[declaration.name] = declarations.count
            declarations.append(declaration)
        }
    }

    /// More variables, or other types for those there are. The old ones keep their slots, so that an
    /// activation of the larger environment also serves programs of the smaller one.
    package func adding(_ declarations: [CELDeclaration]) -> CELEnvironment {
        var result = self
        for declaration in declarations { result.declare(declaration) }
        return result
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
