// SPDX-License-Identifier: Apache-2.0

import Values

/// An IPv4 or IPv6 address. An IPv6 address that maps an IPv4 one (`::ffff:0:0/96`) equals it. It
/// knows no zones (`%eth0`) and no IPv4 notation inside IPv6.
package struct IPAddress: Sendable {
    let isVersion4: Bool
    /// 32 bits of an IPv4 address, 128 of an IPv6 one.
    let bits: UInt128

    init(isVersion4: Bool, bits: UInt128) {
        self.isVersion4 = isVersion4
        self.bits = bits
    }

    var width: Int { isVersion4 ? 32 : 128 }

    /// The IPv4 address that a mapped one stands for, else the address itself.
    var unmapped: IPAddress {
        guard !isVersion4, bits >> 32 == 0xFFFF else { return self }
        return IPAddress(isVersion4: true, bits: bits & 0xFFFF_FFFF)
    }
}

extension IPAddress: Hashable {
    package static func == (left: IPAddress, right: IPAddress) -> Bool {
        let (left, right) = (left.unmapped, right.unmapped)
        return left.isVersion4 == right.isVersion4 && left.bits == right.bits
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(unmapped.isVersion4)
        hasher.combine(unmapped.bits)
    }
}

/// The kinds of addresses as Go's net/netip defines them.
extension IPAddress {
    var isUnspecified: Bool { unmapped.bits == 0 }

    var isLoopback: Bool {
        let address = unmapped
        return address.isVersion4 ? address.bits >> 24 == 127 : address.bits == 1
    }

    var isLinkLocalMulticast: Bool {
        let address = unmapped
        return address.isVersion4
            ? address.bits >> 8 == 0xE00000 : (address.bits >> 112) & 0xFF0F == 0xFF02
    }

    var isLinkLocalUnicast: Bool {
        let address = unmapped
        return address.isVersion4
            ? address.bits >> 16 == 0xA9FE : address.bits >> 118 == 0xFE80 >> 6
    }

    var isMulticast: Bool {
        let address = unmapped
        return address.isVersion4 ? address.bits >> 28 == 0xE : address.bits >> 120 == 0xFF
    }

    var isGlobalUnicast: Bool {
        let address = unmapped
        if address.isVersion4, address.bits == 0xFFFF_FFFF { return false }
        return !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast
    }
}

extension IPAddress: CustomStringConvertible {
    /// RFC 5952 for IPv6; a mapped IPv4 address shows itself.
    package var description: String {
        if isVersion4 {
            return [24, 16, 8, 0].map { String(bits >> $0 & 0xFF) }.joined(separator: ".")
        }
        let unmapped = unmapped
        if unmapped.isVersion4 { return "::ffff:\(unmapped)" }
        let groups = (0..<8).map {
            Int(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) & 0xFFFF
        }
        let texts = groups.map { String($0, radix: 16) }
        guard let run = Self.longestRunOfZeros(groups) else { return texts.joined(separator: ":") }
        let head = texts[..<run.lowerBound].joined(separator: ":")
        return "\(head)::\(texts[run.upperBound...].joined(separator: ":"))"
    }

    /// The first of the longest runs of two zeros and more.
    private static func longestRunOfZeros(_ groups: [Int]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start >= 2, index - start > best?.count ?? 0 { best = start..<index }
            start = index + 1
        }
        return best
    }
}

extension IPAddress {
    /// Nil for text that is no address.
    init?(_ text: String) {
        let parsed =
            text.utf8.contains(UInt8(ascii: ":"))
            ? Self.version6(text).map { IPAddress(isVersion4: false, bits: $0) }
            : Self.version4(text).map { IPAddress(isVersion4: true, bits: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    private static func version4(_ text: String) -> UInt128? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt128 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0"),
                let number = number(part, radix: 10), number < 256
            else { return nil }
            bits = bits << 8 | number
        }
        return bits
    }

    private static func version6(_ text: String) -> UInt128? {
        guard text.utf8.count <= 39 else { return nil }
        var groups: [UInt128] = []
        var gap: Int?
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part.isEmpty {
                // An empty part is the gap; at either end of the text it takes two.
                let isEdge = index == 0 || index == parts.count - 1
                if isEdge {
                    let neighbour = index == 0 ? 1 : index - 1
                    guard parts.count > 2, parts[neighbour].isEmpty else { return nil }
                    continue
                }
                guard gap == nil else { return nil }
                gap = groups.count
            } else {
                guard part.count <= 4, let number = number(part, radix: 16) else { return nil }
                groups.append(number)
            }
        }
        return assemble(groups, gap: gap)
    }

    private static func assemble(_ groups: [UInt128], gap: Int?) -> UInt128? {
        guard gap == nil ? groups.count == 8 : groups.count < 8 else { return nil }
        let zeros = Array(repeating: UInt128(0), count: 8 - groups.count)
        let head = groups[..<(gap ?? groups.count)]
        return (head + zeros + groups[(gap ?? groups.count)...]).reduce(0) { $0 << 16 | $1 }
    }

    private static func number(_ digits: String.UTF8View.SubSequence, radix: UInt8) -> UInt128? {
        var number: UInt128 = 0
        for digit in digits {
            guard let value = hexValue(of: digit), value < radix else { return nil }
            number = number * UInt128(radix) + UInt128(value)
        }
        return number
    }
}
