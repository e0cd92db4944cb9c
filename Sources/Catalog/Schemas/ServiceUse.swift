// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values
import YAMLSource

/// What a service says of those who use it: its tiers, its parameters with the tiers' limits, and the data that it
/// may hold.
struct ServiceUse {
    let service: Service
    /// Nil where the service's own schema is none.
    let schema: JSONSchema?

    func schema(_ tierWords: (Tier) -> String) -> Fields<Value> {
        var result: Fields<Value> = [
            "properties": [
                "tier": tier(tierWords), "parameters": parameters, "data": data,
            ]
        ]
        if schema?.isValid([:]) == false { result["required"] = ["parameters"] }
        let limits = service.tiers.compactMap(limits)
        if !limits.isEmpty { result["allOf"] = .list(limits) }
        return result
    }

    private func tier(_ words: (Tier) -> String) -> Value {
        [
            "enum": .names(service.tiers.map(\.id.value)),
            "enumDescriptions": .names(service.tiers.map(words)),
        ]
    }

    private var parameters: Value {
        let examples = service.examples.compactMap { $0.parameters?.value }
        return ["$ref": .string(Self.place(of: service)), "examples": .list(examples)]
    }

    private var data: Value {
        let levels = DataLevel.allCases.filter { $0 <= service.data.level.value }.map(\.name)
        let regimes = service.data.regimes.map(\.value)
        return [
            "properties": [
                "level": ["enum": .names(levels)],
                "regimes": regimes.isEmpty
                    ? ["maxItems": 0] : ["items": ["enum": .names(regimes)]],
            ]
        ]
    }

    /// A tier's limits of whole numbers, which are all that a load holds to them.
    private func limits(_ tier: Tier) -> Value? {
        let properties = service.parameters.value["properties"]?.object ?? [:]
        let limited = tier.limits.filter {
            properties[$0.parameter.value]?["type"]?.string == "integer"
        }
        guard !limited.isEmpty else { return nil }
        let maxima = limited.map {
            ($0.parameter.value, Value.object(["maximum": .int($0.most.value)]))
        }
        return [
            "if": .holding(tier.id.value, at: ["tier"]),
            "then": ["properties": ["parameters": ["properties": .object(Fields(maxima))]]],
        ]
    }

    // MARK: Where the schema of parameters stands

    private static func place(of service: Service) -> String { "#/$defs/\(service.head.id.value)" }

    /// The service's own schema as a part of a document's `$defs`, under the service's id.
    static func definition(of service: Service) -> (String, Value) {
        let id = service.head.id.value
        let relocation = SchemaRelocation(to: place(of: service), anchorPrefix: "_\(id).")
        return (id, relocation.relocated(service.parameters.value))
    }
}
