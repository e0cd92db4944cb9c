// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import ParallelWork

/// Connections to one store for as many threads as there are processors, which read the same state of it. It opens no
/// more than `countMax`.
struct StoreReaders: Sendable {
    private static let countMax = 16

    private let head: LedgerHead
    private let queues: [DatabaseQueue]

    /// For a state of the store whose ledger has this head.
    init(_ place: StorePlace, head: LedgerHead) throws {
        self.head = head
        queues = try onAllCores(min(Self.countMax, processorCount())) { _ in
            Result { try Self.open(place) }
        }.map { try $0.get() }
    }

    private static func open(_ place: StorePlace) throws -> DatabaseQueue {
        let queue = try StoreConnection.reading(place, busySeconds: 5).queue
        // Each page is read once: a small cache is used again and again.
        try queue.inDatabase { try $0.execute(sql: "PRAGMA cache_size = -512") }
        return queue
    }

    /// Calls `body` on every connection at once, except on those that see a later state already, because somebody
    /// has appended since: whoever shares out work has to do the rest himself.
    func read(_ body: @Sendable (Database) throws -> Void) throws {
        let outcomes = onAllCores(queues.count) { number in
            Result {
                try queues[number].read { database in
                    if try StoredTree.head(database) == head { try body(database) }
                }
            }
        }
        for outcome in outcomes { try outcome.get() }
    }
}
