// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Reads a target of authorities. It writes nothing and takes no lock.
struct CertificateObserver: Observer {
    let place: TargetPlace

    func observe(
        _ items: [ObserveItem], lineage: String
    ) async throws(ProviderFailure) -> Observations {
        try TargetReader(place: place).observe(items, lineage: lineage) {
            (_) throws(ProviderFailure) in try AuthorityForm(place, for: .planning)
        }
    }

    /// An operation of which something is still unknown can't be checked, nor be counted on by others.
    func check(_ operations: [Operation]) async -> [CheckResult] {
        let complete = operations.filter(isComplete)
        var results = TargetReader(place: place).check(complete) {
            (_) throws(ProviderFailure) in try AuthorityForm(place, for: .writing)
        }.makeIterator()
        let isEverythingKnown = complete.count == operations.count
        return operations.map { operation in
            guard isComplete(operation), let result = results.next() else { return .notCheckable }
            if case .refused = result, !isEverythingKnown { return .notCheckable }
            return result
        }
    }

    private func isComplete(_ operation: Operation) -> Bool {
        guard operation.kind == .create || operation.kind == .update,
            let type = CertificateAuthorityTarget.types.first(where: { $0.name == operation.type })
        else { return true }
        return type.attributes.allSatisfy { attribute in
            let isNeeded = attribute.isRequired || attribute.defaultValue != nil
            return !isNeeded || operation.attributes[attribute.name] != nil
        }
    }
}
