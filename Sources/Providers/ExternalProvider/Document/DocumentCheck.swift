// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values

/// What is wrong with a document that has its form: names that stand twice or mean nothing, schemas that are
/// none, rules that contradict each other.
struct DocumentCheck {
    let document: ProviderDocument
    let form: Value

    func problems() -> [DocumentProblem] {
        settings() + connection() + repeatedTypes()
            + document.types.enumerated().flatMap { number, type in
                TypeCheck(type, document, at: "/types/\(number)").problems()
            }
    }

    private func settings() -> [DocumentProblem] {
        Self.schemaProblems(document.settings, "/settings")
    }

    private func connection() -> [DocumentProblem] {
        let properties = document.connection["properties"]?.object ?? [:]
        let taken = properties.keys.filter { ProgramConnection.properties[$0] != nil }.map {
            DocumentProblem("/connection/properties/\($0)", "the name says how the program is run")
        }
        return Self.schemaProblems(document.connection, "/connection") + taken
    }

    private func repeatedTypes() -> [DocumentProblem] {
        Self.repeated(document.types.map(\.type.name)).map {
            DocumentProblem("/types/\($0)/name", "another type has the same name")
        }
    }

    /// Where a text stands that stood before.
    static func repeated(_ names: [String]) -> [Int] {
        names.indices.filter { names[..<$0].contains(names[$0]) }
    }

    static func schemaProblems(_ schema: Value, _ pointer: String) -> [DocumentProblem] {
        switch JSONSchema.compile(schema, options: .init(strictKeywords: true)) {
        case .success: []
        case .failure(let problems):
            problems.all.map { DocumentProblem(pointer + $0.pointer, $0.message) }
        }
    }
}

/// What is wrong with one type of a document.
private struct TypeCheck {
    private let described: DocumentedType
    private let document: ProviderDocument
    private let pointer: String

    init(_ described: DocumentedType, _ document: ProviderDocument, at pointer: String) {
        self.described = described
        self.document = document
        self.pointer = pointer
    }

    private var type: ResourceType { described.type }

    func problems() -> [DocumentProblem] {
        let repeated = DocumentCheck.repeated(type.attributes.map(\.name)).map {
            DocumentProblem(
                "\(pointer)/attributes/\($0)/name", "another attribute has the same name")
        }
        return identity() + referenceKey() + removal() + repeated
            + described.attributes.enumerated().flatMap { number, attribute in
                attributeProblems(attribute, at: "\(pointer)/attributes/\(number)")
            }
    }

    private func identity() -> [DocumentProblem] {
        described.identity.names.enumerated().compactMap { number, name in
            let place = "\(pointer)/identity/\(number)"
            guard let attribute = type.attribute(name) else {
                return DocumentProblem(place, "the type has no attribute `\(name)`")
            }
            let isNaming =
                attribute.role == .input && attribute.isRequired && !attribute.isSensitive
                && attribute.schema["type"] == "string"
            return isNaming
                ? nil : DocumentProblem(place, "`\(name)` is no required text of the catalog")
        }
    }

    private func referenceKey() -> [DocumentProblem] {
        guard let key = type.referenceKey, !described.identity.names.contains(key) else {
            return []
        }
        return [DocumentProblem("\(pointer)/reference_key", "`\(key)` is not part of the identity")]
    }

    private func removal() -> [DocumentProblem] {
        guard type.removal.standard == .suspend, !type.removal.canSuspend else { return [] }
        return [
            DocumentProblem(
                "\(pointer)/removal/standard", "objects of the type can't be suspended")
        ]
    }

    private func attributeProblems(
        _ attribute: AttributeForm, at place: String
    ) -> [DocumentProblem] {
        DocumentCheck.schemaProblems(attribute.schema.schema, "\(place)/schema")
            + standard(attribute.schema, "\(place)/default")
            + traits(attribute.schema, "\(place)/traits") + text(attribute, "\(place)/text")
            + reference(attribute.schema, "\(place)/references")
    }

    private func standard(_ schema: AttributeSchema, _ place: String) -> [DocumentProblem] {
        guard let value = schema.defaultValue else { return [] }
        if schema.role != .input || schema.isRequired || schema.isSensitive {
            return [
                DocumentProblem(place, "the catalog always states the value, or never does")
            ]
        }
        guard case .success(let compiled) = JSONSchema.compile(schema.schema) else { return [] }
        return compiled.validate(value).map { DocumentProblem(place, $0.message) }
    }

    private func traits(_ schema: AttributeSchema, _ place: String) -> [DocumentProblem] {
        var problems: [DocumentProblem] = []
        if schema.traits.contains(.set), schema.schema["type"] != "array" {
            problems.append(DocumentProblem(place, "`set` stands at what is no list"))
        }
        if schema.traits.contains(.document), schema.schema["type"] != "string" {
            problems.append(DocumentProblem(place, "`document` stands at what is no text"))
        }
        if schema.role != .input, !schema.traits.isDisjoint(with: [.required, .immutable]) {
            problems.append(
                DocumentProblem(place, "the catalog does not state the attribute's value"))
        }
        if schema.role != .input, schema.isSensitive {
            problems.append(DocumentProblem(place, "a secret comes from the catalog alone"))
        }
        return problems
    }

    private func text(_ attribute: AttributeForm, _ place: String) -> [DocumentProblem] {
        guard let text = attribute.text else {
            return attribute.schema.role == .derived
                ? [DocumentProblem(place, "a derived attribute has no text")] : []
        }
        if attribute.schema.role != .derived {
            return [DocumentProblem(place, "an attribute that is not derived has a text")]
        }
        if let problem = text.problem { return [DocumentProblem(place, problem)] }
        return text.parts.compactMap { unknown($0).map { DocumentProblem(place, $0) } }
    }

    private func unknown(_ part: DerivedText.Part) -> String? {
        switch part {
        case .text: nil
        case .attribute(let name):
            type.attribute(name).map { $0.role == .input && !$0.isSensitive } == true
                ? nil : "`\(name)` is no input of the type"
        case .setting(let name):
            document.settings["properties"]?[name] != nil ? nil : "`\(name)` is no setting"
        }
    }

    /// A type of another provider is not known here.
    private func reference(_ schema: AttributeSchema, _ place: String) -> [DocumentProblem] {
        guard let name = schema.references, let other = document.type(name),
            other.type.referenceKey == nil
        else { return [] }
        return [DocumentProblem(place, "`\(name)` has no `reference_key`")]
    }
}
