// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values

/// The JSON Schema of what a field of a form may hold. It takes all that decoding takes; mappings below are the
/// caller's.
struct FormSchema {
    let names: KnownNames
    let mapping: (FieldTable) -> Fields<Value>

    func schema(_ form: FieldForm) -> Fields<Value> {
        switch form {
        case .text: text
        case .bool: ["type": "boolean"]
        case .integer(let range):
            [
                "type": "integer", "minimum": .int(range.lowerBound),
                "maximum": .int(range.upperBound),
            ]
        case .mapping(let table): mapping(table)
        case .named(let key, let table): object(named: key, .object(mapping(table)))
        case .pairs(let key, let value, _): object(named: key, .object(schema(value)))
        case .either(let one, let other, _):
            ["anyOf": [.object(schema(one)), .object(schema(other))]]
        case .free: [:]
        case .strings, .ids, .names, .paths, .references, .choices, .list: list(form)
        default: scalar(form)
        }
    }

    // MARK: Scalars

    private func scalar(_ form: FieldForm) -> Fields<Value> {
        switch form {
        case .id: text(matching: String.idPattern)
        case .name: text(matching: String.namePattern)
        case .path: text(matching: String.pathPattern)
        case .duration: text(matching: Span.pattern)
        case .amount: text(matching: Money.pattern)
        case .currency: text(matching: String.currencyPattern)
        case .share: text(matching: DocumentDecoder.sharePattern)
        case .date: ["type": "string", "format": "date", "pattern": .string(CalendarDate.pattern)]
        case .fraction: fraction
        case .quantity: ["type": ["number", "string"], "pattern": Self.expressionPattern]
        case .reference(let kind): reference(to: kind)
        case .choice(let choices): choice(choices)
        default: ["type": "string"]
        }
    }

    /// The whole of a text is one expression.
    private static let expressionPattern: Value = #"^\$\{[\s\S]*\}$"#

    private func text(matching pattern: String) -> Fields<Value> {
        ["type": "string", "pattern": .string(pattern)]
    }

    /// A number, or the text of one.
    private var fraction: Fields<Value> {
        [
            "type": ["number", "string"], "minimum": 0, "maximum": 1,
            "pattern": #"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"#,
        ]
    }

    private func choice(_ choices: [String]) -> Fields<Value> {
        guard choices.count != 1 else { return ["type": "string", "const": .string(choices[0])] }
        return ["type": "string", "enum": .names(choices)]
    }

    /// One of the ids that there are, where a load refuses all others; else such ids are offered.
    private func reference(to kind: CatalogKind) -> Fields<Value> {
        let ids = names.ids(of: kind)
        if !ids.isEmpty, KnownNames.areAll(of: kind) { return choice(ids) }
        var schema = text(matching: String.idPattern)
        if !ids.isEmpty { schema["examples"] = .names(ids) }
        return schema
    }

    /// One text, or a mapping of languages to texts.
    private var text: Fields<Value> {
        let languages = Fields(names.languages.map { ($0, Value.object(["type": "string"])) })
        var byLanguage = object(matching: String.languagePattern, ["type": "string"])
        if !languages.isEmpty { byLanguage["properties"] = .object(languages) }
        return ["anyOf": [["type": "string"], .object(byLanguage)]]
    }

    // MARK: Collections

    private func list(_ form: FieldForm) -> Fields<Value> {
        switch form {
        case .strings: list(of: .string, isUnique: true)
        case .ids: list(of: .id, isUnique: true)
        case .references(let kind): list(of: .reference(kind), isUnique: true)
        case .names: list(of: .name)
        case .paths: list(of: .path)
        case .choices(let choices): list(of: .choice(choices))
        case .list(let table): list(of: .mapping(table))
        default: list(of: .string)
        }
    }

    private func list(of item: FieldForm, isUnique: Bool = false) -> Fields<Value> {
        var schema: Fields<Value> = ["type": "array", "items": .object(schema(item))]
        if isUnique { schema["uniqueItems"] = true }
        return schema
    }

    private func object(named key: FieldForm, _ value: Value) -> Fields<Value> {
        object(matching: schema(key)["pattern"]?.string, value)
    }

    private func object(matching pattern: String?, _ value: Value) -> Fields<Value> {
        var schema: Fields<Value> = ["type": "object", "additionalProperties": value]
        schema["propertyNames"] = pattern.map { ["pattern": .string($0)] }
        return schema
    }
}
