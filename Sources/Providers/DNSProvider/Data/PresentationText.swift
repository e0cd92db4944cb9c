// SPDX-License-Identifier: Apache-2.0

/// Escapes of zone files: RFC 1035, section 5.1. Whatever comes in, what goes out holds no byte that ends a
/// token, a line or a quoted text.
enum PresentationText {
    private static let backslash = UInt8(ascii: "\\")

    /// One byte of a label.
    static func append(_ byte: UInt8, asNameTo text: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "."), backslash, UInt8(ascii: "\""), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: ";"), UInt8(ascii: "@"), UInt8(ascii: "$"):
            text += [backslash, byte]
        case 0x21...0x7E: text.append(byte)
        default: appendDecimal(byte, to: &text)
        }
    }

    /// RFC 1035, section 3.3: a character-string, always in quotes.
    static func append(quoted bytes: some Sequence<UInt8>, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in bytes {
            switch byte {
            case backslash, UInt8(ascii: "\""): text += [backslash, byte]
            case 0x20...0x7E: text.append(byte)
            default: appendDecimal(byte, to: &text)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func appendDecimal(_ byte: UInt8, to text: inout [UInt8]) {
        text += [backslash, 0x30 + byte / 100, 0x30 + byte / 10 % 10, 0x30 + byte % 10]
    }

    /// The bytes that a token stands for; nil where an escape is not complete.
    static func unescaped(_ token: ArraySlice<UInt8>) -> [UInt8]? {
        guard token.contains(backslash) else { return Array(token) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(token.count)
        var index = token.startIndex
        while index < token.endIndex {
            let byte = token[index]
            index += 1
            guard byte == backslash else {
                bytes.append(byte)
                continue
            }
            guard index < token.endIndex else { return nil }
            if !isDigit(token[index]) {
                bytes.append(token[index])
                index += 1
                continue
            }
            let digits = token[index...].prefix(3)
            guard digits.count == 3, digits.allSatisfy(isDigit),
                let value = UInt8(String(decoding: digits, as: UTF8.self))
            else { return nil }
            bytes.append(value)
            index += 3
        }
        return bytes
    }

    /// The bytes of a label that is escaped as canonical names are.
    static func byteCount(ofLabel label: Substring.UTF8View) -> Int {
        var count = 0
        var rest = label
        while let byte = rest.popFirst() {
            count += 1
            guard byte == backslash else { continue }
            let isDecimal = rest.first.map(isDigit) ?? false
            rest = rest.dropFirst(isDecimal ? 3 : 1)
        }
        return count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
