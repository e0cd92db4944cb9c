// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// One promise of the provider contract, tested on a fresh world. A test runs each with
/// `@Test(arguments: ContractCheck.all(for: subject))` and expects a nil `violation`. It imports no test library,
/// so that it can run against a real server from anywhere.
package struct ContractCheck: Sendable, CustomStringConvertible {
    package let name: String
    private let subject: ContractSubject
    private let run: @Sendable (ContractSubject) async throws -> Void

    init(
        _ name: String, _ subject: ContractSubject,
        run: @escaping @Sendable (ContractSubject) async throws -> Void
    ) {
        self.name = name
        self.subject = subject
        self.run = run
    }

    package var description: String { "\(subject.type.name): \(name)" }

    /// Nil where the promise is kept.
    package func violation() async -> String? {
        do {
            try await run(subject)
            return nil
        } catch let violation as ContractViolation {
            return violation.description
        } catch let failure as ProviderFailure {
            return "\(failure.kind.rawValue): \(failure.words)"
        } catch {
            return "\(error)"
        }
    }

    /// The checks that apply to a subject, from easy to hard.
    package static func all(for subject: ContractSubject) -> [ContractCheck] {
        schemaChecks(subject) + readingChecks(subject) + writingChecks(subject)
            + removalChecks(subject) + markChecks(subject) + drift(subject) + valueChecks(subject)
            + faultChecks(subject) + bulkChecks(subject)
    }
}
