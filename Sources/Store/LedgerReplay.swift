// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TransparencyLog
import Values

/// Findings, of which only the first are kept.
struct FindingList: Sendable {
    private(set) var first: [LedgerFinding] = []
    private(set) var count = 0
    /// Of those that are about the ledger itself and not about what is recorded from it.
    private(set) var ledgerCount = 0

    /// About the ledger as a whole.
    mutating func add(_ difference: LedgerFinding.Difference) { add(nil, difference) }

    mutating func add(_ entry: Int?, _ difference: LedgerFinding.Difference) {
        add(LedgerFinding(entry: entry, difference))
    }

    mutating func add(_ finding: LedgerFinding) {
        count += 1
        if !finding.difference.isAboutRows { ledgerCount += 1 }
        if first.count < LedgerVerification.findingsMax { first.append(finding) }
    }

    mutating func add(_ other: FindingList) {
        count += other.count
        ledgerCount += other.ledgerCount
        first += other.first.prefix(LedgerVerification.findingsMax - first.count)
    }
}

/// The ledger's state as it follows from the entries alone: the tree, who wrote each row last, what was
/// erased. Pieces come in the order of the entries.
struct LedgerReplay: Sendable {
    private(set) var frontier = TreeFrontier()
    /// The root at each of the sizes that were asked for.
    private(set) var roots = [0: TreeHasher.emptyRoot]
    private(set) var head = LedgerHead.empty
    /// Those of full subtrees that the store keeps.
    private(set) var subtrees: [TreeNode: Digest] = [:]
    private(set) var lastWrites = LastWrites()
    private(set) var findings = FindingList()
    private(set) var erasedEntryCount = 0
    private var gaps: [VerifiedPiece.Gap] = []
    private var erased: [Range<Int>] = []

    mutating func add(_ piece: VerifiedPiece, using hasher: TreeHasher) {
        add(piece.tree, using: hasher)
        for write in piece.writes { lastWrites.add(write) }
        gaps += piece.gaps
        erased += piece.erased
        findings.add(piece.findings)
    }

    private mutating func add(_ tree: PieceTree, using hasher: TreeHasher) {
        for (size, earlier) in tree.earlier {
            var whole = frontier
            whole.append(earlier, using: hasher) { _, _ in }
            roots[size] = whole.root(using: hasher)
        }
        for (node, hash) in tree.subtrees { subtrees[node] = hash }
        frontier.append(tree.frontier, using: hasher) { node, hash in
            if StoredTree.isStored(node) { subtrees[node] = hash }
        }
    }

    mutating func finish(using hasher: TreeHasher) {
        head = LedgerHead(size: frontier.size, root: frontier.root(using: hasher))
        let erased = ErasedEntries(erased)
        for gap in gaps {
            if erased.contains(gap.entry) {
                erasedEntryCount += 1
            } else {
                for part in gap.parts { findings.add(gap.entry, .partMissing(part)) }
            }
        }
    }
}

/// Entries that erasures name, for look-up.
struct ErasedEntries {
    private let ranges: [Range<Int>]

    init(_ ranges: [Range<Int>]) {
        self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) {
            merged, range in
            if let last = merged.last, last.upperBound >= range.lowerBound {
                merged[merged.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
    }

    func contains(_ entry: Int) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= entry { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(entry)
    }
}
