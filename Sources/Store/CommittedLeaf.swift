// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Compares a leaf with the one that an entry's parts as stored would have, part by part: so one look at each
/// tells of all of them that nothing was changed, added or taken away. For one thread; the leaf's bytes have to
/// stay where they are until the last part was added.
struct CommittedLeaf {
    private static let kindStart = "{\"day\":\"0000-00-00\",\"kind\":\"".utf8.count

    private let hasher = SHA256Hasher()
    /// Beginnings of leaves up to their parts that have been read already, with the kind that they state. There
    /// are few: a day has at most one for each kind.
    private var beginnings: [(bytes: [UInt8], kind: EntryKind)] = []
    private var leaf = UnsafeRawBufferPointer(start: nil, count: 0)
    /// How far it has been compared.
    private var index = 0
    private var isFirst = true
    private var differs = false

    /// Begins anew with a leaf, and gives the kind that it states; nil where it is none.
    mutating func begin(_ leaf: UnsafeRawBufferPointer) -> EntryKind? {
        self.leaf = leaf
        isFirst = true
        differs = false
        for beginning in beginnings where leaf.begins(with: beginning.bytes) {
            index = beginning.bytes.count
            return beginning.kind
        }
        guard let content = LeafBytes(leaf) else { return nil }
        index = Self.kindStart + content.kind.rawValue.utf8.count + "\",\"parts\":{".utf8.count
        if beginnings.count == EntryKind.allCases.count { beginnings.removeFirst() }
        beginnings.append((Array(leaf[..<index]), content.kind))
        return content.kind
    }

    /// Compares what the leaf says next with a part's commitment.
    mutating func add(_ part: EntryPart, _ preimage: UnsafeRawBufferPointer) {
        if !isFirst { compare([UInt8(ascii: ",")]) }
        isFirst = false
        compare(PartColumns.leafKeys[Int(PartColumns.place(of: part))])
        hasher.update(preimage)
        compareDigits(of: hasher.finish())
        compare([UInt8(ascii: "\"")])
    }

    /// Whether the leaf is the one whose parts were added.
    mutating func isSame() -> Bool {
        compare(Self.end)
        return !differs && index == leaf.count
    }

    private static let end = Array("},\"v\":1}".utf8)

    private mutating func compare(_ bytes: [UInt8]) {
        let rest = UnsafeRawBufferPointer(rebasing: leaf[min(index, leaf.count)...])
        if !rest.begins(with: bytes) { differs = true }
        index += bytes.count
    }

    private mutating func compareDigits(of commitment: Digest) {
        let count = Digest.byteCount * 2
        guard index + count <= leaf.count else {
            differs = true
            return
        }
        let stated = UnsafeRawBufferPointer(rebasing: leaf[index..<index + count])
        if !commitment.isWritten(in: stated) { differs = true }
        index += count
    }
}

extension Digest {
    /// Whether the bytes are its 64 lower-case hexadecimal digits; eight of them are made at once.
    fileprivate func isWritten(in digits: UnsafeRawBufferPointer) -> Bool {
        withBytes { bytes in
            var difference: UInt64 = 0
            for place in stride(from: 0, to: Self.byteCount, by: 4) {
                let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self).littleEndian
                let stated = digits.loadUnaligned(fromByteOffset: place * 2, as: UInt64.self)
                difference |= stated.littleEndian ^ hexDigits(of: word)
            }
            return difference == 0
        }
    }
}

/// The digits of four bytes as they stand in memory, for the first byte in the lowest place.
private func hexDigits(of word: UInt32) -> UInt64 {
    var spread = UInt64(word)
    spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
    spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
    let nibbles = spread >> 4 & 0x000F_000F_000F_000F | (spread & 0x000F_000F_000F_000F) << 8
    // One in each place whose digit is a letter.
    let letters = (nibbles + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    let letterStep = UInt64(UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
    return nibbles + 0x3030_3030_3030_3030 + letters * letterStep
}

extension [UInt8] {
    /// A member of a leaf's `parts`.
    mutating func appendCommitment(_ commitment: Digest, to part: EntryPart) {
        append(contentsOf: PartColumns.leafKeys[Int(PartColumns.place(of: part))])
        let count = Digest.byteCount * 2
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { digits in
            commitment.withBytes { bytes in
                for place in stride(from: 0, to: Digest.byteCount, by: 4) {
                    let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                    digits.storeBytes(
                        of: hexDigits(of: word.littleEndian).littleEndian,
                        toByteOffset: place * 2, as: UInt64.self)
                }
            }
            append(contentsOf: UnsafeRawBufferPointer(digits))
        }
        append(UInt8(ascii: "\""))
    }
}
