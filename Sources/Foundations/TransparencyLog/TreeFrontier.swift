// SPDX-License-Identifier: Apache-2.0

package import Values

/// What of an RFC 6962 tree is needed to append to it and to know its root: its size and the roots of
/// its full subtrees, at most 63 hashes. Holds no leaves and makes no proofs; see `ProofBuilder`.
package struct TreeFrontier: Hashable, Sendable {
    /// The number of leaves.
    package private(set) var size = 0
    /// The full subtrees' roots from left to right, one for each bit that is set in `size`.
    package private(set) var hashes: [Digest] = []

    package init() { hashes.reserveCapacity(Int.bitWidth) }

    package mutating func append(_ leaf: Digest, using hasher: TreeHasher) {
        append(leaf, using: hasher) { _, _ in }
    }

    /// As above, and tells of each node that is complete now: the leaf first, then its ancestors.
    @inline(__always)
    package mutating func append(
        _ leaf: Digest, using hasher: TreeHasher, completed: (TreeNode, Digest) -> Void
    ) {
        append(leaf, at: TreeNode(level: 0, index: size), using: hasher, completed: completed)
    }

    /// The leaves of another tree come next. `size` has to be a multiple of the size of that tree's largest full
    /// subtree. Tells of each node as above, beginning with the other tree's full subtrees.
    package mutating func append(
        _ other: TreeFrontier, using hasher: TreeHasher, completed: (TreeNode, Digest) -> Void
    ) {
        let nodes = TreeNode.covering(size..<size + other.size)
        for (node, hash) in zip(nodes, other.hashes) {
            append(hash, at: node, using: hasher, completed: completed)
        }
    }

    @inline(__always)
    private mutating func append(
        _ subtree: Digest, at place: TreeNode, using hasher: TreeHasher,
        completed: (TreeNode, Digest) -> Void
    ) {
        var hash = subtree
        var node = place
        completed(node, hash)
        while node.index & 1 == 1 {
            hash = hasher.nodeHash(hashes.removeLast(), hash)
            node = node.parent
            completed(node, hash)
        }
        hashes.append(hash)
        size += 1 << place.level
    }

    package func root(using hasher: TreeHasher) -> Digest {
        guard var root = hashes.last else { return TreeHasher.emptyRoot }
        for left in hashes.dropLast().reversed() { root = hasher.nodeHash(left, root) }
        return root
    }
}

extension TreeFrontier {
    private static let sizeByteCount = 8
    /// Far beyond any log, and far enough from the largest number to append in peace.
    private static let storedSizeMax = 1 << 61

    /// For storing: the size, big-endian in 8 bytes, and the hashes from left to right.
    package var bytes: [UInt8] {
        var bytes = UInt64(size).bigEndianBytes
        for hash in hashes { bytes.append(contentsOf: hash.bytes) }
        return bytes
    }

    /// Nil for anything that `bytes` does not write.
    package init?(bytes: [UInt8]) {
        guard bytes.count >= Self.sizeByteCount,
            let size = Int(exactly: UInt64(bigEndianBytes: bytes.prefix(Self.sizeByteCount))),
            size <= Self.storedSizeMax
        else { return nil }
        let rest = bytes.dropFirst(Self.sizeByteCount)
        guard rest.count == size.nonzeroBitCount * Digest.byteCount else { return nil }
        self.init()
        self.size = size
        for start in stride(from: rest.startIndex, to: rest.endIndex, by: Digest.byteCount) {
            guard let hash = Digest(bytes: rest[start..<start + Digest.byteCount]) else {
                return nil
            }
            hashes.append(hash)
        }
    }
}

extension UInt64 {
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

    /// Of at most eight bytes.
    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
