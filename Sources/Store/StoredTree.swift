// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// The ledger's tree as the database keeps it: size, root and frontier in one row, leaf hashes with the
/// entries, and the full subtrees of every eighth level. It trusts what is stored; `LedgerVerifier` does not.
enum StoredTree {
    /// The height of a tile (c2sp.org/tlog-tiles).
    private static let levelStep = 8

    static func isStored(_ node: TreeNode) -> Bool {
        node.level > 0 && node.level.isMultiple(of: levelStep)
    }

    static func head(_ database: Database) throws -> LedgerHead {
        let call = try SQLCall("SELECT size, root FROM store", on: database)
        guard
            let head = try call.firstRow({
                LedgerHead(size: try call.int(0), root: try call.digest(1))
            })
        else { throw StoredValueFailure(column: 0, expected: "the ledger's size") }
        return head
    }

    static func frontier(_ database: Database) throws -> TreeFrontier {
        let call = try SQLCall("SELECT size, frontier FROM store", on: database)
        let found = try call.firstRow {
            let frontier = TreeFrontier(bytes: try call.bytes(1))
            return frontier?.size == (try call.int(0)) ? frontier : nil
        }
        guard let frontier = found ?? nil else {
            throw StoredValueFailure(column: 1, expected: "the frontier of the ledger's tree")
        }
        return frontier
    }

    static func save(_ frontier: TreeFrontier, root: Digest, _ database: Database) throws {
        let call = try SQLCall("UPDATE store SET size = ?, root = ?, frontier = ?", on: database)
        try call.bind(1, frontier.size)
        try call.bind(2, root)
        try call.bind(3, frontier.bytes)
        try call.run()
    }

    /// The root that the tree had when it had `size` leaves, which it must have had.
    static func root(size: Int, _ database: Database) throws -> Digest {
        let hasher = TreeHasher()
        let builder = ProofBuilder<any Error>(hasher: hasher) { node in
            try hash(of: node, database, hasher)
        }
        return try builder.root(size: size)
    }

    /// From the stored nodes below it, at most 128.
    static func hash(
        of node: TreeNode, _ database: Database, _ hasher: TreeHasher
    ) throws -> Digest {
        let height = node.level % levelStep
        let level = node.level - height
        var hashes = try storedHashes(
            level: level, node.index << height..<(node.index + 1) << height, database)
        while hashes.count > 1 {
            hashes = stride(from: 0, to: hashes.count, by: 2).map {
                hasher.nodeHash(hashes[$0], hashes[$0 + 1])
            }
        }
        return hashes[0]
    }

    private static func storedHashes(
        level: Int, _ range: Range<Int>, _ database: Database
    ) throws -> [Digest] {
        let call =
            level == 0
            ? try SQLCall(
                "SELECT hash FROM entries WHERE entry >= ? AND entry < ? ORDER BY entry",
                on: database)
            : try SQLCall(
                """
                SELECT hash FROM subtrees WHERE position >= ? AND position < ? AND level = ?
                ORDER BY position
                """, on: database)
        try call.bind(1, range.lowerBound)
        try call.bind(2, range.upperBound)
        if level > 0 { try call.bind(3, level) }
        var hashes: [Digest] = []
        hashes.reserveCapacity(range.count)
        try call.forEachRow { hashes.append(try call.digest(0)) }
        guard hashes.count == range.count else {
            throw StoredValueFailure(column: 0, expected: "the hashes of the ledger's tree")
        }
        return hashes
    }
}

extension SQLCall {
    func digest(_ column: Int32) throws -> Digest {
        guard let digest = try withBytes(column, { Digest(bytes: $0) }) else {
            throw StoredValueFailure(column: column, expected: "a digest")
        }
        return digest
    }

    func bind(_ number: Int32, _ digest: Digest) throws {
        try bind(number, digest.bytes)
    }
}
