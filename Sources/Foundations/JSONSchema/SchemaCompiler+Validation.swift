// SPDX-License-Identifier: Apache-2.0

import Patterns
import Values

/// The validation vocabulary, section 6 of JSON Schema Validation 2020-12, and `format`, section 7.
extension SchemaCompiler {
    mutating func addValidation(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        if keywords.groups.contains(.choice) {
            node.types = types(keywords)
            node.constant = keywords["const"]
            node.choices = list("enum", keywords).map(ValueSet.init)
        }
        if keywords.groups.contains(.number) { addNumberRules(keywords, to: &node) }
        if keywords.groups.contains(.text) { addTextRules(keywords, to: &node) }
        if keywords.groups.contains(.list) { addListRules(keywords, to: &node) }
        if keywords.groups.contains(.object) { addObjectRules(keywords, to: &node) }
    }

    private mutating func types(_ keywords: SchemaKeywords) -> TypeSet {
        guard let value = keywords["type"] else { return .any }
        let isList = value.list != nil
        var result: TypeSet = []
        for (place, item) in (value.list ?? [value]).enumerated() {
            let steps: [PathStep] = isList ? [.key("type"), .index(place)] : [.key("type")]
            guard let name = item.string else {
                reportType("the name of a type is a string", keywords, steps)
                return .any
            }
            guard let known = TypeSet.names.first(where: { $0.name == name }) else {
                reportType(
                    "no type is named `\(name)`", keywords, steps,
                    suggestion: Self.typeMeant(by: name))
                return .any
            }
            result.formUnion(known.types)
        }
        if result.isEmpty {
            reportType("`type` needs at least one name of a type", keywords, [.key("type")])
            return .any
        }
        return result
    }

    private mutating func reportType(
        _ message: String, _ keywords: SchemaKeywords, _ steps: [PathStep],
        suggestion: String? = nil
    ) {
        index.report(
            SchemaProblem(
                path: keywords.place.path + steps,
                document: index.documentNames[keywords.place.document], message: message,
                suggestion: suggestion))
    }

    private static func typeMeant(by name: String) -> String? {
        let others = [
            "list": "array", "map": "object", "int": "integer", "bool": "boolean",
            "str": "string", "text": "string", "float": "number", "double": "number",
        ]
        return others[name] ?? nearestName(to: name, among: TypeSet.names.map(\.name))
    }

    private mutating func addNumberRules(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        var rules = NumberRules()
        rules.minimum = number("minimum", keywords)
        rules.exclusiveMinimum = number("exclusiveMinimum", keywords)
        rules.maximum = number("maximum", keywords)
        rules.exclusiveMaximum = number("exclusiveMaximum", keywords)
        if let value = number("multipleOf", keywords), let divisor = DecimalNumber(value) {
            if divisor.digits == 0 || divisor.isNegative {
                index.report("`multipleOf` is more than 0", at: keywords.place, .key("multipleOf"))
            } else {
                rules.multipleOf = divisor
                rules.multipleOfValue = value
            }
        }
        if rules.minimum != nil || rules.exclusiveMinimum != nil || rules.maximum != nil
            || rules.exclusiveMaximum != nil || rules.multipleOf != nil
        {
            node.number = Shared(rules)
        }
    }

    private mutating func addTextRules(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        var rules = TextRules()
        rules.lengthMin = count("minLength", keywords)
        rules.lengthMax = count("maxLength", keywords)
        if let source = string("pattern", keywords) {
            rules.pattern = pattern(source, keywords.place, .key("pattern"))
        }
        if rules.lengthMin != nil || rules.lengthMax != nil || rules.pattern != nil {
            node.text = Shared(rules)
        }
    }

    mutating func pattern(_ source: String, _ place: SchemaPlace, _ steps: PathStep...) -> Pattern?
    {
        do {
            return try Pattern(source, dialect: .ecma262)
        } catch {
            index.report(
                SchemaProblem(
                    path: place.path + steps, document: index.documentNames[place.document],
                    message:
                        "the pattern is refused at its byte \(error.offset + 1): \(error.message)",
                    suggestion: nil))
            return nil
        }
    }

    private mutating func addListRules(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        var rules = node.list?.rules ?? ListRules()
        rules.countMin = count("minItems", keywords)
        rules.countMax = count("maxItems", keywords)
        rules.isUnique = flag("uniqueItems", keywords) ?? false
        if rules.countMin != nil || rules.countMax != nil || rules.isUnique {
            node.list = Shared(rules)
        }
    }

    private mutating func addObjectRules(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        var rules = node.object?.rules ?? ObjectRules()
        rules.countMin = count("minProperties", keywords)
        rules.countMax = count("maxProperties", keywords)
        if let required = keywords["required"] {
            rules.required = names(required, keywords, [.key("required")])
        }
        for entry in object("dependentRequired", keywords) ?? [:] {
            rules.dependentRequired.append(
                (
                    entry.key,
                    names(entry.value, keywords, [.key("dependentRequired"), .key(entry.key)])
                ))
        }
        if rules.countMin != nil || rules.countMax != nil || !rules.required.isEmpty
            || !rules.dependentRequired.isEmpty
        {
            node.object = Shared(rules)
        }
    }

    mutating func addFormat(
        _ keywords: SchemaKeywords, _ vocabularies: Vocabularies, to node: inout SchemaNode
    ) {
        guard !vocabularies.isDisjoint(with: [.formatAnnotation, .formatAssertion]),
            let name = string("format", keywords)
        else { return }
        let isRequired = vocabularies.contains(.formatAssertion)
        if let format = Format(rawValue: name) {
            guard isRequired || options.formats.covers(format) else { return }
            var rules = node.text?.rules ?? TextRules()
            rules.format = format
            node.text = Shared(rules)
        } else if isRequired || options.strictKeywords {
            index.report(
                "no format is named `\(name)`", at: keywords.place, .key("format"),
                suggestion: nearestName(to: name, among: Format.allCases.map(\.rawValue)))
        }
    }
}
