// SPDX-License-Identifier: Apache-2.0

import Patterns
import Values

/// A schema compiled: its keywords sorted by the kind of instance that they concern, references
/// resolved to numbers of other nodes. It does no checking itself.
struct SchemaNode: Sendable {
    /// A node's place in `SchemaProgram.nodes`.
    typealias Number = Int

    let place: SchemaPlace
    /// For the schemas `true` and `false`.
    var verdict: Bool?
    var types: TypeSet = .any
    var constant: Value?
    var choices: ValueSet?
    var number: Shared<NumberRules>?
    var text: Shared<TextRules>?
    var list: Shared<ListRules>?
    var object: Shared<ObjectRules>?
    var inPlace: Shared<InPlaceRules>?
    var unevaluatedItems: Number?
    var unevaluatedProperties: Number?

    init(place: SchemaPlace) { self.place = place }
}

/// A value behind one pointer, so that passing it on copies the pointer and not its many parts.
final class Shared<Rules: Sendable>: Sendable {
    let rules: Rules

    init(_ rules: Rules) { self.rules = rules }
}

struct NumberRules: Sendable {
    var minimum: Value?
    var exclusiveMinimum: Value?
    var maximum: Value?
    var exclusiveMaximum: Value?
    var multipleOf: DecimalNumber?
    var multipleOfValue: Value?
}

struct TextRules: Sendable {
    var lengthMin: Int?
    var lengthMax: Int?
    var pattern: Pattern?
    var format: Format?
}

struct ListRules: Sendable {
    var countMin: Int?
    var countMax: Int?
    var isUnique = false
    var prefix: [SchemaNode.Number] = []
    var items: SchemaNode.Number?
    var contains: SchemaNode.Number?
    var containsMin = 1
    var containsMax: Int?
}

struct ObjectRules: Sendable {
    struct Property: Sendable {
        let name: String
        let schema: SchemaNode.Number
        var isRequired = false
    }

    var countMin: Int?
    var countMax: Int?
    /// All names of `required`, and those of them that are no `properties`.
    var required: [String] = []
    var requiredElsewhere: [String] = []
    var requiredPropertyCount = 0
    /// Sorted by the names' bytes, as the members of an instance are.
    var properties: [Property] = []
    var patterns: [(pattern: Pattern, schema: SchemaNode.Number)] = []
    var additional: SchemaNode.Number?
    /// `additionalProperties: false`, by far its most frequent use.
    var refusesAdditional = false
    var names: SchemaNode.Number?
    var dependentRequired: [(key: String, names: [String])] = []
}

/// Keywords that apply further schemas to the same instance.
struct InPlaceRules: Sendable {
    struct Dynamic: Sendable {
        let anchor: String
        let fallback: SchemaNode.Number
    }

    var reference: SchemaNode.Number?
    var dynamicReference: Dynamic?
    var allOf: [SchemaNode.Number] = []
    var anyOf: [SchemaNode.Number] = []
    var oneOf: [SchemaNode.Number] = []
    var not: SchemaNode.Number?
    var condition: SchemaNode.Number?
    var consequence: SchemaNode.Number?
    var alternative: SchemaNode.Number?
    var dependentSchemas: [(key: String, schema: SchemaNode.Number)] = []

    /// All of them, for the search of circles.
    var all: [SchemaNode.Number] {
        [reference, dynamicReference?.fallback, not, condition, consequence, alternative]
            .compactMap { $0 } + allOf + anyOf + oneOf + dependentSchemas.map(\.schema)
    }
}

/// All nodes of a compiled schema.
struct SchemaProgram: Sendable {
    var nodes: [SchemaNode] = []
    /// For each dynamic anchor: the node that bears it in each resource.
    var dynamicAnchors: [String: [Int: SchemaNode.Number]] = [:]
    var documentNames: [String?] = []
}
