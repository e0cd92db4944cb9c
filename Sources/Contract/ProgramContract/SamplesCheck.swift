// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ExternalProvider
import JSONSchema
import Values

/// What is wrong with samples that have their form: types that the document does not have, and values that the
/// catalog could not state.
struct SamplesCheck {
    let document: ProviderDocument
    let form: Value

    func problems() -> [SamplesProblem] {
        settings()
            + (form["types"]?.object ?? [:]).flatMap { name, samples in
                typeProblems(name, samples, at: "/types/\(name)")
            } + objects(form["foreign"], at: "/foreign")
    }

    private func settings() -> [SamplesProblem] {
        let settings = form["settings"] ?? [:]
        guard CanonicalJSON.bytes(of: settings).holds(SamplesForm.world) else {
            return [
                SamplesProblem(
                    "/settings",
                    "no text has `\(SamplesForm.world)`: each check needs a place of its own")
            ]
        }
        return []
    }

    private func typeProblems(
        _ name: String, _ samples: Value, at place: String
    ) -> [SamplesProblem] {
        guard let type = type(name) else {
            return [SamplesProblem(place, "the document has no such type")]
        }
        let whole = ["sample", "other", "failing"].flatMap { key in
            samples[key].map { inputs($0, of: type, isWhole: true, at: "\(place)/\(key)") } ?? []
        }
        let odd = (samples["odd"]?.list ?? []).enumerated().flatMap { number, object in
            inputs(object, of: type, isWhole: true, at: "\(place)/odd/\(number)")
        }
        let changes = samples["changes"].map {
            inputs($0, of: type, isWhole: false, at: "\(place)/changes")
        }
        return whole + odd + (changes ?? []) + names(samples, type, at: place)
            + objects(samples["prerequisites"], at: "\(place)/prerequisites")
    }

    private func names(
        _ samples: Value, _ type: ResourceType, at place: String
    ) -> [SamplesProblem] {
        let clearable = (samples["clearable"]?.list ?? []).enumerated().compactMap { number, name in
            samples["sample"]?[name.string ?? ""] == nil
                ? SamplesProblem("\(place)/clearable/\(number)", "the sample does not state it")
                : nil
        }
        let secrets = (samples["secrets"]?.object ?? [:]).keys.compactMap { name in
            type.attribute(name)?.isSensitive == true
                ? nil : SamplesProblem("\(place)/secrets/\(name)", "the type has no such secret")
        }
        return clearable + secrets
    }

    private func objects(_ form: Value?, at place: String) -> [SamplesProblem] {
        (form?.list ?? []).enumerated().flatMap { number, object -> [SamplesProblem] in
            guard let type = type(object["type"]?.string ?? "") else {
                return [SamplesProblem("\(place)/\(number)/type", "the document has no such type")]
            }
            return inputs(
                object["attributes"] ?? [:], of: type, isWhole: true,
                at: "\(place)/\(number)/attributes")
        }
    }

    private func inputs(
        _ inputs: Value, of type: ResourceType, isWhole: Bool, at place: String
    ) -> [SamplesProblem] {
        let values = inputs.object ?? [:]
        let missing = type.attributes.filter {
            isWhole && $0.isRequired && !$0.isSensitive && values[$0.name] == nil
        }.map { SamplesProblem(place, "the required `\($0.name)` is not stated") }
        return missing
            + values.flatMap { name, value -> [SamplesProblem] in
                guard let attribute = type.attribute(name), attribute.role == .input,
                    !attribute.isSensitive
                else { return [SamplesProblem("\(place)/\(name)", "the type has no such input")] }
                guard case .success(let schema) = JSONSchema.compile(attribute.schema) else {
                    return []
                }
                return schema.validate(value).map {
                    SamplesProblem("\(place)/\(name)\($0.instancePointer)", $0.message)
                }
            }
    }

    private func type(_ name: String) -> ResourceType? {
        document.types.first { $0.type.name == name }?.type
    }
}
