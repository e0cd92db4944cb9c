// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// What a store keeps besides its entries and could compute from them, compared with just that: head,
/// frontier, inner nodes and recorded rows.
struct StoredState {
    private let database: Database

    init(_ database: Database) throws { self.database = database }

    func compare(
        with replay: LedgerReplay, _ head: LedgerHead, _ findings: inout FindingList
    ) throws {
        if head != replay.head { findings.add(.head) }
        if try storedFrontier() != replay.frontier.bytes || storedSubtrees() != replay.subtrees {
            findings.add(.subtrees)
        }
        try compareRows(replay.lastWrites, &findings)
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

    private func compareRows(
        _ writes: [String: VerifiedPiece.RowWrite], _ findings: inout FindingList
    ) throws {
        var missing = writes
        var differing: [LedgerFinding] = []
        let call = try SQLCall("SELECT address, entry, value FROM recorded", on: database)
        try call.forEachRow {
            let (address, entry) = (try call.text(0), try call.int(1))
            guard let write = missing.removeValue(forKey: address) else {
                differing.append(LedgerFinding(.rowUnknown(Address(address))))
                return
            }
            let image = try call.withBytes(2, RowImage.init)
            if write.image != image || write.entry != entry {
                differing.append(LedgerFinding(entry: write.entry, .row(Address(address))))
            }
        }
        differing += missing.values.map {
            LedgerFinding(entry: $0.entry, .rowMissing(Address($0.address)))
        }
        for finding in differing.sorted(by: { ($0.entry ?? -1) < ($1.entry ?? -1) }) {
            findings.add(finding.entry, finding.difference)
        }
    }
}
