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
        var preimages: [UInt8] = []
        var parts: [SealedEntry.Part] = []
        parts.reserveCapacity(draft.parts.count)
        let salts = makeSalts(draft.parts.count * Self.saltByteCount)
        var writer = CanonicalJSON()
        for (number, entry) in draft.parts.enumerated() {
            guard let part = EntryPart(rawValue: entry.key) else {
                preconditionFailure("an entry with a part `\(entry.key)`; this is a bug in burnham")
            }
            let start = preimages.count
            let written = writer.bytes.count
            writer.write(entry.value)
            preimages.append(
                contentsOf: salts[number * Self.saltByteCount..<(number + 1) * Self.saltByteCount])
            preimages.append(contentsOf: entry.key.utf8)
            preimages.append(0)
            let value = preimages.count
            preimages.append(contentsOf: writer.bytes[written...])
            parts.append(
                SealedEntry.Part(
                    part: part, range: start..<preimages.count, value: value..<preimages.count))
        }
        let leaf = leaf(of: draft, parts, preimages)
        return SealedEntry(
            leaf: leaf, hash: treeHasher.leafHash(leaf), preimages: preimages, parts: parts)
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
        leaf.append(contentsOf: "{\"day\":\"".utf8)
        leaf.append(contentsOf: dayText.utf8)
        leaf.append(contentsOf: "\",\"kind\":\"".utf8)
        leaf.append(contentsOf: draft.kind.rawValue.utf8)
        leaf.append(contentsOf: "\",\"parts\":{".utf8)
        for (number, part) in parts.enumerated() {
            if number > 0 { leaf.append(UInt8(ascii: ",")) }
            leaf.append(UInt8(ascii: "\""))
            leaf.append(contentsOf: part.part.rawValue.utf8)
            leaf.append(contentsOf: "\":\"".utf8)
            hasher.update(preimages[part.range])
            hasher.finish().withBytes { bytes in
                for byte in bytes {
                    leaf.append(hexDigit(byte >> 4))
                    leaf.append(hexDigit(byte & 0x0F))
                }
            }
            leaf.append(UInt8(ascii: "\""))
        }
        leaf.append(contentsOf: "},\"v\":1}".utf8)
        precondition(
            leaf.count <= Self.leafBytesMax,
            "a leaf of \(leaf.count) bytes; this is a bug in burnham")
        return leaf
    }
}
