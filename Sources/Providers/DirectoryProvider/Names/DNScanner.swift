// SPDX-License-Identifier: Apache-2.0

import Values

/// Why a text is no distinguished name, or no LDIF.
struct DNProblem: Error, Equatable {
    let message: String

    init(_ message: String) { self.message = message }
}

/// Reads the string form of a distinguished name (RFC 4514, section 3) one attribute at a time. It takes
/// what RFC 2253 wrote too: spaces around separators, `;` for `,`. It compares and stores nothing.
struct DNScanner {
    enum Separator { case plus, comma, end }

    private let bytes: [UInt8]
    private let end: Int
    private var index: Int
    /// Where the attribute type that `next` read stands in the bytes.
    private(set) var type = 0..<0
    /// The value that `next` read, without its escapes; of a `#` form the content of the BER value.
    private(set) var value: [UInt8] = []

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
        skipSpaces()
    }

    /// The empty name, of the directory's root.
    var isAtEnd: Bool { index == end }

    /// Reads one attribute type and value, and what follows it.
    mutating func next() throws(DNProblem) -> Separator {
        try readType()
        skipSpaces()
        guard take("=") else { throw DNProblem("an attribute has no `=`") }
        skipSpaces()
        value.removeAll(keepingCapacity: true)
        if index < end, bytes[index] == UInt8(ascii: "#") {
            try readEncodedValue()
        } else {
            try readValue()
        }
        skipSpaces()
        if index == end { return .end }
        if take("+") { return .plus }
        guard take(",") || take(";") else {
            throw DNProblem("something follows after a `#` value")
        }
        return .comma
    }

    /// RFC 4512, section 1.4: a short name or a numeric identifier.
    private mutating func readType() throws(DNProblem) {
        skipSpaces()
        let start = index
        guard index < end else { throw DNProblem("an attribute is missing after a separator") }
        if isLetter(bytes[index]) {
            while index < end, isNameCharacter(bytes[index]) { index += 1 }
        } else {
            while index < end, isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ".") {
                index += 1
            }
        }
        guard index > start else { throw DNProblem("an attribute has no type") }
        type = start..<index
    }

    private mutating func readValue() throws(DNProblem) {
        var kept = 0
        while index < end {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "+"):
                value.removeLast(value.count - kept)
                return
            case UInt8(ascii: "\\"):
                try readEscape()
                kept = value.count
            case 0, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"):
                throw DNProblem("`\(dnEscaped([byte]))` is written without a backslash")
            default:
                value.append(byte)
                index += 1
                if byte != UInt8(ascii: " ") { kept = value.count }
            }
        }
        value.removeLast(value.count - kept)
    }

    private mutating func readEscape() throws(DNProblem) {
        guard index + 1 < end else { throw DNProblem("the name ends in a backslash") }
        let byte = bytes[index + 1]
        if let high = hexValue(of: byte) {
            guard index + 2 < end, let low = hexValue(of: bytes[index + 2]) else {
                throw DNProblem("a backslash is followed by one hexadecimal digit alone")
            }
            value.append(high << 4 | low)
            index += 3
        } else if isEscapable(byte) {
            value.append(byte)
            index += 2
        } else {
            throw DNProblem("a backslash stands before a character that needs none")
        }
    }

    /// RFC 4514, section 2.4: `#` and the hexadecimal digits of the value in BER.
    private mutating func readEncodedValue() throws(DNProblem) {
        index += 1
        var encoded: [UInt8] = []
        while index + 1 < end, let high = hexValue(of: bytes[index]),
            let low = hexValue(of: bytes[index + 1])
        {
            encoded.append(high << 4 | low)
            index += 2
        }
        guard let content = Self.content(ofBER: encoded) else {
            throw DNProblem("`#` is not followed by one whole value in BER")
        }
        value.append(contentsOf: content)
    }

    /// X.690, section 8.1: the content of a value with a tag of one byte and a definite length.
    private static func content(ofBER encoded: [UInt8]) -> ArraySlice<UInt8>? {
        guard encoded.count >= 2, encoded[0] & 0x1F != 0x1F else { return nil }
        let first = Int(encoded[1])
        if first < 0x80 { return encoded.count == 2 + first ? encoded[2...] : nil }
        let lengthBytes = first & 0x7F
        guard (1...4).contains(lengthBytes), encoded.count >= 2 + lengthBytes else { return nil }
        let length = encoded[2..<2 + lengthBytes].reduce(0) { $0 << 8 | Int($1) }
        return encoded.count == 2 + lengthBytes + length ? encoded[(2 + lengthBytes)...] : nil
    }

    private mutating func skipSpaces() {
        while index < end, bytes[index] == UInt8(ascii: " ") { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < end, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }
}

private func isEscapable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "+"),
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: "="),
        UInt8(ascii: ">"), UInt8(ascii: "\\"):
        true
    default: false
    }
}
