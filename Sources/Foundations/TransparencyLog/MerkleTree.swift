// SPDX-License-Identifier: Apache-2.0

package import Values

/// A whole RFC 6962 tree in memory: the hash of every full subtree, 64 bytes a leaf. For proofs and
/// tiles out of leaf hashes; to append and know the root, `TreeFrontier` is enough.
package struct MerkleTree: Sendable {
    private var frontier = TreeFrontier()
    /// By level, then index.
    private var levels: [[Digest]] = [[]]

    package init() {}

    package init(leaves: some Sequence<Digest>) {
        let hasher = TreeHasher()
        for leaf in leaves { append(leaf, using: hasher) }
    }

    package var size: Int { frontier.size }

    package var root: Digest { frontier.root(using: TreeHasher()) }

    package mutating func append(_ leaf: Digest, using hasher: TreeHasher) {
        frontier.append(leaf, using: hasher) { node, hash in
            if node.level == levels.count { levels.append([]) }
            levels[node.level].append(hash)
        }
    }

    /// Nil where the tree has no such full subtree.
    package func hash(of node: TreeNode) -> Digest? {
        guard levels.indices.contains(node.level), levels[node.level].indices.contains(node.index)
        else { return nil }
        return levels[node.level][node.index]
    }

    /// Nil for a size that the tree does not have yet.
    package func root(size: Int) -> Digest? {
        (0...self.size).contains(size) ? builder.root(size: size) : nil
    }

    /// Nil unless 0 ≤ index < size ≤ the tree's size.
    package func inclusionProof(index: Int, size: Int) -> [Digest]? {
        size <= self.size ? builder.inclusion(index: index, size: size) : nil
    }

    /// Nil unless 0 < oldSize ≤ size ≤ the tree's size.
    package func consistencyProof(from oldSize: Int, to size: Int) -> [Digest]? {
        size <= self.size ? builder.consistency(from: oldSize, to: size) : nil
    }

    private var builder: ProofBuilder<Never> {
        ProofBuilder(hasher: TreeHasher()) { node in levels[node.level][node.index] }
    }
}
