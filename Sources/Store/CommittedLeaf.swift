// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Writes the leaf that an entry's parts as stored would have, so that one comparison with the leaf as stored
/// tells of all of them that nothing was changed, added or taken away. For one thread.
struct CommittedLeaf {
    private static let kindStart = "{\"day\":\"0000-00-00\",\"kind\":\"".utf8.count

    private let hasher = SHA256Hasher()
    private var bytes: [UInt8] = []
    /// Beginnings of leaves up to their parts that have been read already, with the kind that they state. There
    /// are few: a day has at most one for each kind.
    private var beginnings: [(bytes: [UInt8], kind: EntryKind)] = []
    private var isFirst = true

    /// Begins anew with the beginning of a leaf, and gives the kind that it states; nil where it is none.
    mutating func begin(as leaf: UnsafeRawBufferPointer) -> EntryKind? {
        bytes.removeAll(keepingCapacity: true)
        isFirst = true
        for beginning in beginnings where leaf.begins(with: beginning.bytes) {
            bytes.append(contentsOf: beginning.bytes)
            return beginning.kind
        }
        guard let content = LeafBytes(leaf) else { return nil }
        let end = Self.kindStart + content.kind.rawValue.utf8.count + "\",\"parts\":{".utf8.count
        bytes.append(contentsOf: leaf[..<end])
        if beginnings.count == EntryKind.allCases.count { beginnings.removeFirst() }
        beginnings.append((bytes, content.kind))
        return content.kind
    }

    /// Adds a part and its commitment.
    mutating func add(_ part: EntryPart, _ preimage: UnsafeRawBufferPointer) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        hasher.update(preimage)
        bytes.appendCommitment(hasher.finish(), to: part)
    }

    /// Whether the leaf is the one whose parts were added.
    mutating func isSame(as leaf: UnsafeRawBufferPointer) -> Bool {
        bytes.append(contentsOf: "},\"v\":1}".utf8)
        return bytes.count == leaf.count && leaf.begins(with: bytes)
    }
}

/// The two hexadecimal digits of each byte, as they stand in memory.
private let hexPairs: [UInt16] = (0..<256).map { byte in
    let (high, low) = (hexDigit(UInt8(byte >> 4)), hexDigit(UInt8(byte & 0x0F)))
    return UInt16(littleEndian: UInt16(high) | UInt16(low) << 8)
}

extension [UInt8] {
    /// A member of a leaf's `parts`.
    mutating func appendCommitment(_ commitment: Digest, to part: EntryPart) {
        append(contentsOf: PartColumns.leafKeys[Int(PartColumns.place(of: part))])
        let count = Digest.byteCount * 2
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 2) { digits in
            hexPairs.withUnsafeBufferPointer { pairs in
                commitment.withBytes { bytes in
                    for place in 0..<Digest.byteCount {
                        let pair = pairs[Int(bytes[place])]
                        digits.storeBytes(of: pair, toByteOffset: place * 2, as: UInt16.self)
                    }
                }
            }
            append(contentsOf: UnsafeRawBufferPointer(digits))
        }
        append(UInt8(ascii: "\""))
    }
}
