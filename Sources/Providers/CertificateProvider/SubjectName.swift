// SPDX-License-Identifier: Apache-2.0

import Values

/// A subject alternative name (RFC 5280, section 4.2.1.6): a host's name in the preferred name syntax,
/// lower case and without the final dot, its first label perhaps `*`; or an address. Other kinds of name
/// have no form here.
enum SubjectName: Hashable {
    case host(String)
    case address(IPAddress)

    static let bytesMax = 253

    /// Nil for what is neither.
    init?(_ text: String) {
        if let address = IPAddress(text) {
            self = .address(address)
            return
        }
        var bytes = Array(text.utf8)
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        guard (1...Self.bytesMax).contains(bytes.count) else { return nil }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isWildcard = labels[0].elementsEqual("*".utf8)
        let hostLabels = labels.dropFirst(isWildcard ? 1 : 0)
        guard hostLabels.allSatisfy(Self.isLabel), let last = hostLabels.last,
            !isWildcard || hostLabels.count > 1, !last.allSatisfy(Self.isDigit)
        else { return nil }
        self = .host(String(decoding: bytes.map(Self.lowerCase), as: UTF8.self))
    }

    var text: String {
        switch self {
        case .host(let name): name
        case .address(let address): address.text
        }
    }

    /// RFC 1123, section 2.1: letters, digits and hyphens, no hyphen at an end.
    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isDigit($0) || $0 == hyphen || isLetter(lowerCase($0)) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func lowerCase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }
}

extension SubjectName {
    /// One form for lists that mean the same: each name in normal form, sorted, once. A text that is no
    /// name stays as it is; `problems` tells of it.
    static func normalised(_ texts: [String]) -> [String] {
        let normal = texts.map { SubjectName($0)?.text ?? $0 }
        return Fields(normal.map { ($0, true) }).keys
    }
}
