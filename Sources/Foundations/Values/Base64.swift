// SPDX-License-Identifier: Apache-2.0

/// Base 64 of RFC 4648, section 4: padded, without line ends. It does not read the URL-safe alphabet,
/// and refuses text that no encoder writes, so that one value has one text.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    private static let notADigit: UInt8 = 0xFF

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: notADigit, count: 256)
        for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                append(group, digits: 4, to: &text)
                (group, count) = (0, 0)
            }
        }
        if count > 0 {
            append(group << (8 * UInt32(3 - count)), digits: count + 1, to: &text)
            text.append(contentsOf: repeatElement(padding, count: 3 - count))
        }
        return text
    }

    private static func append(_ group: UInt32, digits: Int, to text: inout [UInt8]) {
        for place in 0..<digits {
            text.append(alphabet[Int(group >> (18 - 6 * UInt32(place)) & 0x3F)])
        }
    }

    /// Nil for a wrong length, a character outside the alphabet, and bits set beyond the last byte, where they are
    /// not dropped: then several texts stand for the same bytes.
    package static func decode(
        _ text: some Collection<UInt8>, droppingBits: Bool = false
    ) -> [UInt8]? {
        decode(Array(text)[...], droppingBits: droppingBits)
    }

    package static func decode(
        _ text: ArraySlice<UInt8>, droppingBits: Bool = false
    ) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var digits = text
        while digits.last == padding && text.count - digits.count < 2 { digits.removeLast() }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var count = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value != notADigit else { return nil }
            group = group << 6 | UInt32(value)
            count += 1
            guard count == 4 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            bytes.append(UInt8(truncatingIfNeeded: group >> 8))
            bytes.append(UInt8(truncatingIfNeeded: group))
            (group, count) = (0, 0)
        }
        guard count > 0 else { return bytes }
        let rest = group << (6 * UInt32(4 - count))
        let isExact = rest & (count == 3 ? 0xFF : 0xFFFF) == 0
        guard count > 1, isExact || droppingBits else { return nil }
        bytes.append(UInt8(truncatingIfNeeded: rest >> 16))
        if count == 3 { bytes.append(UInt8(truncatingIfNeeded: rest >> 8)) }
        return bytes
    }
}
