// SPDX-License-Identifier: Apache-2.0

import Values

/// Which tiles a log of a given size has, and the bytes of one (c2sp.org/tlog-tiles). Writes no file.
package enum LogTiles {
    private static let levelBits = 8

    /// The tiles that a log needs when it has grown from `oldSize` to `size` entries: those of hashes,
    /// by level and index, then those of entries. From 0: all of them. For sizes of trees that are
    /// held: the list has a path for every 256 entries.
    package static func paths(from oldSize: Int, to size: Int) -> [TilePath] {
        guard oldSize >= 0, oldSize < size else { return [] }
        var paths: [TilePath] = []
        var (old, new, level) = (oldSize, size, 0)
        while new > 0 {
            paths += self.paths(.hashes(level: level), from: old, to: new)
            (old, new, level) = (old >> levelBits, new >> levelBits, level + 1)
        }
        return paths + self.paths(.entries, from: oldSize, to: size)
    }

    private static func paths(_ kind: TilePath.Kind, from old: Int, to new: Int) -> [TilePath] {
        guard old < new else { return [] }
        let full = TilePath.fullWidth
        var paths = (old / full..<new / full).map { TilePath(kind, index: $0) }
        if new % full > 0 { paths.append(TilePath(kind, index: new / full, width: new % full)) }
        return paths
    }

    /// The hashes of a tile, 32 bytes each. Nil for a tile of entries and for one whose hashes the tree
    /// does not have yet.
    package static func hashes(of path: TilePath, in tree: MerkleTree) -> [UInt8]? {
        guard case .hashes(let level) = path.kind, path.index <= tree.size / TilePath.fullWidth
        else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.width * Digest.byteCount)
        for place in 0..<path.width {
            let index = path.index * TilePath.fullWidth + place
            let node = TreeNode(level: level * levelBits, index: index)
            guard let hash = tree.hash(of: node) else { return nil }
            bytes.append(contentsOf: hash.bytes)
        }
        return bytes
    }
}
