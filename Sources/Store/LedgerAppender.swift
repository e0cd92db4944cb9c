// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// Appends prepared entries inside a transaction: leaves, parts, tree and projections. The size and the
/// tree's frontier are read in that same transaction. It does not check the lease.
struct LedgerAppender {
    private let database: Database
    private let addEntry: SQLCall
    private let addParts: SQLCall
    private let addSubtree: SQLCall
    private let projections: ProjectionWriter

    init(_ database: Database) throws {
        self.database = database
        addEntry = try SQLCall(
            "INSERT INTO entries (entry, leaf, hash) VALUES (?, ?, ?)", on: database)
        let columns = PartColumns.names.joined(separator: ", ")
        addParts = try SQLCall(
            "INSERT INTO parts (entry, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)", on: database)
        addSubtree = try SQLCall(
            "INSERT INTO subtrees (level, position, hash) VALUES (?, ?, ?)", on: database)
        projections = try ProjectionWriter(database)
    }

    /// The indices of the new entries.
    func append(_ entries: [PreparedEntry]) throws -> Range<Int> {
        let hasher = TreeHasher()
        var frontier = try StoredTree.frontier(database)
        let start = frontier.size
        for entry in entries {
            let index = frontier.size
            try add(entry.sealed, index)
            try projections.apply(entry.change, entry: index)
            var subtrees: [(TreeNode, Digest)] = []
            frontier.append(entry.sealed.hash, using: hasher) { node, hash in
                if StoredTree.isStored(node) { subtrees.append((node, hash)) }
            }
            for (node, hash) in subtrees { try add(node, hash) }
        }
        try StoredTree.save(frontier, root: frontier.root(using: hasher), database)
        return start..<frontier.size
    }

    private func add(_ sealed: SealedEntry, _ index: Int) throws {
        try addEntry.bind(1, index)
        try addEntry.bind(2, sealed.leaf)
        try addEntry.bind(3, sealed.hash)
        try addEntry.run()
        addParts.unbindAll()
        try addParts.bind(1, index)
        for part in sealed.parts {
            try addParts.bind(PartColumns.place(of: part.part) + 2, sealed.preimages[part.range])
        }
        try addParts.run()
    }

    private func add(_ node: TreeNode, _ hash: Digest) throws {
        try addSubtree.bind(1, node.level)
        try addSubtree.bind(2, node.index)
        try addSubtree.bind(3, hash)
        try addSubtree.run()
    }
}

/// The columns of `parts`, in the order of their parts' names in a leaf.
enum PartColumns {
    static let parts: [EntryPart] = [.run, .state, .what, .place, .who, .why]
    static let names = ["run", "state", "what", "place", "who", "why"]

    /// How a leaf's member for each part begins.
    static let leafKeys = parts.map { Array("\"\($0.rawValue)\":\"".utf8) }

    /// What stands between a preimage's salt and its value.
    static let preimageNames = parts.map { Array($0.rawValue.utf8) + [0] }

    static func place(of part: EntryPart) -> Int32 {
        switch part {
        case .run: 0
        case .state: 1
        case .what: 2
        case .place: 3
        case .who: 4
        case .why: 5
        }
    }
}
