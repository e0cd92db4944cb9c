// SPDX-License-Identifier: Apache-2.0

import Values

/// The keywords of one schema object.
struct SchemaKeywords {
    let place: SchemaPlace
    let fields: Fields<Value>
    /// Which kinds of keywords there are.
    let groups: Keyword.Group

    init(place: SchemaPlace, fields: Fields<Value>, _ vocabularies: Vocabularies) {
        self.place = place
        self.fields = fields
        var groups: Keyword.Group = []
        for entry in fields.entries {
            if let keyword = Keyword.all[entry.key],
                !keyword.vocabularies.isDisjoint(with: vocabularies)
            {
                groups.formUnion(keyword.group)
            }
        }
        self.groups = groups
    }

    subscript(_ keyword: String) -> Value? { fields[keyword] }
}

/// Reading keywords: a value of the wrong kind is reported and counts as absent.
extension SchemaCompiler {
    mutating func wrong(_ keyword: String, _ keywords: SchemaKeywords, expected: String) {
        guard let value = keywords[keyword] else { return }
        index.report(
            "`\(keyword)` is \(value.typeNameWithArticle), \(expected) is expected",
            at: keywords.place, .key(keyword))
    }

    /// A count: an integer from 0 on, which may be written as 2.0.
    mutating func count(_ keyword: String, _ keywords: SchemaKeywords) -> Int? {
        switch keywords[keyword] {
        case nil: return nil
        case .int(let number) where number >= 0: return Int(number)
        case .double(let number) where number >= 0 && number == number.rounded():
            return Int(exactly: number) ?? .max
        case .int, .double:
            index.report(
                "`\(keyword)` is an integer from 0 on", at: keywords.place, .key(keyword))
        default: wrong(keyword, keywords, expected: "an integer from 0 on")
        }
        return nil
    }

    mutating func number(_ keyword: String, _ keywords: SchemaKeywords) -> Value? {
        switch keywords[keyword] {
        case nil: return nil
        case .int?: return keywords[keyword]
        case .double(let number) where number.isFinite: return keywords[keyword]
        default: wrong(keyword, keywords, expected: "a number")
        }
        return nil
    }

    mutating func string(_ keyword: String, _ keywords: SchemaKeywords) -> String? {
        guard let value = keywords[keyword] else { return nil }
        if let text = value.string { return text }
        wrong(keyword, keywords, expected: "a string")
        return nil
    }

    mutating func flag(_ keyword: String, _ keywords: SchemaKeywords) -> Bool? {
        guard let value = keywords[keyword] else { return nil }
        if let flag = value.bool { return flag }
        wrong(keyword, keywords, expected: "a boolean")
        return nil
    }

    mutating func list(_ keyword: String, _ keywords: SchemaKeywords) -> [Value]? {
        guard let value = keywords[keyword] else { return nil }
        if let items = value.list { return items }
        wrong(keyword, keywords, expected: "a list")
        return nil
    }

    mutating func object(_ keyword: String, _ keywords: SchemaKeywords) -> Fields<Value>? {
        guard let value = keywords[keyword] else { return nil }
        if let fields = value.object { return fields }
        wrong(keyword, keywords, expected: "an object")
        return nil
    }

    /// A list of different names, sorted by bytes.
    mutating func names(
        _ value: Value, _ keywords: SchemaKeywords, _ steps: [PathStep]
    ) -> [String] {
        let place = keywords.place
        func report(_ message: String, _ more: [PathStep] = []) {
            index.report(
                SchemaProblem(
                    path: place.path + steps + more,
                    document: index.documentNames[place.document], message: message,
                    suggestion: nil))
        }
        guard let items = value.list else {
            report("\(value.typeNameWithArticle) stands where a list of names is expected")
            return []
        }
        var names: [String] = []
        for (place, item) in items.enumerated() {
            guard let name = item.string else {
                report("a name is a string, this is \(item.typeNameWithArticle)", [.index(place)])
                continue
            }
            names.append(name)
        }
        names.sort { $0.precedesByBytes($1) }
        if zip(names, names.dropFirst()).contains(where: { $0.hasSameBytes(as: $1) }) {
            report("a name stands twice in the list")
        }
        return names
    }

    mutating func schema(_ keyword: String, _ keywords: SchemaKeywords) -> SchemaNode.Number? {
        keywords[keyword].map {
            number(of: keywords.place.inside(.key(keyword), value: $0))
        }
    }

    mutating func schemas(_ keyword: String, _ keywords: SchemaKeywords) -> [SchemaNode.Number] {
        guard let items = list(keyword, keywords) else { return [] }
        if items.isEmpty {
            index.report(
                "`\(keyword)` needs at least one schema", at: keywords.place, .key(keyword))
        }
        return items.enumerated().map { index, item in
            number(of: keywords.place.inside(.key(keyword), .index(index), value: item))
        }
    }

    /// The members of a map of schemas, sorted by their keys.
    mutating func schemaMap(
        _ keyword: String, _ keywords: SchemaKeywords
    ) -> [(key: String, schema: SchemaNode.Number)] {
        guard let fields = object(keyword, keywords) else { return [] }
        return fields.entries.map { entry in
            let place = keywords.place.inside(.key(keyword), .key(entry.key), value: entry.value)
            return (entry.key, number(of: place))
        }
    }
}
