// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles

/// Reads a target of secrets. It writes nothing and takes no lock.
struct SecretObserver: Observer {
    let place: TargetPlace

    func observe(
        _ items: [ObserveItem], lineage: String
    ) async throws(ProviderFailure) -> Observations {
        try TargetReader(place: place).observe(items, lineage: lineage) {
            (_) throws(ProviderFailure) in try TokenForm(place)
        }
    }

    func check(_ operations: OperationSeries) async -> [CheckResult] {
        TargetReader(place: place).checkKnown(operations, types: SecretFiles.types) {
            (_) throws(ProviderFailure) in try TokenForm(place)
        }
    }
}
