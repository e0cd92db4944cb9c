// SPDX-License-Identifier: Apache-2.0

/// The vocabularies of JSON Schema 2020-12 (core, section 8.1.2) that a schema is written in.
struct Vocabularies: OptionSet, Sendable {
    let rawValue: UInt8

    static let core = Vocabularies(rawValue: 1)
    static let applicator = Vocabularies(rawValue: 2)
    static let unevaluated = Vocabularies(rawValue: 4)
    static let validation = Vocabularies(rawValue: 8)
    static let metaData = Vocabularies(rawValue: 16)
    static let formatAnnotation = Vocabularies(rawValue: 32)
    static let formatAssertion = Vocabularies(rawValue: 64)
    static let content = Vocabularies(rawValue: 128)

    /// What https://json-schema.org/draft/2020-12/schema declares.
    static let standard: Vocabularies = [
        .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
    ]

    static let standardURI = "https://json-schema.org/draft/2020-12/schema"

    private static let uriStart = "https://json-schema.org/draft/2020-12/vocab/"

    static func vocabulary(named uri: String) -> Vocabularies? {
        guard uri.hasPrefix(uriStart) else { return nil }
        switch uri.dropFirst(uriStart.count) {
        case "core": return .core
        case "applicator": return .applicator
        case "unevaluated": return .unevaluated
        case "validation": return .validation
        case "meta-data": return .metaData
        case "format-annotation": return .formatAnnotation
        case "format-assertion": return .formatAssertion
        case "content": return .content
        default: return nil
        }
    }
}

/// The keywords of the vocabularies, and where they hold schemas.
struct Keyword: Sendable {
    enum Subschemas: Sendable {
        case none, one, list, map
        /// `dependencies` of older drafts: a schema or a list of names for each key.
        case mapOfSchemasOrNames
    }

    let vocabularies: Vocabularies
    let subschemas: Subschemas

    private init(_ vocabularies: Vocabularies, _ subschemas: Subschemas = .none) {
        self.vocabularies = vocabularies
        self.subschemas = subschemas
    }

    static let all: [String: Keyword] = {
        var all: [String: Keyword] = [:]
        func add(_ names: String, _ keyword: Keyword) {
            for name in names.split(separator: " ") { all[String(name)] = keyword }
        }
        add(
            "$id $schema $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment", .init(.core)
        )
        add("$defs", .init(.core, .map))
        add("properties patternProperties dependentSchemas", .init(.applicator, .map))
        add("allOf anyOf oneOf prefixItems", .init(.applicator, .list))
        add(
            "items contains additionalProperties propertyNames if then else not",
            .init(.applicator, .one))
        add("dependencies", .init(.applicator, .mapOfSchemasOrNames))
        add("unevaluatedItems unevaluatedProperties", .init(.unevaluated, .one))
        add(
            """
            type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength \
            minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties \
            minProperties required dependentRequired
            """, .init(.validation))
        add("title description default deprecated readOnly writeOnly examples", .init(.metaData))
        add("format", .init([.formatAnnotation, .formatAssertion]))
        add("contentEncoding contentMediaType", .init(.content))
        add("contentSchema", .init(.content, .one))
        return all
    }()

    static let names = all.keys.sorted()
}
