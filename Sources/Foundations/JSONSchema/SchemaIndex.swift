// SPDX-License-Identifier: Apache-2.0

import Values

/// Every schema that can be referred to: documents, the resources and anchors in them. Documents are
/// read when a reference first needs them. It checks identities and nothing else.
struct SchemaIndex {
    static let depthMax = 256

    /// The key of each document among the given ones; nil for the schema itself.
    private(set) var documentNames: [String?] = []
    private(set) var resources: [SchemaResource] = []
    private(set) var problems: [SchemaProblem] = []
    private var resourceByURI: [String: Int] = [:]
    /// Places of schemas by `SchemaPlace.key`, for pointers into them.
    private var places: [String: SchemaPlace] = [:]
    private let documents: [String: Value]
    private var unread: Set<String>
    private var vocabulariesByMetaschema: [String: Vocabularies] = [
        Vocabularies.standardURI: .standard
    ]

    let rootValue: Value

    init(root: Value, documents: [String: Value]) {
        rootValue = root
        self.documents = documents
        unread = Set(documents.keys)
        read(root, named: nil)
    }

    /// The resource with this URI, which has no fragment.
    mutating func resource(_ uri: URIReference) -> Int? {
        let name = uri.text
        if let found = resourceByURI[name] { return found }
        if unread.contains(name), let document = documents[name] {
            read(document, named: name)
        } else if let metaschema = Metaschemas.document(name) {
            read(metaschema, named: name)
        } else {
            // A resource may be embedded in a document of another name.
            for other in unread.sorted(by: { $0.precedesByBytes($1) }) {
                guard let document = documents[other] else { continue }
                read(document, named: other)
                if resourceByURI[name] != nil { break }
            }
        }
        return resourceByURI[name]
    }

    func place(key: String) -> SchemaPlace? { places[key] }

    /// All URIs that are known without reading more, for suggestions.
    var knownURIs: [String] {
        (Array(resourceByURI.keys) + documents.keys).sorted { $0.precedesByBytes($1) }
    }

    mutating func report(_ problem: SchemaProblem) { problems.append(problem) }

    mutating func report(
        _ message: String, at place: SchemaPlace, _ steps: PathStep..., suggestion: String? = nil
    ) {
        problems.append(
            SchemaProblem(
                path: place.path + steps, document: documentNames[place.document],
                message: message, suggestion: suggestion))
    }

    // MARK: reading a document

    private mutating func read(_ value: Value, named name: String?) {
        if let name { unread.remove(name) }
        documentNames.append(name)
        let uri = URIReference(name ?? "").withoutFragment
        let root = SchemaPlace(
            value: value, document: documentNames.count - 1, path: [], resource: resources.count)
        addResource(uri, root, vocabularies(of: root, inherited: .standard))
        walk(from: root)
    }

    private mutating func addResource(
        _ uri: URIReference, _ root: SchemaPlace, _ vocabularies: Vocabularies
    ) {
        let name = uri.text
        if let other = resourceByURI[name] {
            if resources[other].root.document == root.document {
                let first = JSONPointer.text(of: resources[other].root.path)
                report(
                    "the identity `\(name)` is taken by the schema at `\(first)`", at: root,
                    .key("$id"))
            }
        } else {
            resourceByURI[name] = resources.count
        }
        resources.append(SchemaResource(uri: uri, root: root, vocabularies: vocabularies))
    }

    /// Visits all subschemas without recursion.
    private mutating func walk(from root: SchemaPlace) {
        var pending = [root]
        while let next = pending.popLast() {
            guard next.path.count <= 2 * Self.depthMax else {
                report("schemas are nested deeper than \(Self.depthMax) levels", at: next)
                continue
            }
            let place = entering(next)
            places[place.key] = place
            guard case .object(let fields) = place.value else { continue }
            addAnchors(of: place, fields)
            for entry in fields.entries.reversed() {
                guard let keyword = Keyword.all[entry.key],
                    !resources[place.resource].vocabularies.isDisjoint(with: keyword.vocabularies)
                else { continue }
                addSubschemas(keyword, entry, of: place, to: &pending)
            }
        }
    }

    /// The place, in the resource that its own `$id` begins.
    private mutating func entering(_ place: SchemaPlace) -> SchemaPlace {
        guard let id = place.value["$id"] else { return place }
        guard let text = id.string else {
            report(
                "`$id` is \(id.typeNameWithArticle), a string is expected", at: place, .key("$id"))
            return place
        }
        let reference = URIReference(text)
        guard reference.fragment ?? "" == "" else {
            report(
                "`$id` may not have a fragment; an anchor is named by `$anchor`", at: place,
                .key("$id"))
            return place
        }
        let parent = resources[place.resource]
        let uri = reference.resolved(against: parent.uri).withoutFragment
        if place.path.isEmpty, uri.text == parent.uri.text { return place }
        let root = SchemaPlace(
            value: place.value, document: place.document, path: place.path,
            resource: resources.count)
        addResource(
            uri, root,
            place.path.isEmpty
                ? parent.vocabularies : vocabularies(of: root, inherited: parent.vocabularies))
        return root
    }

    private mutating func addAnchors(of place: SchemaPlace, _ fields: Fields<Value>) {
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let value = fields[keyword] else { continue }
            guard let name = value.string, Self.isAnchor(name) else {
                report(
                    "`\(keyword)` is a letter or `_`, then letters, digits, `-`, `_` and `.`",
                    at: place, .key(keyword))
                continue
            }
            if let other = resources[place.resource].anchors[name], other.path != place.path {
                report(
                    "the anchor `\(name)` is taken by the schema at `\(JSONPointer.text(of: other.path))`",
                    at: place, .key(keyword))
            }
            resources[place.resource].anchors[name] = place
            if keyword == "$dynamicAnchor" {
                resources[place.resource].dynamicAnchors[name] = place
            }
        }
    }

    /// Core, section 8.2.2: the production of XML's NCName.
    private static func isAnchor(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_"
        else { return false }
        return name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-"
                || $0 == "."
        }
    }

    private func addSubschemas(
        _ keyword: Keyword, _ entry: Fields<Value>.Entry, of place: SchemaPlace,
        to pending: inout [SchemaPlace]
    ) {
        let key = PathStep.key(entry.key)
        switch (keyword.subschemas, entry.value) {
        case (.one, let value): pending.append(place.inside(key, value: value))
        case (.list, .list(let items)):
            for (index, item) in items.enumerated().reversed() {
                pending.append(place.inside(key, .index(index), value: item))
            }
        case (.map, .object(let members)), (.mapOfSchemasOrNames, .object(let members)):
            for member in members.entries.reversed() where member.value.list == nil {
                pending.append(place.inside(key, .key(member.key), value: member.value))
            }
        default: break
        }
    }

    // MARK: vocabularies

    private mutating func vocabularies(
        of root: SchemaPlace, inherited: Vocabularies
    ) -> Vocabularies {
        guard let schema = root.value["$schema"] else { return inherited }
        guard let text = schema.string else {
            report(
                "`$schema` is \(schema.typeNameWithArticle), a string is expected", at: root,
                .key("$schema"))
            return inherited
        }
        let name = text.hasSuffix("#") ? String(text.dropLast()) : text
        if let known = vocabulariesByMetaschema[name] { return known }
        guard let metaschema = documents[name] ?? Metaschemas.document(name) else {
            report(
                "`\(name)` is not JSON Schema 2020-12 and no given document", at: root,
                .key("$schema"), suggestion: Vocabularies.standardURI)
            return inherited
        }
        let found = declared(by: metaschema, at: root)
        vocabulariesByMetaschema[name] = found
        return found
    }

    /// Core, section 8.1.2: without `$vocabulary` the core and what the implementation likes.
    private mutating func declared(by metaschema: Value, at root: SchemaPlace) -> Vocabularies {
        guard let declared = metaschema["$vocabulary"]?.object else { return .standard }
        var result: Vocabularies = .core
        for entry in declared {
            if let vocabulary = Vocabularies.vocabulary(named: entry.key) {
                result.formUnion(vocabulary)
            } else if entry.value.bool != false {
                report(
                    "the metaschema requires the vocabulary `\(entry.key)`, which is not known here",
                    at: root, .key("$schema"))
            }
        }
        return result
    }
}
