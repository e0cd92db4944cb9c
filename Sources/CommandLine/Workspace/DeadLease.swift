// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamStore
import DurableFiles
import Glibc
import Values

/// Ends the lease of a process of this machine that is gone, so that an apply that was killed can be run again
/// at once. It is written to the ledger as any broken lease. A lease from another machine runs out by itself.
enum DeadLease {
    static func end(in store: SQLiteStore) throws {
        guard let lease = try store.lease(scope: "*"), let pid = Actor.pid(ofHolder: lease.holder),
            isGone(pid)
        else { return }
        _ = try store.breakLease(
            scope: "*", who: ["actor": .string(Actor.claimed()), "proof": "claimed"],
            reason: "\(lease.holder) is gone", now: SystemClock.now())
    }

    /// Also where it has ended and nobody has asked yet how: it then still has its number (proc(5), `stat`, state Z).
    private static func isGone(_ pid: Int32) -> Bool {
        if kill(pid, 0) == -1, errno == ESRCH { return true }
        guard let bytes = try? readFile("/proc/\(pid)/stat", limit: 1 << 16),
            let name = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return false }
        return bytes.dropFirst(name + 2).first == UInt8(ascii: "Z")
    }
}
