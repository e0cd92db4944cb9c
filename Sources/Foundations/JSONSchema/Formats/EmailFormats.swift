// SPDX-License-Identifier: Apache-2.0

/// Mailboxes of RFC 5321, section 4.1.2, and of RFC 6531 where characters beyond ASCII are allowed.
enum EmailFormats {
    private static let localBytesMax = 64

    static func isEmail(_ text: String, international: Bool) -> Bool {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = Array(text.utf8[..<at])
        let domain = text[text.utf8.index(after: at)...]
        guard !local.isEmpty, local.count <= localBytesMax else { return false }
        let isLocal =
            local.first == UInt8(ascii: "\"")
            ? isQuoted(local, international) : isDotted(local, international)
        return isLocal && isDomain(domain, international)
    }

    private static func isDotted(_ local: [UInt8], _ international: Bool) -> Bool {
        local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.allSatisfy { isAtomText($0, international) }
        }
    }

    private static let atomSigns = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isAtomText(_ byte: UInt8, _ international: Bool) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x80...: international
        default: atomSigns.contains(byte)
        }
    }

    private static func isQuoted(_ local: [UInt8], _ international: Bool) -> Bool {
        guard local.count >= 2, local.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in local.dropFirst().dropLast() {
            guard (0x20...0x7E).contains(byte) || byte >= 0x80 && international else {
                return false
            }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }

    private static func isDomain(_ domain: Substring, _ international: Bool) -> Bool {
        if domain.utf8.first == UInt8(ascii: "["), domain.utf8.last == UInt8(ascii: "]") {
            return isAddress(domain.dropFirst().dropLast())
        }
        return HostnameFormats.isDomain(domain, international: international)
    }

    /// An address literal: IPv4, or IPv6 after its tag.
    private static func isAddress(_ text: Substring) -> Bool {
        let tag = "ipv6:"
        guard text.utf8.count > tag.utf8.count,
            text.prefix(tag.utf8.count).lowercased() == tag
        else { return AddressFormats.isIPv4(text.utf8) }
        return AddressFormats.isIPv6(text.utf8.dropFirst(tag.utf8.count))
    }
}
