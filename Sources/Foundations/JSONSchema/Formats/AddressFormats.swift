// SPDX-License-Identifier: Apache-2.0

import Values

/// Addresses of hosts, and UUIDs.
enum AddressFormats {
    /// RFC 2673, section 3.2: four decimal numbers without leading zeros.
    static func isIPv4(_ text: some Collection<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) })
                else {
                    return false
                }
                let number = part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
                return number <= 255 && (part.count == 1 || part.first != 0x30)
            }
    }

    /// RFC 4291, section 2.2: eight groups, one run of zeros as `::`, the last two as IPv4.
    static func isIPv6(_ text: some Collection<UInt8>) -> Bool {
        let colon = UInt8(ascii: ":")
        let parts = text.split(separator: colon, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.count <= 9 else { return false }
        var groups = 0
        var gaps = 0
        for (place, part) in parts.enumerated() {
            if part.isEmpty {
                // `::` at an end leaves two empty parts there, inside one.
                let isOuter = place == 0 || place == parts.count - 1
                if isOuter {
                    let neighbour = place == 0 ? parts[1] : parts[parts.count - 2]
                    guard neighbour.isEmpty else { return false }
                } else {
                    gaps += 1
                }
            } else if place == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard isIPv4(part) else { return false }
                groups += 2
            } else {
                guard part.count <= 4, part.allSatisfy({ hexValue(of: $0) != nil }) else {
                    return false
                }
                groups += 1
            }
        }
        return gaps == 0 ? groups == 8 : gaps == 1 && groups <= 7
    }

    /// RFC 4122, section 3, of either case.
    static func isUUID(_ text: some Collection<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.allSatisfy { hexValue(of: $0) != nil } }
    }
}
