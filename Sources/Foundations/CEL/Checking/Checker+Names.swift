// SPDX-License-Identifier: Apache-2.0

import Values

/// A path with where it begins: two macros may use one name for their variables.
struct RootedPath {
    let path: CELSelectPath
    /// The place of the macro's variable it begins with; nil for a variable of the environment.
    let local: Int?

    func appending(_ step: CELSelectPath.Step, to end: Int, isPresenceTest: Bool = false)
        -> RootedPath
    {
        RootedPath(
            path: path.appending(step, to: end, isPresenceTest: isPresenceTest), local: local)
    }
}

/// Names: macros' variables first, then by the container's rules variables and types.
extension Checker {
    mutating func checkName(
        _ expression: Expression, _ name: String, isAbsolute: Bool
    ) -> (type: CELType, path: RootedPath?) {
        if !isAbsolute, let local = local(name) {
            resolve(expression, to: .local(local.index))
            let path = CELSelectPath(root: name, range: expression.range)
            return (local.type, RootedPath(path: path, local: local.index))
        }
        let written = isAbsolute ? ".\(name)" : name
        if let found = checkQualified(expression, written) { return found }
        resolve(expression, to: .failure(.noSuchVariable(name)))
        let names = environment.declarations.map(\.name) + locals.map(\.name)
        report(
            "no variable is named `\(name)`", at: expression.range,
            suggestion: nearestName(to: name, among: names))
        return (.dyn, nil)
    }

    /// A name, dotted or not, as a variable of the environment or a type; nil where it is neither.
    mutating func checkQualified(
        _ expression: Expression, _ name: String
    ) -> (type: CELType, path: RootedPath?)? {
        let environment = environment
        let found = environment.resolve(name) { candidate -> (Resolution, CELType, String)? in
            if let slot = environment.slot(of: candidate) {
                return (.variable(slot), environment.declarations[slot.index].type, candidate)
            }
            return Self.types[candidate].map { (.type($0), .type($0), candidate) }
        }
        guard let (resolution, type, full) = found else { return nil }
        resolve(expression, to: resolution)
        guard case .variable = resolution else { return (type, nil) }
        let path = CELSelectPath(root: full, range: expression.range)
        return (type, RootedPath(path: path, local: nil))
    }

    /// Whether a dotted name begins with a macro's variable.
    func beginsWithLocal(_ name: String) -> Bool {
        guard !locals.isEmpty, let first = name.split(separator: ".").first else { return false }
        return !name.hasPrefix(".") && local(String(first)) != nil
    }

    private static let types: [String: CELType] = Dictionary(
        uniqueKeysWithValues: [
            CELType.bool, .int, .uint, .double, .string, .bytes, .list(.dyn), .map(.dyn, .dyn),
            .null, .type(.dyn), .timestamp, .duration, .optional(.dyn), .address, .network,
        ].map { ($0.name, $0) })
}

extension Checker {
    mutating func checkMessage(
        _ expression: Expression, _ name: String, _ range: Range<Int>, _ values: [Expression]
    ) -> CELType {
        for value in values { _ = check(value) }
        resolve(expression, to: .failure(.noSuchFunction(name)))
        report("`\(name)` is no message type", at: range)
        return .dyn
    }
}
