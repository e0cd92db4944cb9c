// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values

/// What a catalog and the providers say of mappings that one of their fields decides about: a service of its
/// subscriptions, a provider of its targets' settings, a resource type of its attributes.
struct SchemaRefinements {
    /// What a field's value decides: the rest of the mapping follows this schema, too.
    struct Refined {
        let value: String
        let schema: Fields<Value>
    }

    /// Services that somebody can subscribe to, sorted by id.
    let services: [Service]
    private let refined: [FieldTable.Refinement: [Refined]]

    init(_ catalog: Catalog, providers: [Provider], tierWords: (Tier) -> String) {
        services = catalog.services.values.filter { $0.lifecycle.state != .retired }
            .sorted { $0.head.id.value.precedesByBytes($1.head.id.value) }
        let schemas = ServiceSchemas(catalog)
        let types = providers.flatMap(\.types).sorted { $0.name.precedesByBytes($1.name) }
        refined = [
            .service: services.map { service in
                let use = ServiceUse(service: service, schema: schemas[service.head.id.value])
                return Refined(value: service.head.id.value, schema: use.schema(tierWords))
            },
            .provider: providers.sorted { $0.name.precedesByBytes($1.name) }.map {
                Refined(value: $0.name, schema: Self.schema(of: $0))
            },
            .resourceType: types.map { Refined(value: $0.name, schema: Self.schema(of: $0)) },
        ]
    }

    /// The values that the field of a refinement may have; none where that is not known here.
    func values(of refinement: FieldTable.Refinement) -> [String] {
        // A subscription may name a retired service: the load says so better than a missing choice does.
        refinement == .service ? [] : refined[refinement, default: []].map(\.value)
    }

    /// A condition for each value that the deciding field may have.
    func conditions(of table: FieldTable) -> [Value] {
        guard let refinement = table.refinement else { return [] }
        return refined[refinement, default: []].map { refined in
            [
                "if": .holding(refined.value, at: [refinement.key]),
                "then": .object(refined.schema.concerning(table)),
            ]
        }
    }

    /// What a service decides about a mapping.
    func schema(ofService id: String, in table: FieldTable) -> Fields<Value>? {
        refined[.service]?.first { $0.value == id }?.schema.concerning(table)
    }

    // MARK: Providers and their types

    private static func schema(of provider: Provider) -> Fields<Value> {
        var schema: Fields<Value> = ["properties": ["settings": provider.settingsSchema]]
        if let settings = try? JSONSchema.compile(provider.settingsSchema).get(),
            !settings.isValid([:])
        {
            schema["required"] = ["settings"]
        }
        return schema
    }

    /// Names alone: values may be expressions, and what these give only a plan knows.
    private static func schema(of type: ResourceType) -> Fields<Value> {
        let inputs = type.attributes.filter { $0.role == .input }
        let properties = inputs.map { attribute -> (String, Value) in
            (attribute.name, ["description": .string(attribute.summary.asSentence + ".")])
        }
        return [
            "properties": [
                "attributes": [
                    "type": "object", "additionalProperties": false,
                    "properties": .object(Fields(properties)),
                ],
                "type": ["description": .string(type.summary.asSentence + ".")],
            ]
        ]
    }
}

extension Fields<Value> {
    /// The part that is about keys which a table has: a bundle states no data.
    fileprivate func concerning(_ table: FieldTable) -> Fields<Value> {
        var result = self
        if let properties = self["properties"]?.object {
            result["properties"] = .object(
                Fields(entries: properties.entries.filter { table.keys.contains($0.key) }))
        }
        return result
    }
}
