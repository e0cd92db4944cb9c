// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import GRDB

/// Verifies a ledger: every part against its commitment, every leaf and the tree over them, the head, the
/// checkpoints, and the recorded rows against what the entries wrote. It reads every entry once, on several
/// threads, and changes nothing. What only an outside checkpoint can show, it can't show without one.
package struct LedgerVerifier: Sendable {
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
            let readers = try StoreReaders(store.place, head: head)
            let pieces = LedgerPieces(size: head.size, rootSizes: checkpoints.sizes)
            try readers.read { try verify(pieces, $0) }
            try verify(pieces, database)
            let replay = pieces.finish()
            let recorded = try RecordedComparison(database, writes: replay.lastWrites)
            try readers.read(recorded.compareSlices)
            try recorded.compareSlices(database)
            var findings = replay.findings
            try StoredState(database).compare(with: replay, head, &findings)
            for finding in try recorded.findings(database) { findings.add(finding) }
            let outsideSize = checkpoints.compare(with: replay, head.size, &findings)
            return LedgerVerification(
                head: replay.head, findings: findings.first, findingCount: findings.count,
                ledgerFindingCount: findings.ledgerCount,
                ownCheckpoints: checkpoints.ownCount, outsideSize: outsideSize,
                erasedEntries: replay.erasedEntryCount)
        }
    }

    /// Verifies pieces as long as there is one that nobody took.
    private func verify(_ pieces: LedgerPieces, _ database: Database) throws {
        do {
            var verifier = try PieceVerifier(database)
            while let piece = pieces.next() { pieces.add(try verifier.verify(piece)) }
        } catch {
            pieces.stop()
            throw error
        }
    }
}
