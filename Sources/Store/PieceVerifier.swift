// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// Verifies the entries of one piece of the ledger: parts against commitments, leaves against their hashes.
/// For one thread and its connection. What entries mean to each other is `LedgerReplay`'s.
final class PieceVerifier {
    private let entries: SQLCall
    private let parts: SQLCall
    private let hasher = SHA256Hasher()
    private let treeHasher = TreeHasher()
    private var piece = VerifiedPiece(range: 0..<0)
    /// The entry that the row of `parts` at hand belongs to; nil when there is none left.
    private var partsEntry: Int?

    init(_ database: Database) throws {
        entries = try SQLCall(
            """
            SELECT entry, leaf, hash FROM entries WHERE entry >= ? AND entry < ? ORDER BY entry
            """, on: database)
        parts = try SQLCall(
            """
            SELECT \(PartColumns.names.joined(separator: ", ")), entry FROM parts
            WHERE entry >= ? AND entry < ? ORDER BY entry
            """, on: database)
    }

    func verify(_ range: Range<Int>) throws -> VerifiedPiece {
        piece = VerifiedPiece(range: range)
        piece.leafHashes.reserveCapacity(range.count)
        for call in [entries, parts] {
            try call.bind(1, range.lowerBound)
            try call.bind(2, range.upperBound)
        }
        defer { parts.reset() }
        try stepParts()
        try entries.forEachRow {
            let entry = try entries.int(0)
            skip(to: entry)
            while let behind = partsEntry, behind < entry { try stepParts() }
            try verify(entry, hasParts: partsEntry == entry)
        }
        skip(to: range.upperBound)
        return piece
    }

    private func stepParts() throws {
        let column = Int32(PartColumns.parts.count)
        partsEntry = try parts.step() ? try parts.int(column) : nil
    }

    /// Notes the entries that are missing before this one.
    private func skip(to entry: Int) {
        while piece.range.lowerBound + piece.leafHashes.count < entry {
            let missing = piece.range.lowerBound + piece.leafHashes.count
            piece.findings.add(missing, .entryMissing)
            piece.leafHashes.append(TreeHasher.emptyRoot)
        }
    }

    private func verify(_ entry: Int, hasParts: Bool) throws {
        try entries.withBytes(1) { leaf in
            let hash = treeHasher.leafHash(leaf)
            piece.leafHashes.append(hash)
            let isSame = try entries.withBytes(2) { stored in
                hash.withBytes { $0.elementsEqual(stored) }
            }
            if !isSame { piece.findings.add(entry, .leafHash) }
            guard let content = LeafBytes(leaf) else {
                return piece.findings.add(entry, .leafUnreadable)
            }
            try verify(entry, content, hasParts: hasParts)
        }
    }

    private func verify(_ entry: Int, _ leaf: LeafBytes, hasParts: Bool) throws {
        var missing: [EntryPart] = []
        var present = 0
        for (part, commitment) in leaf.commitments {
            let column = PartColumns.place(of: part)
            if !hasParts || parts.isNull(column) {
                missing.append(part)
                continue
            }
            present += 1
            try parts.withBytes(column) { preimage in
                hasher.update(preimage)
                let digest = hasher.finish()
                guard digest == commitment,
                    let value = PartPreimage.valueBytes(of: part, preimage)
                else { return piece.findings.add(entry, .part(part)) }
                if part == .state { replay(entry, leaf.kind, value) }
            }
        }
        if !missing.isEmpty { piece.gaps.append(VerifiedPiece.Gap(entry: entry, parts: missing)) }
        if hasParts { noteUnknown(entry, leaf, present: present) }
    }

    /// Parts that the leaf has no commitment to.
    private func noteUnknown(_ entry: Int, _ leaf: LeafBytes, present: Int) {
        let stored = PartColumns.parts.filter { !parts.isNull(PartColumns.place(of: $0)) }
        guard stored.count > present else { return }
        for part in stored where !leaf.commitments.contains(where: { $0.part == part }) {
            piece.findings.add(entry, .partUnknown(part))
        }
    }

    private func replay(_ entry: Int, _ kind: EntryKind, _ state: UnsafeRawBufferPointer) {
        if kind == .erasure {
            guard let ranges = ErasureState.ranges(state) else {
                return piece.findings.add(entry, .stateShape)
            }
            piece.erased += ranges
        }
        guard StateSlices.areIn(kind) else { return }
        guard let slices = StateSlices(state) else {
            return piece.findings.add(entry, .stateShape)
        }
        for address in slices.removed {
            piece.writes.append(VerifiedPiece.RowWrite(address: address, entry: entry, image: nil))
        }
        for row in slices.rows {
            piece.writes.append(
                VerifiedPiece.RowWrite(
                    address: row.address, entry: entry, image: RowImage(row.bytes)))
        }
    }
}
