// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import TransparencyLog
import Values

/// Verifies the entries of one piece of the ledger: parts against commitments, leaves against their hashes.
/// For one thread and its connection. What entries mean to each other is `LedgerReplay`'s.
struct PieceVerifier {
    private let entries: SQLCall
    private let parts: SQLCall
    private var committed = CommittedLeaf()
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

    mutating func verify(_ range: Range<Int>) throws -> VerifiedPiece {
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

    private mutating func stepParts() throws {
        let column = Int32(PartColumns.parts.count)
        partsEntry = try parts.step() ? try parts.int(column) : nil
    }

    /// Notes the entries that are missing before this one.
    private mutating func skip(to entry: Int) {
        while piece.range.lowerBound + piece.leafHashes.count < entry {
            let missing = piece.range.lowerBound + piece.leafHashes.count
            piece.findings.add(missing, .entryMissing)
            piece.leafHashes.append(TreeHasher.emptyRoot)
        }
    }

    private mutating func verify(_ entry: Int, hasParts: Bool) throws {
        try entries.withBytes(1) { leaf in
            let hash = treeHasher.leafHash(leaf)
            piece.leafHashes.append(hash)
            let isSame = try entries.withBytes(2) { stored in hash.hasBytes(stored) }
            if !isSame { piece.findings.add(entry, .leafHash) }
            guard let kind = committed.begin(leaf) else {
                return piece.findings.add(entry, .leafUnreadable)
            }
            if hasParts {
                for (column, part) in PartColumns.parts.enumerated() {
                    try parts.withBytesIfAny(Int32(column)) { committed.add(part, $0) }
                }
            }
            if !committed.isSame() { return try compare(entry, leaf, hasParts: hasParts) }
            guard hasParts, kind == .erasure || StateSlices.areIn(kind) else { return }
            try replay(entry, kind)
        }
    }

    /// Finds out what is different in an entry whose leaf is not the one that its parts would have.
    private mutating func compare(
        _ entry: Int, _ leaf: UnsafeRawBufferPointer, hasParts: Bool
    ) throws {
        guard let content = LeafBytes(leaf) else {
            return piece.findings.add(entry, .leafUnreadable)
        }
        var missing: [EntryPart] = []
        for (part, commitment) in content.commitments {
            let column = PartColumns.place(of: part)
            if !hasParts || parts.isNull(column) {
                missing.append(part)
            } else if try parts.withBytes(column, Digest.sha256) != commitment {
                piece.findings.add(entry, .part(part))
            } else if part == .state {
                try replay(entry, content.kind)
            }
        }
        if !missing.isEmpty { piece.gaps.append(VerifiedPiece.Gap(entry: entry, parts: missing)) }
        if hasParts { noteUnknown(entry, content) }
    }

    /// Parts that the leaf has no commitment to.
    private mutating func noteUnknown(_ entry: Int, _ leaf: LeafBytes) {
        for (column, part) in PartColumns.parts.enumerated()
        where !parts.isNull(Int32(column)) && !leaf.commitments.contains(where: { $0.part == part })
        {
            piece.findings.add(entry, .partUnknown(part))
        }
    }

    /// The state part is there and is what was committed to.
    private mutating func replay(_ entry: Int, _ kind: EntryKind) throws {
        let column = PartColumns.place(of: .state)
        guard !parts.isNull(column) else { return }
        try parts.withBytes(column) { preimage in
            guard let state = PartPreimage.valueBytes(of: .state, preimage) else {
                return piece.findings.add(entry, .part(.state))
            }
            if kind == .erasure { noteErased(entry, state) }
            if StateSlices.areIn(kind) { noteWrites(entry, state) }
        }
    }

    private mutating func noteErased(_ entry: Int, _ state: UnsafeRawBufferPointer) {
        guard let ranges = ErasureState.ranges(state) else {
            return piece.findings.add(entry, .stateShape)
        }
        piece.erased += ranges
    }

    private mutating func noteWrites(_ entry: Int, _ state: UnsafeRawBufferPointer) {
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
