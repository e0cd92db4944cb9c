// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamReport
import BurnhamStore

/// Signs a checkpoint after a run and sends it to the sinks that the site file names.
struct CheckpointWriting {
    let session: PlanningSession
    let store: SQLiteStore

    /// A sink that can't be reached is told of and stops nothing: the run is recorded all the same.
    func write() throws(StoreFailure) -> ApplyText.Checkpoint {
        let writer = CheckpointWriter(
            store: store, city: session.workspace.catalog.city?.domain ?? "city.example",
            environment: session.environment.head.id.value,
            sinks: session.siteFile?.checkpointSinks ?? [])
        let written = try writer.write(store.head())
        let failures = written.sinks.compactMap { sink in
            sink.problem.map { "`\(sink.path)`: \($0)" }
        }
        return ApplyText.Checkpoint(
            size: written.head.size, sinkCount: written.sinks.count - failures.count,
            failures: failures)
    }
}
