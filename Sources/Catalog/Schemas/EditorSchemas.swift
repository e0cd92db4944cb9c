// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// JSON Schemas (2020-12) of a catalog's documents, for editors: one a kind, one a service for its subscriptions, and
/// one over all kinds. They are made from the tables that decoding reads by and from what the catalog holds, and take
/// all that a load takes. Each stands alone: it refers to no other file.
package struct EditorSchemas {
    private let tables: TableSchema

    /// `tierWords` says what a tier is and costs.
    package init(_ catalog: Catalog, providers: [Provider], tierWords: (Tier) -> String) {
        tables = TableSchema(
            names: KnownNames(catalog),
            refinements: SchemaRefinements(catalog, providers: providers, tierWords: tierWords))
    }

    package enum Name: Hashable, Sendable {
        case kind(CatalogKind)
        /// Of the subscriptions to a service, by its id.
        case service(String)
        case catalog
    }

    /// Of all schemas that there are.
    package var names: [Name] {
        Self.kinds.map(Name.kind)
            + tables.refinements.services.map { Name.service($0.head.id.value) } + [.catalog]
    }

    private static let kinds = CatalogKind.allCases.filter { FieldTable.of($0) != nil }

    /// Nil for what there is no schema of.
    package func schema(_ name: Name) -> Value? {
        let body: Fields<Value>? =
            switch name {
            case .kind(let kind): kindSchema(kind)
            case .service(let id): subscriptions(to: id)
            case .catalog: anyKind
            }
        guard var schema = body else { return nil }
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["$id"] = .string(name.uri)
        return .object(schema)
    }

    // MARK: Documents

    private func kindSchema(_ kind: CatalogKind) -> Fields<Value>? {
        guard var schema = described(kind) else { return nil }
        if kind == .subscription || kind == .bundle { schema["$defs"] = .object(parameters) }
        return schema
    }

    private func described(_ kind: CatalogKind) -> Fields<Value>? {
        guard let table = FieldTable.of(kind) else { return nil }
        var schema = tables.schema(table)
        schema["title"] = .string(kind.rawValue)
        schema["description"] = .string(kind.summary)
        return schema
    }

    /// The services' own schemas of parameters, by id.
    private var parameters: Fields<Value> {
        Fields(tables.refinements.services.map(ServiceUse.definition))
    }

    private func subscriptions(to id: String) -> Fields<Value>? {
        let table = FieldTable.subscription
        guard let service = tables.refinements.services.first(where: { $0.head.id.value == id }),
            let use = tables.refinements.schema(ofService: id, in: table)
        else { return nil }
        var schema = tables.schema(table)
        schema["allOf"] = nil
        schema = schema.refined(by: use).refined(by: [
            "properties": ["service": ["const": .string(id), "enum": [.string(id)]]]
        ])
        schema["$defs"] = .object(Fields([ServiceUse.definition(of: service)]))
        schema["title"] = .string("Subscription to \(service.name.text())")
        schema["description"] = .string(service.summary.text())
        return schema
    }

    /// For files whose documents are of several kinds, and for editors that are told one schema for all files.
    private var anyKind: Fields<Value> {
        let kinds = Self.kinds
        var definitions = parameters
        for kind in kinds { definitions[kind.rawValue] = described(kind).map { .object($0) } }
        let described: Value = [
            "enum": .names(kinds.map(\.rawValue)),
            "enumDescriptions": .names(kinds.map(\.summary)),
            "description": "What the document describes.",
        ]
        return [
            "title": "A document of the catalog", "type": "object", "required": ["kind"],
            "properties": ["kind": described], "$defs": .object(definitions),
            "allOf": .list(
                kinds.map { kind in
                    [
                        "if": .holding(kind.rawValue, at: ["kind"]),
                        "then": ["$ref": .string("#/$defs/\(kind.rawValue)")],
                    ]
                }),
        ]
    }
}

extension EditorSchemas.Name {
    /// As the command takes it: `Department`, `service/file-share`, `catalog`.
    package init?(_ text: String) {
        if text == "catalog" {
            self = .catalog
        } else if let kind = CatalogKind(rawValue: text) {
            self = .kind(kind)
        } else if text.hasPrefix("service/") {
            self = .service(String(text.dropFirst("service/".count)))
        } else {
            return nil
        }
    }

    package var text: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .service(let id): "service/\(id)"
        case .catalog: "catalog"
        }
    }

    /// Below the folder of all schemas.
    package var path: String {
        switch self {
        case .kind, .catalog: "\(text).schema.json"
        case .service(let id): "\(EditorSchemas.serviceFolder)/\(id).schema.json"
        }
    }

    /// The same wherever the files lie. Nothing is fetched from there.
    fileprivate var uri: String { EditorSchemas.uriStart + path }
}

extension EditorSchemas {
    package static let serviceFolder = "services"
    package static let uriStart = "https://burnham.example/schemas/"
}
