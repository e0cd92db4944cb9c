// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
package import ExternalProvider
import JSONSchema
import Values

/// What the contract suite works with on a program: objects of each type, as its author states them.
package struct ContractSamples: Sendable {
    struct Object: Sendable {
        let type: ResourceType
        let inputs: Fields<Value>
    }

    struct OfType: Sendable {
        let type: ResourceType
        let form: Value

        func inputs(_ key: String) -> Fields<Value>? { form[key]?.object }

        func texts(_ key: String) -> [String] { (form[key]?.list ?? []).compactMap(\.string) }
    }

    let document: ProviderDocument
    let settings: Value
    /// In the document's order.
    let types: [OfType]
    let foreign: [Object]

    /// The samples, or all that is wrong with them.
    package static func read(
        _ bytes: [UInt8], of document: ProviderDocument
    ) -> Result<ContractSamples, SamplesProblems> {
        do throws(JSONParser.Failure) {
            let form = try JSONParser.parse(bytes)
            var problems = SamplesForm.problems(form)
            if problems.isEmpty {
                problems = SamplesCheck(document: document, form: form).problems()
            }
            guard problems.isEmpty else { return .failure(SamplesProblems(all: problems)) }
            return .success(ContractSamples(form: form, document))
        } catch {
            let problem = SamplesProblem("", "no JSON: \(error.message) at byte \(error.offset)")
            return .failure(SamplesProblems(all: [problem]))
        }
    }

    /// Of samples that have no problem.
    private init(form: Value, _ document: ProviderDocument) {
        self.document = document
        settings = form["settings"] ?? [:]
        types = document.types.compactMap { described in
            form["types"]?[described.type.name].map { OfType(type: described.type, form: $0) }
        }
        foreign = Self.objects(form["foreign"], document)
    }

    static func objects(_ form: Value?, _ document: ProviderDocument) -> [Object] {
        (form?.list ?? []).compactMap { object in
            let described = document.types.first { .string($0.type.name) == object["type"] }
            return described.map {
                Object(type: $0.type, inputs: object["attributes"]?.object ?? [:])
            }
        }
    }

    /// The settings of one world.
    func settings(world: String) -> Value { Self.replacing(in: settings, by: world) }

    private static func replacing(in value: Value, by world: String) -> Value {
        switch value {
        case .string(let text):
            .string(
                text.split(separator: SamplesForm.world, omittingEmptySubsequences: false)
                    .joined(separator: world))
        case .list(let items): .list(items.map { replacing(in: $0, by: world) })
        case .object(let fields): .object(fields.mapValues { replacing(in: $0, by: world) })
        default: value
        }
    }
}
