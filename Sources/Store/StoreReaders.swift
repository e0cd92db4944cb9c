// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Dispatch
import DurableFiles
import GRDB
import Synchronization

/// Connections to one store for as many threads as there are processors, which read the same state of it. It opens no
/// more than `countMax`.
final class StoreReaders: Sendable {
    private static let countMax = 16

    private let head: LedgerHead
    private let queues = Mutex<[DatabaseQueue]>([])

    /// For a state of the store whose ledger has this head.
    init(_ place: StorePlace, head: LedgerHead) throws {
        self.head = head
        let count = min(Self.countMax, processorCount())
        try Self.atOnce(count) { _ in
            let queue = try StoreConnection.reading(place, busySeconds: 5).queue
            // Each page is read once: a small cache is used again and again.
            try queue.inDatabase { try $0.execute(sql: "PRAGMA cache_size = -512") }
            queues.withLock { $0.append(queue) }
        }
    }

    /// Calls `body` on every connection at once, except on those that see a later state already, because somebody
    /// has appended since: whoever shares out work has to do the rest himself.
    func read(_ body: @Sendable (Database) throws -> Void) throws {
        let queues = queues.withLock { $0 }
        try Self.atOnce(queues.count) { number in
            try queues[number].read { database in
                if try StoredTree.head(database) == head { try body(database) }
            }
        }
    }

    private static func atOnce(
        _ count: Int, _ body: @Sendable (Int) throws -> Void
    ) throws {
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: count) { number in
            do { try body(number) } catch { failure.withLock { $0 = error } }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
