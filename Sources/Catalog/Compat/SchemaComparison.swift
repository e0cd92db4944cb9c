// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a schema of parameters took and its successor does not take, or can't be shown to: keyword by keyword of JSON
/// Schema 2020-12. Every loss that it finds may be none (two keywords may say the same in other ways); it misses none
/// of the keywords that narrow. It looks at no instance.
struct SchemaComparison {
    struct Loss {
        let rule: PromiseRule
        /// Where the successor says so, from the schema's root: names of keywords and members.
        let path: [String]
        /// The members on the way to what is narrower, none for the parameters as a whole.
        let parameter: [String]
        /// What is so now, in the middle of a sentence about the parameter.
        let words: String
    }

    private(set) var losses: [Loss] = []

    init(from old: Value, to new: Value) {
        compare(old, new, Spot())
    }

    /// Where the comparison is, in the successor.
    private struct Spot {
        var path: [String] = []
        var parameter: [String] = []

        func below(_ keyword: String) -> Spot {
            Spot(path: path + [keyword], parameter: parameter)
        }

        func property(_ name: String) -> Spot {
            Spot(path: path + ["properties", name], parameter: parameter + [name])
        }
    }

    private mutating func compare(_ old: Value, _ new: Value, _ spot: Spot) {
        if old == new || new == true { return }
        guard let now = new.object else {
            return lose(.parameterNarrowed, spot, "takes nothing any more")
        }
        let was = old.object ?? [:]
        if old == false { return }
        compareTypes(was, now, spot)
        compareChoices(was, now, spot)
        compareBounds(was, now, spot)
        comparePatterns(was, now, spot)
        compareProperties(was, now, spot)
        compareRequired(was, now, spot)
        compareOthers(was, now, spot)
        if let items = now["items"] { compare(was["items"] ?? true, items, spot.below("items")) }
        compareUnproven(was, now, spot)
    }

    private mutating func lose(_ rule: PromiseRule, _ spot: Spot, _ words: String) {
        losses.append(Loss(rule: rule, path: spot.path, parameter: spot.parameter, words: words))
    }
}

// MARK: One value

extension SchemaComparison {
    private mutating func compareTypes(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        guard let types = Self.types(now) else { return }
        guard let former = Self.types(was) else {
            return lose(
                .parameterType, spot.below("type"), "has to be \(Self.list(types)) now")
        }
        let taken = types.contains("number") ? types.union(["integer"]) : types
        let lost = former.subtracting(taken)
        guard !lost.isEmpty else { return }
        lose(
            .parameterType, spot.below("type"),
            "has to be \(Self.list(types)) now and may no longer be \(Self.list(lost))")
    }

    private static func types(_ schema: Fields<Value>) -> Set<String>? {
        switch schema["type"] {
        case .string(let type)?: [type]
        case .list(let types)?: Set(types.compactMap(\.string))
        default: nil
        }
    }

    private mutating func compareChoices(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        guard let (keyword, choices) = Self.choices(now) else { return }
        let written = choices.map { CanonicalJSON.text(of: $0) }
        guard let (_, former) = Self.choices(was) else {
            return lose(
                .parameterNarrowed, spot.below(keyword), "has to be \(Self.list(written)) now")
        }
        let lost = former.filter { !choices.contains($0) }.map { CanonicalJSON.text(of: $0) }
        guard !lost.isEmpty else { return }
        lose(
            .parameterNarrowed, spot.below(keyword), "may no longer be \(Self.list(lost))")
    }

    private static func choices(_ schema: Fields<Value>) -> (keyword: String, [Value])? {
        if let constant = schema["const"] { return ("const", [constant]) }
        return schema["enum"]?.list.map { ("enum", $0) }
    }

    private static let mostKeywords = [
        "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains",
    ]
    private static let leastKeywords = [
        "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains",
    ]

    private mutating func compareBounds(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        for keyword in Self.mostKeywords {
            compareBound(keyword, was, now, spot) { $0 < $1 }
        }
        for keyword in Self.leastKeywords {
            compareBound(keyword, was, now, spot) { $0 > $1 }
        }
        if now["uniqueItems"] == true, was["uniqueItems"] != true {
            lose(.parameterNarrowed, spot.below("uniqueItems"), "takes nothing twice any more")
        }
    }

    private mutating func compareBound(
        _ keyword: String, _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot,
        isNarrower: (Double, Double) -> Bool
    ) {
        guard let value = now[keyword], let bound = Self.number(value) else { return }
        let written = CanonicalJSON.text(of: value)
        guard let former = was[keyword], let limit = Self.number(former) else {
            return lose(
                .parameterNarrowed, spot.below(keyword), "has a `\(keyword)` of \(written) now")
        }
        guard isNarrower(bound, limit) else { return }
        lose(
            .parameterNarrowed, spot.below(keyword),
            "has a `\(keyword)` of \(written) now, which was \(CanonicalJSON.text(of: former))")
    }

    private static func number(_ value: Value) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    private mutating func comparePatterns(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        for keyword in ["pattern", "format"] {
            guard let text = now[keyword]?.string, now[keyword] != was[keyword] else { continue }
            let verb = was[keyword] == nil ? "has a" : "has another"
            lose(
                .parameterPattern, spot.below(keyword), "\(verb) `\(keyword)` now: `\(text)`")
        }
    }

    private static func list(_ names: some Collection<String>) -> String {
        names.sorted { $0.precedesByBytes($1) }.map { "`\($0)`" }.joined(separator: ", ")
    }
}

// MARK: Members and what else there is

extension SchemaComparison {
    private mutating func compareProperties(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        let properties = now["properties"]?.object ?? [:]
        let required = Self.required(was)
        for (name, former) in was["properties"]?.object ?? [:] {
            let inner = spot.property(name)
            guard let property = properties[name] else {
                let place = Spot(path: spot.path + ["properties"], parameter: inner.parameter)
                lose(.parameterRemoved, place, "is gone")
                continue
            }
            compare(former, property, inner)
            compareDefault(former, property, inner, isStated: required.contains(name))
            if property["x-immutable"] == true, former["x-immutable"] != true {
                lose(
                    .parameterImmutable, inner.below("x-immutable"),
                    "can't be changed any more without a new object")
            }
        }
    }

    private mutating func compareDefault(
        _ was: Value, _ now: Value, _ spot: Spot, isStated: Bool
    ) {
        guard !isStated, let former = was["default"], now["default"] != former else { return }
        let isSensitive = was["x-sensitive"] == true || now["x-sensitive"] == true
        let shown = isSensitive ? "what it was" : "`\(CanonicalJSON.text(of: former))`"
        guard let value = now["default"] else {
            return lose(.parameterDefault, spot, "is no longer \(shown) where it is not stated")
        }
        let new = isSensitive ? "something else" : "`\(CanonicalJSON.text(of: value))`"
        lose(
            .parameterDefault, spot.below("default"),
            "is \(new) now where it is not stated, and was \(shown)")
    }

    private mutating func compareRequired(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        let properties = now["properties"]?.object ?? [:]
        for name in Self.required(now).subtracting(Self.required(was))
            .sorted(by: { $0.precedesByBytes($1) }) where properties[name]?["default"] == nil
        {
            let place = Spot(path: spot.path + ["required"], parameter: spot.parameter + [name])
            lose(.parameterRequired, place, "has to be stated now")
        }
    }

    private static func required(_ schema: Fields<Value>) -> Set<String> {
        Set((schema["required"]?.list ?? []).compactMap(\.string))
    }

    /// What was never named was never promised: a new property may narrow what any name could be before.
    private mutating func compareOthers(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        guard let others = now["additionalProperties"] else { return }
        let former = was["additionalProperties"] ?? true
        let inner = spot.below("additionalProperties")
        if others == false, former != false {
            return lose(.parameterNarrowed, inner, "takes no other names any more")
        }
        compare(former, others, inner)
    }

    /// Keywords whose change nothing here can judge.
    private static let unprovenKeywords = [
        "$dynamicRef", "$ref", "allOf", "anyOf", "contains", "dependentRequired",
        "dependentSchemas", "else", "if", "multipleOf", "not", "oneOf", "patternProperties",
        "prefixItems", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
    ]

    private mutating func compareUnproven(
        _ was: Fields<Value>, _ now: Fields<Value>, _ spot: Spot
    ) {
        for keyword in Self.unprovenKeywords where now[keyword] != nil {
            if now[keyword] == was[keyword] { continue }
            lose(
                .parameterNarrowed, spot.below(keyword),
                "has another `\(keyword)` now, and nothing shows that it takes all that it took")
        }
        let definitions = now["$defs"]?.object ?? [:]
        for (name, former) in was["$defs"]?.object ?? [:] {
            guard let definition = definitions[name], definition != former else { continue }
            lose(
                .parameterNarrowed, spot.below("$defs").below(name),
                "has another definition `\(name)` now, and nothing shows that it takes all that it took"
            )
        }
    }
}
