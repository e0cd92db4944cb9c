// SPDX-License-Identifier: Apache-2.0

/// What an object inside others is called: the names from the outside in, `permits/app`. A name's own `/`, `%`,
/// spaces and control characters are written as percent and two hex digits, so that every name can be told again.
enum PartsOfIdentity {
    static func text(_ parts: [String]) -> String {
        parts.map { escaped($0) }.joined(separator: "/")
    }

    /// Nil where it is no text of so many parts.
    static func parts(of text: String, count: Int) -> [String]? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            .compactMap { plain($0) }
        return parts.count == count ? parts : nil
    }

    /// What an object is called in its database.
    static func last(of identity: String) -> String {
        identity.split(separator: "/", omittingEmptySubsequences: false).last.flatMap(plain) ?? ""
    }

    static func last(of identities: [String]) -> [String] { identities.map { last(of: $0) } }

    static func escaped(_ name: String) -> String {
        guard !name.utf8.allSatisfy(isPlain) else { return name }
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                bytes += Array("%\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "%")
    }

    static func plain(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit),
                let low = rest.popFirst().flatMap(digit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
