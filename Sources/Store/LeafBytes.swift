// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What stands in a leaf of version 1, read strictly: any other bytes than the sealer's are refused, so
/// that one content has one leaf. It does not check the commitments.
struct LeafBytes {
    let kind: EntryKind
    let day: CalendarDate
    let commitments: [(part: EntryPart, digest: Digest)]

    /// Nil for bytes that are no leaf of version 1.
    init?(_ leaf: UnsafeRawBufferPointer) {
        var reader = LeafReader(leaf)
        guard reader.take("{\"day\":\""), let day = reader.text(until: "\",\"kind\":\""),
            let kind = reader.text(until: "\",\"parts\":{"),
            let day = CalendarDate(day), let kind = EntryKind(rawValue: kind)
        else { return nil }
        self.day = day
        self.kind = kind
        var commitments: [(part: EntryPart, digest: Digest)] = []
        commitments.reserveCapacity(EntryPart.allCases.count)
        while reader.take(commitments.isEmpty ? "\"" : ",\"") {
            guard let name = reader.text(until: "\":\""), let part = EntryPart(rawValue: name),
                commitments.last.map({ $0.part.rawValue < name }) ?? true,
                let digest = reader.digest(), reader.take("\"")
            else { return nil }
            commitments.append((part, digest))
        }
        guard reader.take("},\"v\":1}"), reader.isAtEnd else { return nil }
        self.commitments = commitments
    }

    /// The kind alone; nil where it stands at another place than in a leaf of version 1.
    static func kind(of leaf: UnsafeRawBufferPointer) -> EntryKind? {
        var reader = LeafReader(leaf)
        guard reader.take("{\"day\":\""), reader.text(until: "\",\"kind\":\"") != nil,
            let kind = reader.text(until: "\",\"parts\":{")
        else { return nil }
        return EntryKind(rawValue: kind)
    }

    init?(_ leaf: [UInt8]) {
        guard let content = leaf.withUnsafeBytes({ LeafBytes($0) }) else { return nil }
        self = content
    }
}

/// Walks along the bytes of a leaf.
private struct LeafReader {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ text: StaticString) -> Bool {
        guard stands(text, at: index) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    private func stands(_ text: StaticString, at index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }

    /// The text before `mark`, at most as long as the longest name; it steps over both.
    mutating func text(until mark: StaticString) -> String? {
        let start = index
        let longest = 40
        while index < bytes.count && index - start <= longest {
            if bytes[index] == mark.utf8Start[0], stands(mark, at: index) {
                let text = String(decoding: bytes[start..<index], as: UTF8.self)
                index += mark.utf8CodeUnitCount
                return text
            }
            index += 1
        }
        return nil
    }

    /// 64 lower-case hexadecimal digits.
    mutating func digest() -> Digest? {
        let count = Digest.byteCount
        guard index + count * 2 <= bytes.count else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let isHex = withUnsafeMutableBytes(of: &words) { words in
            for place in 0..<count {
                guard let high = lowerHexValue(bytes[index + place * 2]),
                    let low = lowerHexValue(bytes[index + place * 2 + 1])
                else { return false }
                words[place] = high << 4 | low
            }
            return true
        }
        guard isHex else { return nil }
        index += count * 2
        return withUnsafeBytes(of: words) { Digest(bytes: $0) }
    }

    private func lowerHexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
