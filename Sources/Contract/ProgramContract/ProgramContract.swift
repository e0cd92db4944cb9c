// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import ExternalProvider
package import ProviderContract
import Synchronization
import Values

/// The provider contract for a program of any language: the checks of every type that there are samples of, from
/// easy to hard. Only what the program itself shows is compared; a suite of its own can look past it.
package enum ProgramContract {
    private static let worldCount = Atomic(0)

    /// `place` is the target, with its connection and limits; settings and folders are each world's own. `run` is a
    /// word by which the worlds of this run are told from those of others.
    package static func checks(
        _ samples: ContractSamples, at place: TargetPlace, run: String
    ) -> [ContractCheck] {
        let provider = ExternalProgram.provider(samples.document)
        return samples.types.flatMap { ofType in
            ContractCheck.all(for: subject(ofType, samples, provider, place, run))
        }
    }

    private static func subject(
        _ ofType: ContractSamples.OfType, _ samples: ContractSamples, _ provider: Provider,
        _ place: TargetPlace, _ run: String
    ) -> ContractSubject {
        let type = ofType.type
        let sample = ofType.inputs("sample") ?? [:]
        var subject = ContractSubject(
            provider: provider, type: type.name, settings: samples.settings, sample: sample,
            other: ofType.inputs("other") ?? [:],
            makeWorld: { _ in
                let number = worldCount.add(1, ordering: .relaxed).newValue
                return try ProgramWorld(samples, at: place, word: "\(run)-\(number)")
            })
        let changes = ofType.inputs("changes") ?? [:]
        subject.changes = changes.map { ($0.key, $0.value) }
        subject.clearable = ofType.texts("clearable")
        subject.odd = (ofType.form["odd"]?.list ?? []).compactMap(\.object)
        subject.failing = ofType.inputs("failing")
        subject.secrets = (ofType.inputs("secrets") ?? [:]).mapValues {
            SecretValue(Array(($0.string ?? "").utf8))
        }
        subject.prerequisites = ContractSamples.objects(
            ofType.form["prerequisites"], samples.document
        ).map { .init(type: $0.type.name, inputs: $0.inputs) }
        subject.handEdits = changes.map { name, value in drift(of: name, value, sample, type) }
        return subject
    }

    private static func drift(
        of name: String, _ value: Value, _ sample: Fields<Value>, _ type: ResourceType
    ) -> ContractSubject.HandEdit {
        ContractSubject.HandEdit("`\(name)`", .differs(name)) { world in
            guard let world = world as? ProgramWorld else {
                throw ContractViolation("the world is no program's")
            }
            var inputs = sample
            inputs[name] = value
            try world.change(type, inputs)
        }
    }
}
