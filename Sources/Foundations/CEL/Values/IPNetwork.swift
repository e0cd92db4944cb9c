// SPDX-License-Identifier: Apache-2.0

/// An address with the length of its network's prefix, such as `192.0.2.1/24`; the bits behind the
/// prefix are kept.
package struct IPNetwork: Sendable, Hashable {
    let address: IPAddress
    let prefixLength: Int

    init(address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Nil for text that is no network.
    init?(_ text: String) {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")),
            let address = IPAddress(String(text[..<slash]))
        else { return nil }
        let digits = text[text.utf8.index(after: slash)...]
        guard (1...3).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.utf8.count == 1 || digits.utf8.first != UInt8(ascii: "0"),
            let length = Int(digits), length <= address.width
        else { return nil }
        self.init(address: address, prefixLength: length)
    }

    /// The network's first address with the same prefix.
    var masked: IPNetwork {
        let bits = address.bits & mask
        return IPNetwork(
            address: IPAddress(isVersion4: address.isVersion4, bits: bits),
            prefixLength: prefixLength)
    }

    func contains(_ other: IPAddress) -> Bool {
        other.isVersion4 == address.isVersion4 && other.bits & mask == address.bits & mask
    }

    func contains(_ other: IPNetwork) -> Bool {
        other.prefixLength >= prefixLength && contains(other.address)
    }

    private var mask: UInt128 {
        let all = address.isVersion4 ? UInt128(UInt32.max) : UInt128.max
        return prefixLength == 0 ? 0 : all << UInt128(address.width - prefixLength) & all
    }
}

extension IPNetwork: CustomStringConvertible {
    package var description: String { "\(address)/\(prefixLength)" }
}
