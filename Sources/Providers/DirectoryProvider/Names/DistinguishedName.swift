// SPDX-License-Identifier: Apache-2.0

import Values

/// The name of an entry in a directory (RFC 4514), part by part as it was written. Two are equal here
/// when they hold the same values byte for byte; what a directory takes for the same is `DNKey`.
struct DistinguishedName: Sendable, CustomStringConvertible {
    /// One attribute of a relative name.
    struct Attribute: Hashable, Sendable {
        /// As written; compared without regard to case.
        let type: String
        let value: [UInt8]

        static func == (left: Attribute, right: Attribute) -> Bool {
            left.foldedType == right.foldedType && left.value == right.value
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(foldedType)
            hasher.combine(value)
        }

        var foldedType: [UInt8] { type.utf8.map(lowerCased) }
    }

    /// From the entry up to the root. One part has several attributes where `+` joins them.
    let parts: [[Attribute]]

    init(_ text: String) throws(DNProblem) {
        let bytes = Array(text.utf8)
        var scanner = DNScanner(bytes, in: bytes.indices)
        var parts: [[Attribute]] = []
        var attributes: [Attribute] = []
        var isOpen = !scanner.isAtEnd
        while isOpen {
            let separator = try scanner.next()
            let type = String(decoding: bytes[scanner.type], as: UTF8.self)
            attributes.append(Attribute(type: type, value: scanner.value))
            isOpen = separator != .end
            if separator == .plus { continue }
            parts.append(attributes)
            attributes = []
        }
        self.parts = parts
    }

    /// Escaped as RFC 4514, section 2.4 asks, without the spaces that may stand around separators.
    var description: String {
        parts.map { attributes in
            attributes.map { "\($0.type)=\(dnEscaped($0.value))" }.joined(separator: "+")
        }.joined(separator: ",")
    }

    /// The attributes of one part have no order.
    private static func counted(_ attributes: [Attribute]) -> [Attribute: Int] {
        Dictionary(attributes.map { ($0, 1) }, uniquingKeysWith: +)
    }
}

extension DistinguishedName: Equatable {
    static func == (left: DistinguishedName, right: DistinguishedName) -> Bool {
        left.parts.count == right.parts.count
            && zip(left.parts, right.parts).allSatisfy { counted($0) == counted($1) }
    }
}

/// One attribute value as it stands in a name (RFC 4514, section 2.4). Control characters are written in
/// hexadecimal, so that a name is one line; other Unicode text stays as it is.
func dnEscaped(_ value: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(value.count)
    appendDNEscaped(value, to: &text)
    return String(decoding: text, as: UTF8.self)
}

func appendDNEscaped(_ value: some Collection<UInt8>, to text: inout [UInt8]) {
    let space = UInt8(ascii: " ")
    let backslash = UInt8(ascii: "\\")
    let count = value.count
    for (place, byte) in value.enumerated() {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "<"), UInt8(ascii: ">"), backslash:
            text.append(backslash)
            text.append(byte)
        case space where place == 0 || place == count - 1, UInt8(ascii: "#") where place == 0:
            text.append(backslash)
            text.append(byte)
        case 0..<0x20, 0x7F:
            appendHexEscape(byte, to: &text)
        default:
            text.append(byte)
        }
    }
}

/// A name as every server reads it: some take no `=` in a value as it is, which RFC 4514 allows.
func withEscapedEquals(_ name: String) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(name.utf8.count)
    var isValue = false
    var isEscaped = false
    for byte in name.utf8 {
        if byte == UInt8(ascii: "="), isValue, !isEscaped {
            appendHexEscape(byte, to: &text)
            continue
        }
        text.append(byte)
        if byte == UInt8(ascii: "=") { isValue = true }
        let isSeparator = byte == UInt8(ascii: ",") || byte == UInt8(ascii: "+")
        if isSeparator && !isEscaped { isValue = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return String(decoding: text, as: UTF8.self)
}

func appendHexEscape(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\\"))
    text.append(hexDigit(byte >> 4))
    text.append(hexDigit(byte & 0x0F))
}
