// SPDX-License-Identifier: Apache-2.0

/// Internet addresses as text: IPv4 in four decimal parts, IPv6 read as RFC 4291, section 2.2 has it and
/// written as RFC 5952 asks. It looks nothing up.
enum IPAddress {
    /// Four bytes. Leading zeros are refused: some read them as octal.
    static func version4(_ text: some Collection<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
                part.count == 1 || part.first != 0x30,
                let byte = UInt8(String(decoding: part, as: UTF8.self))
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    static func text4(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(15)
        for byte in bytes {
            if !text.isEmpty { text.append(UInt8(ascii: ".")) }
            if byte >= 100 { text.append(0x30 + byte / 100) }
            if byte >= 10 { text.append(0x30 + byte / 10 % 10) }
            text.append(0x30 + byte % 10)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Eight groups. Without a zone index.
    static func version6(_ text: some Collection<UInt8>) -> [UInt16]? {
        let bytes = Array(text)
        guard bytes.count <= 45 else { return nil }
        guard let gap = firstDoubleColon(bytes) else { return groups(bytes[...], count: 8) }
        guard let left = gap == 0 ? [] : groups(bytes[..<gap], endsInVersion4: false),
            let right = gap + 2 == bytes.count ? [] : groups(bytes[(gap + 2)...]),
            left.count + right.count <= 7
        else { return nil }
        return left + Array(repeating: 0, count: 8 - left.count - right.count) + right
    }

    private static func firstDoubleColon(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast().first {
            bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: ":")
        }
    }

    private static func groups(
        _ text: ArraySlice<UInt8>, count: Int? = nil, endsInVersion4: Bool = true
    ) -> [UInt16]? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if endsInVersion4, index == parts.count - 1, let four = version4(part) {
                groups.append(UInt16(four[0]) << 8 | UInt16(four[1]))
                groups.append(UInt16(four[2]) << 8 | UInt16(four[3]))
                continue
            }
            guard (1...4).contains(part.count), part.allSatisfy(isHex),
                let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
            else { return nil }
            groups.append(group)
        }
        return count == nil || groups.count == count ? groups : nil
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte)
            || (0x61...0x66).contains(byte)
    }

    /// RFC 5952, section 4, and section 5 for addresses that hold an IPv4 address by their prefix.
    static func text6(_ groups: [UInt16]) -> String {
        if groups[..<5].allSatisfy({ $0 == 0 }) && groups[5] == 0xFFFF {
            let four = groups[6...].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            return "::ffff:\(text4(four))"
        }
        let hex = groups.map { String($0, radix: 16) }
        guard let zeros = longestZeros(groups) else { return hex.joined(separator: ":") }
        return hex[..<zeros.lowerBound].joined(separator: ":") + "::"
            + hex[zeros.upperBound...].joined(separator: ":")
    }

    /// The first longest run of at least two.
    private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
        var longest = 0..<0
        var start = 0
        for index in groups.indices {
            if groups[index] != 0 {
                start = index + 1
            } else if index + 1 - start > longest.count {
                longest = start..<index + 1
            }
        }
        return longest.count > 1 ? longest : nil
    }
}
