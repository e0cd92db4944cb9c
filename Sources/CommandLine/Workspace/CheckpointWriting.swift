// SPDX-License-Identifier: Apache-2.0

import BurnhamReport
import BurnhamStore

/// Signs a checkpoint after a run and sends it to the sinks that the site file names.
struct CheckpointWriting {
    let session: PlanningSession
    let store: SQLiteStore

    func write() throws -> ApplyText.Checkpoint? { nil }
}
