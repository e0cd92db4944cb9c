// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc
import Values

/// Tells whether a leaf is the one that an entry's parts as stored would have: one comparison for the whole leaf,
/// so that no part of it can be changed, added or taken away. For one thread.
struct CommittedLeaf {
    /// There are few: a day has for each kind one or two.
    private var templates: [LeafTemplate] = []
    private static let templatesMax = 2 * EntryKind.allCases.count

    /// What a leaf is to be compared with, which also knows its kind; nil for what is no leaf.
    mutating func template(for leaf: UnsafeRawBufferPointer) -> LeafTemplate? {
        for template in templates where template.begins(leaf) { return template }
        guard let template = LeafTemplate(leaf) else { return nil }
        if templates.count == Self.templatesMax { templates.removeFirst() }
        templates.append(template)
        return template
    }
}

/// The leaves of one day and kind with the same parts, which differ in nothing but the parts' commitments.
final class LeafTemplate {
    let kind: EntryKind
    private let bytes: UnsafeMutableRawBufferPointer
    /// How many bytes stand before the first part.
    private let beginning: Int
    /// Where the commitment of each column stands; nil for a part that such a leaf has not.
    private var places: [6 of Int?] = .init(repeating: nil)

    /// Nil for what is no leaf of version 1.
    init?(_ leaf: UnsafeRawBufferPointer) {
        guard let content = LeafBytes(leaf) else { return nil }
        kind = content.kind
        bytes = .allocate(byteCount: leaf.count, alignment: 1)
        bytes.copyMemory(from: leaf)
        beginning =
            "{\"day\":\"0000-00-00\",\"kind\":\"\",\"parts\":{".utf8.count
            + kind.rawValue.utf8.count
        var place = beginning
        for (part, _) in content.commitments {
            let column = Int(PartColumns.place(of: part))
            place += PartColumns.leafKeys[column].count
            places[column] = place
            place += Digest.byteCount * 2 + "\",".utf8.count
        }
    }

    deinit { bytes.deallocate() }

    /// Whether a leaf is of this day and kind, and as long.
    func begins(_ leaf: UnsafeRawBufferPointer) -> Bool {
        leaf.count == bytes.count && hasSameBytes(leaf, count: beginning)
    }

    /// Whether `leaf`, which this template `begins`, commits to just these parts.
    func isSame(_ leaf: UnsafeRawBufferPointer, _ parts: PartDigests) -> Bool {
        for column in places.indices {
            switch (places[column], parts[Int32(column)]) {
            case (nil, nil): break
            case (let place?, let digest?): digest.writeDigits(to: bytes, at: place)
            default: return false
            }
        }
        return hasSameBytes(leaf, count: bytes.count)
    }

    private func hasSameBytes(_ leaf: UnsafeRawBufferPointer, count: Int) -> Bool {
        guard let left = leaf.baseAddress, let right = bytes.baseAddress else { return false }
        return memcmp(left, right, count) == 0
    }
}

extension Digest {
    /// Its 64 lower-case hexadecimal digits; eight of them are made at once.
    fileprivate func writeDigits(to text: UnsafeMutableRawBufferPointer, at start: Int) {
        withBytes { bytes in
            for place in stride(from: 0, to: Self.byteCount, by: 4) {
                let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                text.storeBytes(
                    of: hexDigits(of: word.littleEndian).littleEndian,
                    toByteOffset: start + place * 2, as: UInt64.self)
            }
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
        withUnsafeTemporaryAllocation(byteCount: Digest.byteCount * 2, alignment: 8) { digits in
            commitment.writeDigits(to: digits, at: 0)
            append(contentsOf: UnsafeRawBufferPointer(digits))
        }
        append(UInt8(ascii: "\""))
    }
}
