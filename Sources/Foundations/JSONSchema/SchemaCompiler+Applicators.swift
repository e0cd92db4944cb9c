// SPDX-License-Identifier: Apache-2.0

import Values

/// The applicator and unevaluated vocabularies: core, sections 10 and 11.
extension SchemaCompiler {
    mutating func addApplicators(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        if keywords.groups.contains(.items) { addItemSchemas(keywords, to: &node) }
        if keywords.groups.contains(.members) { addMemberSchemas(keywords, to: &node) }
        if keywords.groups.contains(.inPlace) { addInPlaceApplicators(keywords, to: &node) }
        guard keywords.groups.contains(.unevaluated) else { return }
        node.unevaluatedItems = schema("unevaluatedItems", keywords)
        node.unevaluatedProperties = schema("unevaluatedProperties", keywords)
    }

    /// Section 10.3.1.
    private mutating func addItemSchemas(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        var rules = node.list?.rules ?? ListRules()
        rules.prefix = schemas("prefixItems", keywords)
        rules.items = schema("items", keywords)
        rules.contains = schema("contains", keywords)
        if index.resources[keywords.place.resource].vocabularies.contains(.validation) {
            rules.containsMin = count("minContains", keywords) ?? 1
            rules.containsMax = count("maxContains", keywords)
        }
        if !rules.prefix.isEmpty || rules.items != nil || rules.contains != nil {
            node.list = Shared(rules)
        }
    }

    /// Section 10.3.2.
    private mutating func addMemberSchemas(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        var rules = node.object?.rules ?? ObjectRules()
        rules.properties = schemaMap("properties", keywords).map {
            ObjectRules.Property(name: $0.key, schema: $0.schema)
        }
        for (source, schema) in schemaMap("patternProperties", keywords) {
            let pattern = pattern(
                source, keywords.place, .key("patternProperties"), .key(source))
            if let pattern { rules.patterns.append((pattern, schema)) }
        }
        rules.additional = schema("additionalProperties", keywords)
        rules.refusesAdditional = keywords["additionalProperties"] == false
        rules.names = schema("propertyNames", keywords)
        if !rules.properties.isEmpty || !rules.patterns.isEmpty || rules.additional != nil
            || rules.names != nil
        {
            node.object = Shared(rules)
        }
    }

    /// Section 10.2: schemas for the instance itself.
    private mutating func addInPlaceApplicators(
        _ keywords: SchemaKeywords, to node: inout SchemaNode
    ) {
        var rules = InPlaceRules()
        rules.allOf = schemas("allOf", keywords)
        rules.anyOf = schemas("anyOf", keywords)
        rules.oneOf = schemas("oneOf", keywords)
        rules.not = schema("not", keywords)
        rules.condition = schema("if", keywords)
        rules.consequence = schema("then", keywords)
        rules.alternative = schema("else", keywords)
        rules.dependentSchemas = schemaMap("dependentSchemas", keywords)
        addDependencies(keywords, to: &node, &rules)
        if !rules.all.isEmpty { node.inPlace = Shared(rules) }
    }

    /// `dependencies` of older drafts: each member as `dependentRequired` or `dependentSchemas`.
    private mutating func addDependencies(
        _ keywords: SchemaKeywords, to node: inout SchemaNode, _ rules: inout InPlaceRules
    ) {
        guard let fields = object("dependencies", keywords) else { return }
        for entry in fields {
            let steps: [PathStep] = [.key("dependencies"), .key(entry.key)]
            if entry.value.list != nil {
                var object = node.object?.rules ?? ObjectRules()
                object.dependentRequired.append((entry.key, names(entry.value, keywords, steps)))
                node.object = Shared(object)
            } else {
                let place = keywords.place.inside(steps[0], steps[1], value: entry.value)
                rules.dependentSchemas.append((entry.key, number(of: place)))
            }
        }
    }
}
