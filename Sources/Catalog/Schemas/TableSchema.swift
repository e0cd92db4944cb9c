// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// The JSON Schema of the mapping that a table of fields describes, mappings below it included.
struct TableSchema {
    let names: KnownNames
    let refinements: SchemaRefinements

    func schema(_ table: FieldTable) -> Fields<Value> {
        var properties = Fields(table.fields.map { ($0.key, property($0)) })
        if let refinement = table.refinement {
            let values = refinements.values(of: refinement)
            if !values.isEmpty, case .object(let stated)? = properties[refinement.key] {
                properties[refinement.key] = .object(
                    stated.refined(by: ["enum": .names(values)]))
            }
        }
        var schema: Fields<Value> = [
            "type": "object", "additionalProperties": false, "properties": .object(properties),
        ]
        let required = table.fields.filter { $0.presence == .required }.map(\.key)
        if !required.isEmpty { schema["required"] = .names(required) }
        let alternatives = table.fields.filter { $0.presence == .alternative }
        if !alternatives.isEmpty {
            schema["oneOf"] = .list(alternatives.map { ["required": .names([$0.key])] })
        }
        let conditions = exemptions(in: table) + refinements.conditions(of: table)
        if !conditions.isEmpty { schema["allOf"] = .list(conditions) }
        return schema
    }

    // MARK: Fields

    private func property(_ field: FieldTable.Field) -> Value {
        var schema = FormSchema(names: names, mapping: self.schema).schema(field.form)
        if field.presence == .required { schema = schema.refined(by: notEmpty(field.form)) }
        schema["description"] = .string(description(field))
        if schema["examples"] == nil, schema["enum"] == nil, schema["const"] == nil,
            let example = example(field)
        {
            schema["examples"] = [example]
        }
        return .object(schema)
    }

    private func description(_ field: FieldTable.Field) -> String {
        let meaning = field.meaning.asSentence + "."
        return switch field.presence {
        case .required, .optional, .alternative: meaning
        case .requiredUnless(let exemption): "\(meaning) Required unless \(exemption.words)."
        case .standard(let words): "\(meaning) Where it is not stated: \(words)."
        }
    }

    private func example(_ field: FieldTable.Field) -> Value? {
        field.example.flatMap { YAMLSource.parse(Array($0.utf8)).documents.first?.value }
    }

    /// What is required and a collection has at least one thing in it.
    private func notEmpty(_ form: FieldForm) -> Fields<Value> {
        switch FormSchema(names: names, mapping: schema).schema(form)["type"]?.string {
        case "array": ["minItems": 1]
        case "object" where form.table == nil || form.isNamed: ["minProperties": 1]
        default: [:]
        }
    }

    // MARK: Conditions

    /// What is required but for a case, a condition for each of these.
    private func exemptions(in table: FieldTable) -> [Value] {
        var conditions: [Value] = []
        var told: [FieldTable.Exemption] = []
        for field in table.fields {
            guard case .requiredUnless(let exemption) = field.presence, !told.contains(exemption)
            else { continue }
            told.append(exemption)
            let fields = table.fields.filter { $0.presence == .requiredUnless(exemption) }
            let properties = fields.map { ($0.key, Value.object(notEmpty($0.form))) }
            conditions.append([
                "if": .holding(exemption.value, at: exemption.path[...]),
                "else": [
                    "required": .names(fields.map(\.key)),
                    "properties": .object(Fields(properties.filter { $0.1 != [:] })),
                ],
            ])
        }
        return conditions
    }
}

extension FieldForm {
    fileprivate var isNamed: Bool {
        if case .named = self { true } else { false }
    }
}
