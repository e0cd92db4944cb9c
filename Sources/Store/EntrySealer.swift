// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TransparencyLog
import Values

/// The bytes of one entry as the ledger keeps them for ever. It knows no index: that is given on appending.
struct SealedEntry: Sendable {
    /// Canonical JSON of `day`, `kind`, `parts` and `v`.
    let leaf: [UInt8]
    /// RFC 6962's hash of the leaf.
    let hash: Digest
    /// What each part's commitment is the digest of, one behind the other.
    let preimages: [UInt8]
    let parts: [Part]

    struct Part: Sendable {
        let part: EntryPart
        /// Where its preimage stands.
        let range: Range<Int>
        /// Where its canonical value stands.
        let value: Range<Int>
    }

    func preimage(of part: EntryPart) -> ArraySlice<UInt8>? {
        parts.first { $0.part == part }.map { preimages[$0.range] }
    }

    func value(of part: EntryPart) -> ArraySlice<UInt8>? {
        parts.first { $0.part == part }.map { preimages[$0.value] }
    }
}

/// Makes entries' bytes: salts each part, commits to it, writes the leaf. For one thread at a time; it
/// appends nothing. The form of version 1 is frozen (design, section 7).
final class EntrySealer {
    static let version = 1
    static let saltByteCount = 16
    static let leafBytesMax = 60_000
    private static let usualByteCount = 2048

    private let hasher = SHA256Hasher()
    private let treeHasher = TreeHasher()
    private let makeSalts: (Int) -> [UInt8]
    private var dayText = ""
    private var day: CalendarDate?

    /// `makeSalts` gives so many random bytes; only tests give others.
    init(makeSalts: @escaping (Int) -> [UInt8] = randomBytes(count:)) {
        self.makeSalts = makeSalts
    }

    func seal(_ draft: EntryDraft) -> SealedEntry {
        var writer = CanonicalJSON()
        writer.reserveCapacity(Self.usualByteCount)
        var parts: [SealedEntry.Part] = []
        parts.reserveCapacity(draft.parts.count)
        let salts = makeSalts(draft.parts.count * Self.saltByteCount)
        for (number, entry) in draft.parts.enumerated() {
            guard let part = EntryPart(rawValue: entry.key) else {
                preconditionFailure("an entry with a part `\(entry.key)`; this is a bug in burnham")
            }
            let start = writer.bytes.count
            writer.writePrefix(salts[(number * Self.saltByteCount)...].prefix(Self.saltByteCount))
            writer.writePrefix(PartColumns.preimageNames[Int(PartColumns.place(of: part))])
            let value = writer.bytes.count
            writer.write(entry.value)
            let end = writer.bytes.count
            parts.append(SealedEntry.Part(part: part, range: start..<end, value: value..<end))
        }
        let leaf = leaf(of: draft, parts, writer.bytes)
        return SealedEntry(
            leaf: leaf, hash: treeHasher.leafHash(leaf), preimages: writer.bytes, parts: parts)
    }

    private func leaf(
        of draft: EntryDraft, _ parts: [SealedEntry.Part], _ preimages: [UInt8]
    ) -> [UInt8] {
        if day != draft.day {
            day = draft.day
            dayText = draft.day.description
        }
        var leaf: [UInt8] = []
        leaf.reserveCapacity(80 + parts.count * 80)
        leaf.append(contentsOf: "{\"day\":\"\(dayText)\",\"kind\":\"".utf8)
        leaf.append(contentsOf: "\(draft.kind.rawValue)\",\"parts\":{".utf8)
        preimages.withUnsafeBytes { preimages in
            for (number, part) in parts.enumerated() {
                if number > 0 { leaf.append(UInt8(ascii: ",")) }
                hasher.update(UnsafeRawBufferPointer(rebasing: preimages[part.range]))
                leaf.appendCommitment(hasher.finish(), to: part.part)
            }
        }
        leaf.append(contentsOf: "},\"v\":1}".utf8)
        precondition(
            leaf.count <= Self.leafBytesMax,
            "a leaf of \(leaf.count) bytes; this is a bug in burnham")
        return leaf
    }
}
