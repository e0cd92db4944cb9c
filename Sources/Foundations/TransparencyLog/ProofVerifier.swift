// SPDX-License-Identifier: Apache-2.0

package import Values

/// Checks proofs: RFC 9162, 2.1.3.2 and 2.1.4.2, and the same for subtrees
/// (draft-ietf-plants-merkle-tree-certs, section 4). Trusts nothing it is given; says yes or no, and
/// not why.
package struct ProofVerifier {
    private let hasher: TreeHasher

    package init(hasher: TreeHasher = TreeHasher()) { self.hasher = hasher }

    /// Whether `proof` leads from a leaf's hash to the root of a tree of `size` leaves.
    package func isIncluded(
        _ leaf: Digest, index: Int, size: Int, root: Digest, proof: [Digest]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (position, last) = (index, size - 1)
        var hash = leaf
        for sibling in proof {
            if last == 0 { return false }
            if position & 1 == 1 || position == last {
                hash = hasher.nodeHash(sibling, hash)
                while position & 1 == 0 && position != 0 {
                    (position, last) = (position >> 1, last >> 1)
                }
            } else {
                hash = hasher.nodeHash(hash, sibling)
            }
            (position, last) = (position >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// As above, in the part `subtree` of a tree.
    package func isIncluded(
        _ leaf: Digest, index: Int, subtree: Range<Int>, root: Digest, proof: [Digest]
    ) -> Bool {
        guard Self.isSubtree(subtree), subtree.contains(index) else { return false }
        return isIncluded(
            leaf, index: index - subtree.lowerBound, size: subtree.count, root: root,
            proof: proof)
    }

    /// Whether `proof` shows that the tree of `size` leaves begins with the one of `oldSize`.
    package func isConsistent(
        oldSize: Int, oldRoot: Digest, size: Int, root: Digest, proof: [Digest]
    ) -> Bool {
        guard oldSize > 0 else { return false }
        return isConsistent(
            subtree: 0..<oldSize, subtreeRoot: oldRoot, size: size, root: root, proof: proof)
    }

    /// Whether `proof` shows that the tree of `size` leaves has that subtree. Every tree has the empty
    /// ones.
    package func isConsistent(
        subtree: Range<Int>, subtreeRoot: Digest, size: Int, root: Digest, proof: [Digest]
    ) -> Bool {
        guard subtree.upperBound <= size else { return false }
        if subtree.isEmpty {
            return subtree.lowerBound >= 0 && proof.isEmpty && subtreeRoot == TreeHasher.emptyRoot
        }
        guard Self.isSubtree(subtree) else { return false }
        var walk = ConsistencyWalk(subtree: subtree, size: size)
        var rest = proof[...]
        guard let start = walk.isAtSubtree ? subtreeRoot : rest.popFirst() else { return false }
        var (old, new) = (start, start)
        for sibling in rest {
            if walk.isDone { return false }
            if walk.hasLeftSibling {
                if walk.isInside { old = hasher.nodeHash(sibling, old) }
                new = hasher.nodeHash(sibling, new)
                walk.skipLeftEdges()
            } else {
                new = hasher.nodeHash(new, sibling)
            }
            walk.climb()
        }
        return walk.isDone && old == subtreeRoot && new == root
    }

    /// A subtree begins at a multiple of the smallest power of two that is not below its size.
    private static func isSubtree(_ leaves: Range<Int>) -> Bool {
        guard leaves.lowerBound >= 0, !leaves.isEmpty else { return false }
        if leaves.count == 1 { return true }
        let level = (leaves.count - 1).highestBit + 1
        return level < Int.bitWidth - 1 && leaves.lowerBound & ((1 << level) - 1) == 0
    }
}

/// Where a consistency proof's check stands: the subtree's first and last place and the tree's last
/// one, all at the same level. Hashes nothing.
private struct ConsistencyWalk {
    private var first: Int
    private var last: Int
    private var treeLast: Int

    init(subtree: Range<Int>, size: Int) {
        first = subtree.lowerBound
        last = subtree.upperBound - 1
        treeLast = size - 1
        if last == treeLast {
            while first != last { climb() }
        } else {
            while first != last && last & 1 == 1 { climb() }
        }
    }

    var isAtSubtree: Bool { first == last }
    var isInside: Bool { first < last }
    var isDone: Bool { treeLast == 0 }
    var hasLeftSibling: Bool { last & 1 == 1 || last == treeLast }

    mutating func climb() {
        first >>= 1
        last >>= 1
        treeLast >>= 1
    }

    mutating func skipLeftEdges() {
        while last & 1 == 0 && last != 0 { climb() }
    }
}
