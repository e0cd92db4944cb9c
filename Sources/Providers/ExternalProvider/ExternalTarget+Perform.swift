// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The one call that writes.
extension ExternalTarget {
    /// One result for each operation, in their order. `asked` is how the program reads them. Throws where nothing
    /// is known of any.
    func perform(
        _ asked: [Value], of operations: [Operation]
    ) throws(ProviderFailure) -> [OperationResult] {
        let secrets = operations.flatMap(\.secrets.values)
        let result = try answer(
            to: ProgramCall(.perform, ["operations": .list(asked)]), secrets: secrets)
        let answers = try reading { () throws(WireProblem) in
            try result.require(only: ["results"])
            return try result.member("results").items(operations.count, answering: "operations")
        }
        let hidden = redaction.adding(secrets)
        return zip(operations, answers).map { outcome(of: $0, $1, hidden) }
    }

    private func outcome(
        of operation: Operation, _ answer: WireReader, _ hidden: Redaction
    ) -> OperationResult {
        let form = object(of: type(operation.type))
        do throws(WireProblem) {
            switch try WireOutcome(form: form, operation: operation).read(answer) {
            case .failed(let failure): return .failed(failure.shown(hidden))
            case .stale(let presence): return .stale(presence.shown(hidden))
            case let outcome: return outcome
            }
        } catch {
            return .failed(failure(of: error, hiding: hidden))
        }
    }
}
