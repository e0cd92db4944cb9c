// SPDX-License-Identifier: Apache-2.0

import CEL
import Values

/// A published conformance case and its verdict on this implementation.
struct SuiteCase {
    let id: String
    let tier: String
    private let content: Value

    init(_ content: Value) {
        self.content = content
        id = content["id"]?.string ?? "?"
        tier = content["tier"]?.string ?? "?"
    }

    /// Nil where the case passes, else what went wrong.
    func failure() -> String? {
        let result = environment.compile(
            content["expr"]?.string ?? "", isChecking: !flag("disable_check"),
            isExpandingMacros: !flag("disable_macros"))
        switch result {
        case .failure(let issues): return "\(issues.first.kind): \(issues.first.message)"
        case .success(let program): return failure(program)
        }
    }

    private func failure(_ program: CELProgram) -> String? {
        let expected = content["expect"] ?? .null
        if expected["kind"]?.string == "typed" {
            let type = CELNotation.written(program.resultType)
            return type == expected["type"]?.string ? nil : "the type is \(type)"
        }
        switch (program.evaluate(activation), expected["kind"]?.string) {
        case (.failure, "error"): return nil
        case (.success(let value), "error"): return "gives \(value)"
        case (.failure(let error), _): return "fails: \(error.message)"
        case (.success(let value), _):
            guard let wanted = expected["value"], let found = CELNotation.written(value) else {
                return "gives \(value)"
            }
            return Self.isSame(wanted, found) ? nil : "gives \(found)"
        }
    }

    private func flag(_ name: String) -> Bool { content[name]?.bool ?? false }

    private var bindings: [(String, CELValue)] {
        (content["bindings"]?.object?.entries ?? []).compactMap { entry in
            CELNotation.value(entry.value).map { (entry.key, $0) }
        }
    }

    private var environment: CELEnvironment {
        var declarations = bindings.map { CELDeclaration($0.0) }
        var functions: [CELOverload] = []
        for entry in content["type_env"]?.list ?? [] {
            let name = entry["name"]?.string ?? ""
            if entry["kind"]?.string == "variable" {
                declarations.append(CELDeclaration(name, type(entry["type"])))
            }
            for overload in entry["overloads"]?.list ?? [] {
                functions.append(
                    CELOverload(
                        name, isMember: overload["receiver"]?.bool ?? false,
                        (overload["params"]?.list ?? []).map { type($0) },
                        type(overload["result"]), .none))
            }
        }
        return CELEnvironment(
            container: content["container"]?.string ?? "", declarations: declarations,
            functions: .standard.adding(functions))
    }

    private func type(_ written: Value?) -> CELType {
        written?.string.flatMap { CELNotation.type($0) } ?? .dyn
    }

    private var activation: CELActivation {
        var activation = CELActivation(environment)
        for (name, value) in bindings { activation[name] = value }
        return activation
    }

    /// Doubles by their bits, NaN like NaN, maps without order.
    private static func isSame(_ wanted: Value, _ found: Value) -> Bool {
        guard wanted["t"] == found["t"] else { return false }
        switch wanted["t"]?.string {
        case "double":
            guard let first = wanted["v"]?.string.flatMap({ Double($0) }),
                let second = found["v"]?.string.flatMap({ Double($0) })
            else { return false }
            return first.isNaN ? second.isNaN : first.bitPattern == second.bitPattern
        case "list": return isSame(wanted["v"]?.list ?? [], found["v"]?.list ?? [])
        case "map":
            let (first, second) = (wanted["v"]?.list ?? [], found["v"]?.list ?? [])
            return first.count == second.count
                && first.allSatisfy { pair in
                    second.contains { isSame(pair.list ?? [], $0.list ?? []) }
                }
        case "timestamp", "duration": return wanted["s"] == found["s"] && wanted["n"] == found["n"]
        default: return wanted["v"] == found["v"]
        }
    }

    private static func isSame(_ wanted: [Value], _ found: [Value]) -> Bool {
        wanted.count == found.count && zip(wanted, found).allSatisfy { isSame($0, $1) }
    }
}
