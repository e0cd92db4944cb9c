// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles

/// Writes the zones of a target, a batch at a time under the target's lock. Of others that write the same zones, by
/// hand or by DHCP, it is told by the prerequisites of each message.
struct UpdatePerformer: Performer {
    private let place: TargetPlace

    init(_ place: TargetPlace) { self.place = place }

    func perform(_ batch: [Operation]) async -> [OperationResult] {
        do throws(ProviderFailure) {
            let lock = try TargetBatch.takeLock(of: place)
            defer { lock.release() }
            var run = try UpdateRun(batch, on: try UpdateTarget(place))
            return run.run()
        } catch {
            return batch.map { _ in .failed(error) }
        }
    }
}
