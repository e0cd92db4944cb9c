// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import JSONSchema
import Values
import YAMLSource

/// Compiles the attributes that a template's resource states, and checks what can be known without any
/// subscription: names, literals, secrets, and that nothing computed is part of an identity.
enum AttributeCompilation {
    typealias Attribute = (name: String, value: CompiledValue)

    static func attributes(
        of resource: TemplateResource, _ type: ResourceType, _ compiler: inout ExpressionCompiler
    ) -> [Attribute] {
        let entries = resource.attributes?.mapping ?? []
        if let node = resource.attributes, node.mapping == nil {
            compiler.report(
                .wrongType, "`attributes` is a mapping of names to values", at: node.span)
        }
        let stated = Set(entries.map(\.keyText) + resource.documents.keys)
        for schema in type.attributes where schema.isRequired && !stated.contains(schema.name) {
            compiler.report(
                .missingAttribute, "type `\(type.name)` needs attribute `\(schema.name)`",
                at: resource.name.span)
        }
        return entries.compactMap { attribute($0, type, &compiler) }
            .sorted { $0.name.precedesByBytes($1.name) }
    }

    private static func attribute(
        _ entry: YAMLEntry, _ type: ResourceType, _ compiler: inout ExpressionCompiler
    ) -> Attribute? {
        guard let schema = type.attribute(entry.keyText) else {
            let names = type.attributes.filter { $0.role == .input }.map(\.name)
            compiler.report(
                .unknownAttribute, "type `\(type.name)` has no attribute `\(entry.keyText)`",
                at: entry.key.span,
                help: nearestName(to: entry.keyText, among: names).map {
                    "an attribute with a similar name exists: `\($0)`"
                })
            return nil
        }
        guard schema.role == .input else {
            compiler.report(
                .badAttribute,
                "attribute `\(schema.name)` is \(schema.role.rawValue) and can't be stated",
                at: entry.key.span)
            return nil
        }
        guard let value = compiler.value(entry.value) else { return nil }
        check(value, schema, entry.value, &compiler)
        return (schema.name, value)
    }

    private static func check(
        _ value: CompiledValue, _ schema: AttributeSchema, _ node: YAMLNode,
        _ compiler: inout ExpressionCompiler
    ) {
        if case .literal(let literal) = value {
            checkLiteral(literal, schema, node, &compiler)
        }
        for expression in value.expressions {
            switch expression.program.resultType {
            case .pending where schema.isIdentity:
                compiler.report(
                    .computedIdentity,
                    "`\(schema.name)` is part of what the object is called and can't be computed",
                    at: expression.place(nil).span)
            case .opaque where !schema.isSensitive:
                compiler.report(
                    .secretUse, "a secret can't go to `\(schema.name)`, which is not sensitive",
                    at: expression.place(nil).span)
            default: break
            }
        }
        if case .expression(let expression) = value, schema.isSensitive {
            if case .opaque = expression.program.resultType { return }
            compiler.report(
                .secretUse, "`\(schema.name)` is sensitive and takes a secret alone",
                at: expression.place(nil).span)
        }
    }

    private static func checkLiteral(
        _ literal: Value, _ schema: AttributeSchema, _ node: YAMLNode,
        _ compiler: inout ExpressionCompiler
    ) {
        if schema.isSensitive {
            compiler.report(
                .secretUse, "`\(schema.name)` is sensitive and can't stand in the catalog",
                at: node.span, help: "a `secret.token` makes one")
            return
        }
        guard case .success(let compiled) = JSONSchema.compile(schema.schema, options: .init())
        else {
            preconditionFailure("the schema of \(schema.name) is none; this is a bug in burnham")
        }
        for violation in compiled.validate(literal) {
            compiler.report(
                .badAttribute, "`\(schema.name)`: \(violation.message)",
                at: violation.span(in: node),
                help: violation.suggestion.map { "a similar one: `\($0)`" })
        }
    }
}
