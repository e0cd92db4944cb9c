// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Dispatch
import DurableFiles
import GRDB
import ParallelWork
import Synchronization

/// Verifies a ledger: every part against its commitment, every leaf and the tree over them, the head, the
/// checkpoints, and the recorded rows against what the entries wrote. It reads every entry once, on several
/// threads, and changes nothing. What only an outside checkpoint can show, it can't show without one.
package struct LedgerVerifier: Sendable {
    private static let threadsMax = 16

    private let store: SQLiteStore
    private let outside: OutsideCheckpoint?

    package init(store: SQLiteStore, outside: OutsideCheckpoint? = nil) {
        self.store = store
        self.outside = outside
    }

    package func verify() throws(StoreFailure) -> LedgerVerification {
        let checkpoints = try CheckpointComparison(store: store, outside: outside)
        return try store.reading { database in
            let head = try StoredTree.head(database)
            let recorded = try RecordedSlices(database)
            let replay = try verifyEntries(head, recorded, rootSizes: checkpoints.sizes)
            try recorded.read(database)
            var findings = replay.findings
            let stored = StoredState(database)
            try stored.compare(with: replay, head, recorded.rows, &findings)
            let outsideSize = checkpoints.compare(with: replay, head.size, &findings)
            return LedgerVerification(
                head: replay.head, findings: findings.first, findingCount: findings.count,
                ledgerFindingCount: findings.ledgerCount,
                ownCheckpoints: checkpoints.ownCount, outsideSize: outsideSize,
                erasedEntries: replay.erasedEntryCount)
        }
    }

    /// Hands out the entries in pieces to as many threads as there are processors, each with a connection of
    /// its own, and takes the results in the order of the entries. Recorded rows are read by the way.
    private func verifyEntries(
        _ head: LedgerHead, _ recorded: RecordedSlices, rootSizes: [Int]
    ) throws -> LedgerReplay {
        let pieces = LedgerPieces(size: head.size, replay: LedgerReplay(rootSizes: rootSizes))
        let threads = min(Self.threadsMax, processorCount())
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: min(threads, pieces.count)) { _ in
            do {
                let connection = try StoreConnection.reading(store.place, busySeconds: 5)
                try connection.queue.read { database in
                    // Each page is read once: a small cache is used again and again.
                    try database.execute(sql: "PRAGMA cache_size = -512")
                    // A connection that was opened after another append sees rows of later entries, too.
                    let isOfThisHead = try StoredTree.head(database) == head
                    var verifier = try PieceVerifier(database)
                    while let range = pieces.next() { pieces.add(try verifier.verify(range)) }
                    if isOfThisHead { try recorded.read(database) }
                }
            } catch {
                pieces.stop()
                failure.withLock { $0 = error }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return pieces.finish()
    }
}
