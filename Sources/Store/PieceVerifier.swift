// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// Verifies the entries of one piece of the ledger: parts against commitments, leaves against their hashes.
/// For one thread and its connection. What entries mean to each other is `LedgerReplay`'s.
struct PieceVerifier {
    private let entries: SQLCall
    private let parts: StoredParts
    private var committed = CommittedLeaf()
    private let treeHasher = TreeHasher()

    init(_ database: Database) throws {
        entries = try SQLCall(
            """
            SELECT entry, leaf, hash FROM entries WHERE entry >= ? AND entry < ? ORDER BY entry
            """, on: database)
        parts = try StoredParts(database)
    }

    mutating func verify(_ piece: LedgerPieces.Piece) throws -> VerifiedPiece {
        var found = VerifiedPiece(piece)
        try entries.bind(1, piece.range.lowerBound)
        try entries.bind(2, piece.range.upperBound)
        try parts.begin(piece.range)
        defer { parts.end() }
        try entries.forEachRow {
            let entry = try entries.int(0)
            skip(to: entry, &found)
            try verify(entry, &found)
        }
        skip(to: piece.range.upperBound, &found)
        return found
    }

    /// Notes the entries that are missing before this one.
    private func skip(to entry: Int, _ found: inout VerifiedPiece) {
        let next = found.range.lowerBound + found.tree.frontier.size
        for missing in next..<max(next, entry) {
            found.findings.add(missing, .entryMissing)
            found.tree.append(TreeHasher.emptyRoot, using: treeHasher)
        }
    }

    private mutating func verify(_ entry: Int, _ found: inout VerifiedPiece) throws {
        try entries.withBytes(1) { leaf in
            let hash = treeHasher.leafHash(leaf)
            found.tree.append(hash, using: treeHasher)
            let isSame = try entries.withBytes(2) { stored in hash.hasBytes(stored) }
            if !isSame { found.findings.add(entry, .leafHash) }
            guard let template = committed.template(for: leaf) else {
                return found.findings.add(entry, .leafUnreadable)
            }
            let kind = template.kind
            let isReplayed = kind == .erasure || StateSlices.areIn(kind)
            let digests = try parts.digests(of: entry, needsState: isReplayed)
            let isStateSame =
                template.isSame(leaf, digests) || compare(entry, leaf, digests, &found)
            if isReplayed, isStateSame { try replay(entry, kind, &found) }
        }
    }

    /// Finds out what is different in an entry whose leaf is not the one that its parts would have. Tells
    /// whether its state is there and is what was committed to.
    private func compare(
        _ entry: Int, _ leaf: UnsafeRawBufferPointer, _ digests: PartDigests,
        _ found: inout VerifiedPiece
    ) -> Bool {
        guard let content = LeafBytes(leaf) else {
            found.findings.add(entry, .leafUnreadable)
            return false
        }
        var missing: [EntryPart] = []
        var isStateSame = false
        for (part, commitment) in content.commitments {
            guard let digest = digests[part] else {
                missing.append(part)
                continue
            }
            if digest != commitment {
                found.findings.add(entry, .part(part))
            } else if part == .state {
                isStateSame = true
            }
        }
        if !missing.isEmpty { found.gaps.append(VerifiedPiece.Gap(entry: entry, parts: missing)) }
        for part in PartColumns.parts
        where digests[part] != nil && !content.commitments.contains(where: { $0.part == part }) {
            found.findings.add(entry, .partUnknown(part))
        }
        return isStateSame
    }

    private func replay(
        _ entry: Int, _ kind: EntryKind, _ found: inout VerifiedPiece
    ) throws {
        try parts.withState { preimage in
            guard let state = PartPreimage.valueBytes(of: .state, preimage) else {
                return found.findings.add(entry, .part(.state))
            }
            if kind == .erasure { found.noteErased(entry, state) }
            if StateSlices.areIn(kind) { found.noteWrites(entry, state) }
        }
    }
}

extension VerifiedPiece {
    fileprivate mutating func noteErased(_ entry: Int, _ state: UnsafeRawBufferPointer) {
        guard let ranges = ErasureState.ranges(state) else {
            return findings.add(entry, .stateShape)
        }
        erased += ranges
    }

    fileprivate mutating func noteWrites(_ entry: Int, _ state: UnsafeRawBufferPointer) {
        guard let slices = StateSlices(state) else {
            return findings.add(entry, .stateShape)
        }
        for address in slices.removed {
            writes.append(RowWrite(address: ByteImage(address), entry: entry, row: nil))
        }
        for row in slices.rows {
            writes.append(
                RowWrite(
                    address: ByteImage(row.address), entry: entry, row: ByteImage(row.bytes)))
        }
    }
}
