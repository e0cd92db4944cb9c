// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamStore
import Glibc
import Values

/// Ends the lease of a process of this machine that is gone, so that an apply that was killed can be run again
/// at once. It is written to the ledger as any broken lease. A lease from another machine runs out by itself.
enum DeadLease {
    static func end(in store: SQLiteStore) throws {
        guard let lease = try store.lease(scope: "*"), let pid = Actor.pid(ofHolder: lease.holder),
            kill(pid, 0) == -1, errno == ESRCH
        else { return }
        _ = try store.breakLease(
            scope: "*", who: ["actor": .string(Actor.claimed()), "proof": "claimed"],
            reason: "\(lease.holder) is gone", now: SystemClock.now())
    }
}
