// SPDX-License-Identifier: Apache-2.0

package import Values

/// The hashes of an RFC 6962 tree (section 2.1), with one SHA-256 context and one buffer used again
/// and again. Not for several threads at once; makes no tree of them.
package final class TreeHasher {
    /// The root of a tree without leaves: the digest of nothing.
    package static let emptyRoot = Digest.sha256([])

    private static let leafPrefix: UInt8 = 0
    private static let nodePrefix: UInt8 = 1

    private let hasher = SHA256Hasher()
    /// The prefix and two child hashes, in one piece so that a node costs one update.
    private let node: UnsafeMutableRawBufferPointer
    private let prefixOfLeaf: [UInt8] = [leafPrefix]

    package init() {
        node = .allocate(byteCount: 1 + 2 * Digest.byteCount, alignment: 1)
        node[0] = Self.nodePrefix
    }

    deinit { node.deallocate() }

    /// SHA-256(0x00 ‖ entry).
    package func leafHash(_ entry: [UInt8]) -> Digest {
        hasher.update(prefixOfLeaf)
        hasher.update(entry)
        return hasher.finish()
    }

    package func leafHash(_ entry: UnsafeRawBufferPointer) -> Digest {
        hasher.update(prefixOfLeaf)
        hasher.update(entry)
        return hasher.finish()
    }

    /// SHA-256(0x01 ‖ left ‖ right).
    package func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        node.storeBytes(of: left, toByteOffset: 1, as: Digest.self)
        node.storeBytes(of: right, toByteOffset: 1 + Digest.byteCount, as: Digest.self)
        hasher.update(UnsafeRawBufferPointer(node))
        return hasher.finish()
    }
}
