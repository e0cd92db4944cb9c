// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Promises about a type as a value; nothing is opened.
extension ContractCheck {
    static func schemaChecks(_ subject: ContractSubject) -> [ContractCheck] {
        [
            ContractCheck("attributes are named once and have an identity", subject) {
                let names = $0.type.attributes.map(\.name)
                guard Set(names).count == names.count else {
                    throw ContractViolation("two attributes of one name: \(names)")
                }
                guard $0.type.attributes.contains(where: \.isIdentity) else {
                    throw ContractViolation("no attribute is part of the identity")
                }
            },
            ContractCheck("samples state known inputs and have no problems", subject) {
                for inputs in [$0.sample, $0.other] + $0.odd {
                    try expectSound(inputs, $0)
                }
            },
            ContractCheck("normalise and derive are idempotent", subject) {
                for inputs in [$0.sample, $0.other] + $0.odd {
                    try expectIdempotent(inputs, $0)
                }
            },
            ContractCheck("two samples have two identities", subject) {
                let (functions, settings) = ($0.type.functions, $0.settings)
                let identities = [$0.sample, $0.other].map {
                    functions.identity(functions.normalise($0, settings), settings)
                }
                guard identities[0] != identities[1], !identities.contains("") else {
                    throw ContractViolation("identities are \(identities)")
                }
            },
        ]
    }

    private static func expectSound(_ inputs: Fields<Value>, _ subject: ContractSubject) throws {
        for name in inputs.keys where subject.type.attribute(name)?.role != .input {
            throw ContractViolation("`\(name)` is no input")
        }
        for attribute in subject.type.attributes where attribute.isRequired {
            guard inputs[attribute.name] != nil || attribute.isSensitive else {
                throw ContractViolation("`\(attribute.name)` is required and not stated")
            }
        }
        let normalised = subject.type.functions.normalise(inputs, subject.settings)
        let problems = subject.type.functions.problems(normalised, subject.settings)
        guard problems.isEmpty else { throw ContractViolation("problems: \(problems)") }
    }

    private static func expectIdempotent(
        _ inputs: Fields<Value>, _ subject: ContractSubject
    ) throws {
        let (functions, settings) = (subject.type.functions, subject.settings)
        let once = functions.normalise(inputs, settings)
        guard functions.normalise(once, settings) == once else {
            throw ContractViolation(
                "normalising \(CanonicalJSON.text(of: .object(once))) changes it")
        }
        let derived = functions.derive(once, settings)
        guard functions.derive(derived, settings) == derived else {
            throw ContractViolation("deriving twice is not deriving once")
        }
        guard functions.normalise(derived, settings) == derived else {
            throw ContractViolation("a derived attribute is not in its normal form")
        }
        for (name, _) in derived where once[name] == nil {
            guard subject.type.attribute(name)?.role == .derived else {
                throw ContractViolation("`\(name)` is derived, and the schema does not say so")
            }
        }
    }
}
