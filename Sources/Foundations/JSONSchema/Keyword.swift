// SPDX-License-Identifier: Apache-2.0

/// A keyword of the vocabularies: where it holds schemas, and what part of a node it concerns.
struct Keyword: Sendable {
    enum Subschemas: Sendable {
        case none, one, list, map
        /// `dependencies` of older drafts: a schema or a list of names for each key.
        case mapOfSchemasOrNames
    }

    /// Keywords that are compiled together; a schema that has none of a group skips all of it.
    struct Group: OptionSet, Sendable {
        let rawValue: UInt16

        static let reference = Group(rawValue: 1)
        static let identity = Group(rawValue: 2)
        static let choice = Group(rawValue: 4)
        static let number = Group(rawValue: 8)
        static let text = Group(rawValue: 16)
        static let list = Group(rawValue: 32)
        static let object = Group(rawValue: 64)
        static let items = Group(rawValue: 128)
        static let members = Group(rawValue: 256)
        static let inPlace = Group(rawValue: 512)
        static let unevaluated = Group(rawValue: 1_024)
        static let annotation = Group(rawValue: 2_048)
        static let format = Group(rawValue: 4_096)
    }

    let vocabularies: Vocabularies
    let group: Group
    let subschemas: Subschemas

    private init(_ vocabularies: Vocabularies, _ group: Group, _ subschemas: Subschemas = .none) {
        self.vocabularies = vocabularies
        self.group = group
        self.subschemas = subschemas
    }

    static let all: [String: Keyword] = {
        var all: [String: Keyword] = [:]
        func add(_ names: String, _ keyword: Keyword) {
            for name in names.split(separator: " ") { all[String(name)] = keyword }
        }
        add("$id $schema $anchor $dynamicAnchor", .init(.core, .identity))
        add("$ref $dynamicRef", .init(.core, .reference))
        add("$defs", .init(.core, .reference, .map))
        add("$vocabulary $comment", .init(.core, .annotation))
        add("prefixItems", .init(.applicator, .items, .list))
        add("items contains", .init(.applicator, .items, .one))
        add("properties patternProperties", .init(.applicator, .members, .map))
        add("additionalProperties propertyNames", .init(.applicator, .members, .one))
        add("allOf anyOf oneOf", .init(.applicator, .inPlace, .list))
        add("if then else not", .init(.applicator, .inPlace, .one))
        add("dependentSchemas", .init(.applicator, .inPlace, .map))
        add("dependencies", .init(.applicator, .inPlace, .mapOfSchemasOrNames))
        add("unevaluatedItems unevaluatedProperties", .init(.unevaluated, .unevaluated, .one))
        add("type const enum", .init(.validation, .choice))
        add(
            "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum",
            .init(.validation, .number))
        add("maxLength minLength pattern", .init(.validation, .text))
        add("maxItems minItems uniqueItems maxContains minContains", .init(.validation, .list))
        add("maxProperties minProperties required dependentRequired", .init(.validation, .object))
        add(
            "title description default deprecated readOnly writeOnly examples",
            .init(.metaData, .annotation))
        add("format", .init([.formatAnnotation, .formatAssertion], .format))
        add("contentEncoding contentMediaType", .init(.content, .annotation))
        add("contentSchema", .init(.content, .annotation, .one))
        return all
    }()

    static let names = all.keys.sorted()
}
