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
        let hidden = Redaction(place.connection.credentials.values + secrets)
        return zip(operations, answers).map { outcome(of: $0, $1, hidden) }
    }

    private func outcome(
        of operation: Operation, _ answer: WireReader, _ hidden: Redaction
    ) -> OperationResult {
        let form = object(of: type(operation.type))
        do throws(WireProblem) {
            let outcome = try WireOutcome(form: form, operation: operation).read(answer)
            guard case .failed(let failure) = outcome else { return outcome }
            return .failed(failure.shown(hidden))
        } catch {
            return .failed(ProviderFailure(error, of: document.name).shown(hidden))
        }
    }
}
