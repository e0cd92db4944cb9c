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
