// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import JSONSchema
import Values
import YAMLSource

/// Makes a variable's value from what a case states of it: what it leaves out is empty, and what the variable's type
/// does not have is told of, so that a slip never makes a case pass.
struct CaseFragment {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []
    /// As the rule sees them that the case is put to.
    var words: CaseWords?

    init(file: String) { self.file = file }

    /// `base` has the values of what is not stated, where that is not empty.
    mutating func value(
        _ type: CELType, _ node: YAMLNode?, at path: String, base: Value? = nil
    ) -> CELValue {
        switch type {
        case .object(let object): return self.object(object, node, path, base)
        case .map(_, let element): return map(element, node, path, base)
        case .list(let element): return list(element, node, path, base)
        case .pending:
            if let node { refuse("`\(path)` is known only after an apply", at: node) }
            return .pending(CELReference(name: path, payload: path))
        case .opaque:
            if let node { refuse("`\(path)` is a secret and has no value here", at: node) }
            return .opaque(CELReference(name: path, payload: path))
        default: return scalar(type, node, path, base)
        }
    }

    private mutating func object(
        _ type: CELObjectType, _ node: YAMLNode?, _ path: String, _ base: Value?
    ) -> CELValue {
        let entries = entries(node, path)
        for entry in entries where type.field(entry.keyText) == nil {
            refuse(
                "`\(path)` has no `\(entry.keyText)`", at: entry.key,
                help: nearestName(to: entry.keyText, among: type.fieldNames).map {
                    "a similar one: `\($0)`"
                })
        }
        var fields: [(String, CELValue)] = []
        for name in type.fieldNames {
            guard let field = type.field(name) else { continue }
            let stated = entries.first { $0.keyText.hasSameBytes(as: name) }?.value
            let given = base?[name]
            checkWord(stated, in: type.name, name, at: path)
            if field.isOptional, stated == nil, given == nil { continue }
            fields.append((name, value(field.type, stated, at: "\(path).\(name)", base: given)))
        }
        return .map(Fields<CELValue>(fields))
    }

    private mutating func checkWord(
        _ node: YAMLNode?, in object: String, _ field: String, at path: String
    ) {
        guard let node, let text = node.scalar?.text,
            let allowed = words?.allowed(in: object, field), !allowed.contains(text)
        else { return }
        refuse(
            "no `\(path).\(field)` is ever `\(text)`", at: node,
            help: nearestName(to: text, among: allowed).map { "a similar one: `\($0)`" })
    }

    /// Parameters that no schema would let anybody state. What a case leaves out it may leave out, and names that the
    /// schema does not have the types tell of.
    mutating func check(_ node: YAMLNode, by schema: JSONSchema) {
        for violation in schema.validate(node.value) {
            if Self.omissions.contains(violation.keyword)
                || violation.instancePath.isEmpty && violation.keyword == "additionalProperties"
            {
                continue
            }
            let place = Diagnostic.Place(file: file, span: violation.span(in: node))
            add(
                Diagnostic(
                    .badParameter, violation.message, at: place,
                    help: violation.suggestion.map { "a similar one: `\($0)`" }))
        }
    }

    private static let omissions = ["required", "dependentRequired", "minProperties"]

    /// The key of an element is its `id`, where it has one.
    private mutating func map(
        _ element: CELType, _ node: YAMLNode?, _ path: String, _ base: Value?
    ) -> CELValue {
        guard node != nil else { return CELValue(base ?? [:]) }
        var fields: [(String, CELValue)] = []
        for entry in entries(node, path) {
            var base: Value?
            if case .object(let object) = element, object.field("id") != nil {
                base = ["id": .string(entry.keyText)]
            }
            let path = "\(path)['\(entry.keyText)']"
            fields.append((entry.keyText, value(element, entry.value, at: path, base: base)))
        }
        return .map(Fields<CELValue>(fields))
    }

    private mutating func list(
        _ element: CELType, _ node: YAMLNode?, _ path: String, _ base: Value?
    ) -> CELValue {
        guard let node else { return CELValue(base ?? []) }
        guard let items = node.sequence else {
            refuse("`\(path)` is a list", at: node)
            return .list([])
        }
        var values: [CELValue] = []
        for (place, item) in items.enumerated() {
            values.append(value(element, item, at: "\(path)[\(place)]"))
        }
        return .list(values)
    }

    private mutating func scalar(
        _ type: CELType, _ node: YAMLNode?, _ path: String, _ base: Value?
    ) -> CELValue {
        guard let node else { return base.map { CELValue($0) } ?? Self.empty(type) }
        let value = node.value
        switch (type, value) {
        case (.string, .string), (.int, .int), (.bool, .bool), (.double, .double), (.dyn, _):
            return CELValue(value)
        case (.double, .int(let number)): return .double(Double(number))
        default:
            refuse("`\(path)` is of type \(type)", at: node)
            return Self.empty(type)
        }
    }

    private static func empty(_ type: CELType) -> CELValue {
        switch type {
        case .string: .string("")
        case .int: .int(0)
        case .double: .double(0)
        case .bool: .bool(false)
        default: .null
        }
    }

    private mutating func entries(_ node: YAMLNode?, _ path: String) -> [YAMLEntry] {
        guard let node else { return [] }
        guard let entries = node.mapping else {
            refuse("`\(path)` is a mapping", at: node)
            return []
        }
        return entries
    }

    /// Several rules may see what one case states: each problem of it is said once.
    mutating func refuse(_ message: String, at node: YAMLNode, help: String? = nil) {
        add(
            Diagnostic(
                .badValue, message, at: Diagnostic.Place(file: file, span: node.span), help: help))
    }

    private mutating func add(_ diagnostic: Diagnostic) {
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
}
