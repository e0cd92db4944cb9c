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
        count += 1
        if !difference.isAboutRows { ledgerCount += 1 }
        if first.count < LedgerVerification.findingsMax {
            first.append(LedgerFinding(entry: entry, difference))
        }
    }

    mutating func add(_ other: FindingList) {
        count += other.count
        ledgerCount += other.ledgerCount
        first += other.first.prefix(LedgerVerification.findingsMax - first.count)
    }
}

/// What was found in one piece of the ledger.
struct VerifiedPiece: Sendable {
    let range: Range<Int>
    /// As computed from the leaves.
    var leafHashes: [Digest] = []
    var writes: [RowWrite] = []
    /// Entries of which parts are gone.
    var gaps: [Gap] = []
    /// Entries that erasures say they erased.
    var erased: [Range<Int>] = []
    var findings = FindingList()

    struct RowWrite: Sendable {
        let address: String
        let entry: Int
        /// Nil for a removal.
        let image: RowImage?
    }

    struct Gap: Sendable {
        let entry: Int
        let parts: [EntryPart]
    }
}

/// Enough of a row's bytes to tell whether others are the same. The hash is seeded anew in every process, so
/// nobody can prepare other bytes with the same one.
struct RowImage: Sendable, Equatable {
    private let count: Int
    private let hash: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        var hasher = Hasher()
        hasher.combine(bytes: bytes)
        count = bytes.count
        hash = hasher.finalize()
    }
}

/// The ledger's state as it follows from the entries alone: the tree, who wrote each row last, what was
/// erased. Pieces come in the order of the entries.
struct LedgerReplay: Sendable {
    private(set) var frontier = TreeFrontier()
    /// The root at each of the sizes that were asked for.
    private(set) var roots: [Int: Digest] = [:]
    private(set) var head = LedgerHead.empty
    /// Those of full subtrees that the store keeps.
    private(set) var subtrees: [TreeNode: Digest] = [:]
    private(set) var lastWrites: [String: VerifiedPiece.RowWrite] = [:]
    private(set) var findings = FindingList()
    private(set) var erasedEntryCount = 0
    private var gaps: [VerifiedPiece.Gap] = []
    private var erased: [Range<Int>] = []
    /// Descending; the next one is the last.
    private var rootSizes: [Int]

    init(rootSizes: [Int]) {
        self.rootSizes = Set(rootSizes).sorted(by: >)
        takeRoots(using: TreeHasher())
    }

    mutating func add(_ piece: VerifiedPiece, using hasher: TreeHasher) {
        for hash in piece.leafHashes {
            var stored: [(TreeNode, Digest)] = []
            frontier.append(hash, using: hasher) { node, hash in
                if StoredTree.isStored(node) { stored.append((node, hash)) }
            }
            for (node, hash) in stored { subtrees[node] = hash }
            takeRoots(using: hasher)
        }
        for write in piece.writes {
            lastWrites[write.address] = write.image == nil ? nil : write
        }
        gaps += piece.gaps
        erased += piece.erased
        findings.add(piece.findings)
    }

    private mutating func takeRoots(using hasher: TreeHasher) {
        guard rootSizes.last == frontier.size else { return }
        roots[frontier.size] = frontier.root(using: hasher)
        rootSizes.removeLast()
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
