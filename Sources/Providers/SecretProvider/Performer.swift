// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles

/// Writes a target of secrets, a batch under its lock.
struct SecretPerformer: Performer {
    let place: TargetPlace

    func perform(_ batch: [Operation]) async -> [OperationResult] {
        TargetBatch(place: place, types: SecretFiles.types).perform(batch) {
            (_) throws(ProviderFailure) in try TokenForm(place)
        }
    }
}
