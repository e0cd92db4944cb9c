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

    func check(_ operations: OperationSeries) async -> [CheckResult] {
        TargetReader(place: place).checkKnown(
            operations, types: CertificateAuthorityTarget.types
        ) { (_) throws(ProviderFailure) in
            try AuthorityForm(place, for: .writing)
        }
    }
}
