// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TransparencyLog
import Values

/// What was found in one piece of the ledger.
struct VerifiedPiece: Sendable {
    let range: Range<Int>
    var tree: PieceTree
    var writes: [RowWrite] = []
    /// Entries of which parts are gone.
    var gaps: [Gap] = []
    /// Entries that erasures say they erased.
    var erased: [Range<Int>] = []
    var findings = FindingList()

    init(_ piece: LedgerPieces.Piece) {
        range = piece.range
        tree = PieceTree(piece)
    }

    struct RowWrite: Sendable {
        /// Of the row's address.
        let address: ByteImage
        let entry: Int
        /// Of the row; nil for a removal.
        let row: ByteImage?
    }

    struct Gap: Sendable {
        let entry: Int
        let parts: [EntryPart]
    }
}

/// The tree over the leaves of one piece, as computed from them. The piece begins where a full subtree of the whole
/// ledger's tree does that is at least as large, so this is a part of that tree.
struct PieceTree: Sendable {
    private(set) var frontier = TreeFrontier()
    /// What of it the store keeps, at the place in the whole tree.
    private(set) var subtrees: [(node: TreeNode, hash: Digest)] = []
    /// As it was at sizes of the whole tree that were asked for.
    private(set) var earlier: [(size: Int, frontier: TreeFrontier)] = []
    private let start: Int
    /// Ascending.
    private var rootSizes: ArraySlice<Int>

    init(_ piece: LedgerPieces.Piece) {
        start = piece.range.lowerBound
        rootSizes = piece.rootSizes
    }

    mutating func append(_ leaf: Digest, using hasher: TreeHasher) {
        frontier.append(leaf, using: hasher) { node, hash in
            guard StoredTree.isStored(node) else { return }
            let index = node.index + start >> node.level
            subtrees.append((TreeNode(level: node.level, index: index), hash))
        }
        if rootSizes.first == start + frontier.size {
            earlier.append((rootSizes.removeFirst(), frontier))
        }
    }
}
