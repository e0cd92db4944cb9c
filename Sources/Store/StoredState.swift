// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// What a store keeps besides its entries and could compute from them, compared with just that: head,
/// frontier and inner nodes. The recorded rows are `RecordedComparison`'s.
struct StoredState {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func compare(
        with replay: LedgerReplay, _ head: LedgerHead, _ findings: inout FindingList
    ) throws {
        if try head != replay.head || entryCount() != head.size { findings.add(.head) }
        if try storedFrontier() != replay.frontier.bytes || storedSubtrees() != replay.subtrees {
            findings.add(.subtrees)
        }
    }

    /// One more than the last entry's index.
    private func entryCount() throws -> Int? {
        let last = try SQLCall("SELECT coalesce(max(entry), -1) FROM entries", on: database)
        return try last.firstRow { try last.int(0) + 1 }
    }

    private func storedFrontier() throws -> [UInt8]? {
        let call = try SQLCall("SELECT frontier FROM store", on: database)
        return try call.firstRow { try call.bytes(0) }
    }

    private func storedSubtrees() throws -> [TreeNode: Digest] {
        let call = try SQLCall("SELECT level, position, hash FROM subtrees", on: database)
        var subtrees: [TreeNode: Digest] = [:]
        try call.forEachRow {
            let node = TreeNode(level: try call.int(0), index: try call.int(1))
            subtrees[node] = try call.digest(2)
        }
        return subtrees
    }
}
