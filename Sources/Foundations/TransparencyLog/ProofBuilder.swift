// SPDX-License-Identifier: Apache-2.0

package import Values

/// Builds proofs (RFC 9162, 2.1.3.1 and 2.1.4.1) from the hashes of full subtrees, which it asks for
/// one by one: a database, tiles or a tree in memory answer. Keeps nothing; checks no answer.
package struct ProofBuilder<Failure: Error> {
    private let hasher: TreeHasher
    private let hash: (TreeNode) throws(Failure) -> Digest

    package init(
        hasher: TreeHasher, hash: @escaping (TreeNode) throws(Failure) -> Digest
    ) {
        self.hasher = hasher
        self.hash = hash
    }

    /// The root that the tree had when it had `size` leaves.
    package func root(size: Int) throws(Failure) -> Digest {
        size == 0 ? TreeHasher.emptyRoot : try hash(of: 0..<size)
    }

    /// That leaf `index` is in the tree of `size` leaves, from the leaf's sibling up. Nil where the
    /// tree has no such leaf.
    package func inclusion(index: Int, size: Int) throws(Failure) -> [Digest]? {
        guard index >= 0, index < size else { return nil }
        var part = 0..<size
        var proof: [Digest] = []
        while part.count > 1 {
            let split = part.lowerBound + part.count.splitPoint
            let (left, right) = (part.lowerBound..<split, split..<part.upperBound)
            proof.append(try hash(of: index < split ? right : left))
            part = index < split ? left : right
        }
        return proof.reversed()
    }

    /// That the tree of `size` leaves begins with the one of `oldSize`. Nil unless 0 < oldSize ≤ size:
    /// RFC 9162 has no proof from an empty tree.
    package func consistency(from oldSize: Int, to size: Int) throws(Failure) -> [Digest]? {
        guard oldSize > 0, oldSize <= size else { return nil }
        var part = 0..<size
        var isKnown = true
        var proof: [Digest] = []
        while part.upperBound != oldSize {
            let split = part.lowerBound + part.count.splitPoint
            if oldSize <= split {
                proof.append(try hash(of: split..<part.upperBound))
                part = part.lowerBound..<split
            } else {
                proof.append(try hash(of: part.lowerBound..<split))
                part = split..<part.upperBound
                isKnown = false
            }
        }
        if !isKnown { proof.append(try hash(of: part)) }
        return proof.reversed()
    }

    private func hash(of leaves: Range<Int>) throws(Failure) -> Digest {
        var root: Digest?
        for node in TreeNode.covering(leaves).reversed() {
            let left = try hash(node)
            root = root.map { hasher.nodeHash(left, $0) } ?? left
        }
        guard let root else {
            preconditionFailure("a proof asks for a part without leaves; this is a bug in burnham")
        }
        return root
    }
}
