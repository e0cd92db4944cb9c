// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Promises about edits by hand and about values.
extension ContractCheck {
    static func drift(_ subject: ContractSubject) -> [ContractCheck] {
        subject.handEdits.map { edit in
            ContractCheck("an edit by hand is seen: \(edit.name)", subject) {
                let session = try await ContractSession($0)
                let made = try await session.create(session.subject.sample)
                try edit.edit(session.world)
                let recorded = session.type.functions.normalise(
                    made.attributes, session.subject.settings)
                let seen = try await session.observe(session.subject.sample, recorded: recorded)
                try expect(seen, edit.expectation, of: made, session)
            }
        }
    }

    private static func expect(
        _ seen: Presence, _ expectation: ContractSubject.HandEdit.Expectation,
        of made: ObservedObject, _ session: ContractSession
    ) throws {
        switch (expectation, seen) {
        case (.absent, .absent), (.unreadable, .unreadable): return
        case (.same, .present(let object)):
            try session.expect(
                session.digest(object) == session.digest(made),
                "it is seen as \(described(seen))")
        case (.differs(let name, let others), .present(let object)):
            let names = Set(session.differences(object, from: session.subject.sample))
            try session.expect(
                names.contains(name) && names.subtracting(others) == [name],
                "`\(name)` was edited and these differ: \(names.sorted()) in \(described(seen))")
            try session.expect(object.mark == made.mark, "the edit took the mark off")
        default:
            throw ContractViolation("it is seen as \(described(seen))")
        }
    }

    static func valueChecks(_ subject: ContractSubject) -> [ContractCheck] {
        let odd = subject.odd.enumerated().map { number, inputs in
            ContractCheck("odd values \(number) survive", subject) {
                let session = try await ContractSession($0, withForeign: true)
                let foreign = try session.world.foreign()
                let made = try await session.create(inputs)
                try session.expect(made, is: inputs, "after the create")
                let seen = try await session.object(inputs)
                try session.expect(session.digest(seen) == session.digest(made), "observed anew")
                try session.expect(try session.world.foreign() == foreign, "foreign things changed")
            }
        }
        let refused = subject.refused.enumerated().map { number, refusal in
            ContractCheck("a problem is found in `\(refusal.attribute)`, \(number)", subject) {
                let (functions, settings) = ($0.type.functions, $0.settings)
                let normalised = functions.normalise(refusal.inputs, settings)
                let problems = functions.problems(normalised, settings)
                guard problems.contains(where: { $0.attribute == refusal.attribute }) else {
                    throw ContractViolation(
                        "\(CanonicalJSON.text(of: .object(refusal.inputs))) has \(problems)")
                }
            }
        }
        return odd + refused
    }
}
