// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles

/// Writes a target of secrets, a batch under its lock.
struct SecretPerformer: Performer {
    private let place: TargetPlace
    private let batches: TargetBatch

    init(place: TargetPlace) {
        self.place = place
        batches = TargetBatch(place: place, types: SecretFiles.types)
    }

    func perform(_ batch: [Operation]) async -> [OperationResult] {
        batches.perform(batch) {
            (_) throws(ProviderFailure) in try TokenForm(place)
        }
    }
}
