// SPDX-License-Identifier: Apache-2.0

import Values

/// Names of keywords, and keywords that only annotate.
extension SchemaCompiler {
    /// Names of older drafts and what became of them.
    private static let formerNames = [
        "definitions": "$defs", "dependencies": "dependentRequired", "additionalItems": "items",
        "id": "$id", "$recursiveRef": "$dynamicRef", "$recursiveAnchor": "$dynamicAnchor",
    ]

    private static let currentNames = Keyword.names.filter { formerNames[$0] == nil }

    /// An unknown keyword is an annotation (core, section 6.5). Asked to be strict, only one that
    /// starts with `x-` is.
    mutating func checkNames(of keywords: SchemaKeywords) {
        guard options.strictKeywords else { return }
        for entry in keywords.fields {
            if let current = Self.formerNames[entry.key] {
                index.report(
                    "`\(entry.key)` is a keyword of an older draft", at: keywords.place,
                    .key(entry.key), suggestion: current)
            } else if Keyword.all[entry.key] == nil, !entry.key.hasPrefix("x-") {
                index.report(
                    "`\(entry.key)` is not a known keyword", at: keywords.place, .key(entry.key),
                    suggestion: nearestName(to: entry.key, among: Self.currentNames))
            }
        }
    }

    /// Their values have fixed types, though they check nothing.
    mutating func checkAnnotations(_ keywords: SchemaKeywords, _ vocabularies: Vocabularies) {
        _ = string("$comment", keywords)
        if let declared = object("$vocabulary", keywords) {
            for entry in declared where entry.value.bool == nil {
                index.report(
                    "whether a vocabulary is required is a boolean", at: keywords.place,
                    .key("$vocabulary"), .key(entry.key))
            }
        }
        if vocabularies.contains(.metaData) {
            for keyword in ["title", "description"] { _ = string(keyword, keywords) }
            for keyword in ["deprecated", "readOnly", "writeOnly"] { _ = flag(keyword, keywords) }
            _ = list("examples", keywords)
        }
        if vocabularies.contains(.content) {
            for keyword in ["contentEncoding", "contentMediaType"] { _ = string(keyword, keywords) }
            _ = schema("contentSchema", keywords)
        }
    }

    /// Definitions that nothing refers to are compiled too, so that their problems show.
    mutating func checkDefinitions(_ keywords: SchemaKeywords) {
        _ = schemaMap("$defs", keywords)
    }
}
