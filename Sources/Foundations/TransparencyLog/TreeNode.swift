// SPDX-License-Identifier: Apache-2.0

/// The place of a full subtree: `index` counts those of 2^`level` leaves from the left. Says nothing
/// about its hash or whether a tree is large enough to have it.
package struct TreeNode: Hashable, Sendable {
    /// 0 for a leaf.
    package let level: Int
    package let index: Int

    package init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }

    var parent: TreeNode { TreeNode(level: level + 1, index: index >> 1) }

    /// The full subtrees, from left to right, that a part of a tree consists of. The part begins where
    /// a subtree at least as large as itself would.
    static func covering(_ leaves: Range<Int>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let level = (leaves.upperBound - start).highestBit
            nodes.append(TreeNode(level: level, index: start >> level))
            start += 1 << level
        }
        return nodes
    }
}

extension Int {
    /// The place of the highest bit that is set in a positive number.
    var highestBit: Int { Int.bitWidth - 1 - leadingZeroBitCount }

    /// The largest power of two below a number above 1: where RFC 6962 splits a tree.
    var splitPoint: Int { 1 << (self - 1).highestBit }
}
