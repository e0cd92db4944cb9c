// SPDX-License-Identifier: Apache-2.0

import Values

/// A request as it is written.
extension CELRequest {
    /// Why a request can't be read.
    struct Malformed: Error {
        let message: String
    }

    init(_ request: Value, limits: CELLimits) throws(Malformed) {
        guard let expression = request["expr"]?.string else {
            throw Malformed(message: "the line has no text `expr`")
        }
        self.expression = expression
        isChecking = try !Self.flag("disable_check", of: request)
        isExpandingMacros = try !Self.flag("disable_macros", of: request)
        isCheckOnly = try Self.flag("check_only", of: request)
        bindings = try Self.bindings(request["bindings"] ?? .null)
        var declarations = bindings.map { CELDeclaration($0.name) }
        var functions: [CELOverload] = []
        for entry in try Self.list("type_env", of: request) {
            let name = try Self.text("name", of: entry)
            if entry["kind"]?.string == "variable" {
                declarations.append(CELDeclaration(name, try Self.type(entry["type"])))
            } else {
                functions += try Self.overloads(of: name, entry)
            }
        }
        environment = CELEnvironment(
            container: try Self.container(request["container"] ?? ""), declarations: declarations,
            functions: functions.isEmpty ? .standard : .standard.adding(functions), limits: limits)
    }

    private static func bindings(
        _ written: Value
    ) throws(Malformed) -> [(name: String, value: CELValue)] {
        if written == .null { return [] }
        guard let fields = written.object else {
            throw Malformed(message: "`bindings` is an object")
        }
        var bindings: [(name: String, value: CELValue)] = []
        for (name, written) in fields {
            guard let value = CELNotation.value(written) else {
                throw Malformed(message: "`bindings.\(name)` is no value of the notation")
            }
            bindings.append((name, value))
        }
        return bindings
    }

    private static func overloads(
        of name: String, _ entry: Value
    ) throws(Malformed) -> [CELOverload] {
        var overloads: [CELOverload] = []
        for overload in try list("overloads", of: entry) {
            var parameters: [CELType] = []
            for parameter in try list("params", of: overload) {
                parameters.append(try type(parameter))
            }
            let isMember = try flag("receiver", of: overload)
            guard !isMember || !parameters.isEmpty else {
                throw Malformed(message: "the receiver of `\(name)` is not among its `params`")
            }
            overloads.append(
                CELOverload(
                    name, isMember: isMember, parameters, try type(overload["result"]), .none))
        }
        return overloads
    }

    private static func type(_ written: Value?) throws(Malformed) -> CELType {
        let text = written?.string ?? ""
        guard let type = CELNotation.type(text) else {
            throw Malformed(message: "`\(text)` is no type of the notation")
        }
        return type
    }

    private static func container(_ written: Value) throws(Malformed) -> String {
        guard let text = written.string else { throw Malformed(message: "`container` is a text") }
        return text
    }

    private static func text(_ name: String, of entry: Value) throws(Malformed) -> String {
        guard let text = entry[name]?.string else {
            throw Malformed(message: "an entry of `type_env` has no text `\(name)`")
        }
        return text
    }

    private static func list(_ name: String, of entry: Value) throws(Malformed) -> [Value] {
        let written = entry[name] ?? .null
        guard written != .null else { return [] }
        guard let items = written.list else { throw Malformed(message: "`\(name)` is a list") }
        return items
    }

    private static func flag(_ name: String, of entry: Value) throws(Malformed) -> Bool {
        let written = entry[name] ?? .bool(false)
        guard let flag = written.bool else {
            throw Malformed(message: "`\(name)` is true or false")
        }
        return flag
    }
}
