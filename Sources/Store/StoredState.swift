// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// What a store keeps besides its entries and could compute from them, compared with just that: head,
/// frontier, inner nodes and recorded rows.
struct StoredState {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func compare(
        with replay: LedgerReplay, _ head: LedgerHead, _ recorded: [RecordedSlices.Row],
        _ findings: inout FindingList
    ) throws {
        if try head != replay.head || entryCount() != head.size { findings.add(.head) }
        if try storedFrontier() != replay.frontier.bytes || storedSubtrees() != replay.subtrees {
            findings.add(.subtrees)
        }
        Self.compare(recorded, with: replay.lastWrites, &findings)
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

    private static func compare(
        _ recorded: [RecordedSlices.Row], with writes: [String: VerifiedPiece.RowWrite],
        _ findings: inout FindingList
    ) {
        var missing = writes
        var differing: [(address: String, finding: LedgerFinding)] = []
        for row in recorded {
            // Taken out, so that a second row of the same address is one that no entry wrote.
            guard let write = missing.removeValue(forKey: row.address) else {
                differing.append(
                    (row.address, LedgerFinding(.rowUnknown(Address(row.address)))))
                continue
            }
            if write.image != row.image || write.entry != row.entry {
                differing.append(
                    (row.address, LedgerFinding(entry: write.entry, .row(Address(row.address)))))
            }
        }
        for write in missing.values {
            let finding = LedgerFinding(entry: write.entry, .rowMissing(Address(write.address)))
            differing.append((write.address, finding))
        }
        differing.sort {
            let (left, right) = ($0.finding.entry ?? -1, $1.finding.entry ?? -1)
            return left == right ? $0.address.precedesByBytes($1.address) : left < right
        }
        for (_, finding) in differing { findings.add(finding.entry, finding.difference) }
    }
}
