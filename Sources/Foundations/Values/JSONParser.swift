// SPDX-License-Identifier: Apache-2.0

/// Reads RFC 8259 JSON into values, strictly: one value, no comments, no trailing commas, no
/// duplicate keys, valid UTF-8, paired surrogates. A number without fraction and exponent that
/// fits 64 bits is an integer, any other a double. Depth is limited, so input can't exhaust the stack.
package struct JSONParser {
    package struct Failure: Error, Equatable {
        package let message: String
        /// Bytes from the start of the input.
        package let offset: Int
    }

    package static let depthMax = 256

    /// Alive as long as `parse` runs. Every index is checked against its count.
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0
    /// Members and items of what is not closed yet: each object and list is then made at its size at once.
    private var members: [Fields<Value>.Entry] = []
    private var items: [Value] = []

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    package static func parse(_ bytes: [UInt8]) throws(Failure) -> Value {
        try bytes.withUnsafeBufferPointer(parsed).get()
    }

    package static func parse(_ text: String) throws(Failure) -> Value {
        try text.withBytes(parsed).get()
    }

    /// The bytes are read in their place.
    package static func parse(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Value {
        try bytes.withMemoryRebound(to: UInt8.self, parsed).get()
    }

    private static func parsed(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Value, Failure> {
        do throws(Failure) {
            var parser = JSONParser(bytes)
            parser.skipSpace()
            let value = try parser.value()
            parser.skipSpace()
            guard parser.index == bytes.count else {
                throw parser.failure("text follows after the value")
            }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private mutating func value() throws(Failure) -> Value {
        guard index < bytes.count else { throw failure("the text ends where a value is expected") }
        switch bytes[index] {
        case UInt8(ascii: "{"):
            try descend()
            defer { depth -= 1 }
            return try object()
        case UInt8(ascii: "["):
            try descend()
            defer { depth -= 1 }
            return try list()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func descend() throws(Failure) {
        guard depth < Self.depthMax else {
            throw failure("nested deeper than \(Self.depthMax) levels")
        }
        depth += 1
    }

    private mutating func object() throws(Failure) -> Value {
        index += 1
        let start = members.count
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(Fields()) }
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw failure("a key in double quotes is expected")
            }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure("`:` is expected after a key") }
            skipSpace()
            members.append((key, try value()))
            skipSpace()
            if take(UInt8(ascii: "}")) { break }
            guard take(UInt8(ascii: ",")) else { throw failure("`,` or `}` is expected") }
        }
        let own = Array(members[start...])
        members.removeSubrange(start...)
        if let fields = Fields(sorted: own) { return .object(fields) }
        let fields = Fields(own.map { ($0.key, $0.value) })
        guard fields.count == own.count else { throw failure("a key stands twice in one object") }
        return .object(fields)
    }

    private mutating func list() throws(Failure) -> Value {
        index += 1
        let start = items.count
        skipSpace()
        if take(UInt8(ascii: "]")) { return .list([]) }
        while true {
            skipSpace()
            items.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { break }
            guard take(UInt8(ascii: ",")) else { throw failure("`,` or `]` is expected") }
        }
        let own = Array(items[start...])
        items.removeSubrange(start...)
        return .list(own)
    }

    private mutating func word(_ text: StaticString, _ value: Value) throws(Failure) -> Value {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count,
            (0..<count).allSatisfy({ bytes[index + $0] == text.utf8Start[$0] })
        else { throw failure("not a JSON value") }
        index += count
        return value
    }

    private mutating func number() throws(Failure) -> Value {
        let start = index
        _ = take(UInt8(ascii: "-"))
        let firstDigit = index
        let digits = skipDigits()
        guard digits > 0 else { throw failure("not a JSON value") }
        guard digits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            throw failure("a number has a leading zero")
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() > 0 else { throw failure("digits are expected after the point") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() > 0 else { throw failure("digits are expected in the exponent") }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else {
            throw failure("the number is beyond what a double holds")
        }
        return .double(number)
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
        return index - start
    }

    private mutating func string() throws(Failure) -> String {
        index += 1
        let start = index
        var isASCII = true
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                let text = bytes[start..<index]
                index += 1
                return try self.text(UnsafeBufferPointer(rebasing: text), isASCII: isASCII)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw failure("a control character stands in a string") }
            if byte >= 0x80 { isASCII = false }
            index += 1
        }
        throw failure("a string is not closed")
    }

    /// `index` is at the first escape.
    private mutating func escapedString(from start: Int) throws(Failure) -> String {
        var start = start
        var unescaped: [UInt8] = []
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                unescaped.append(contentsOf: bytes[start..<index])
                index += 1
                let text = unescaped.withUnsafeBufferPointer {
                    String(validating: $0, as: UTF8.self)
                }
                guard let text else { throw failure("a string is not UTF-8") }
                return text
            case UInt8(ascii: "\\"):
                unescaped.append(contentsOf: bytes[start..<index])
                unescaped.append(contentsOf: String(try escape()).utf8)
                start = index
            case 0..<0x20:
                throw failure("a control character stands in a string")
            default:
                index += 1
            }
        }
        throw failure("a string is not closed")
    }

    /// Decoding is several times faster than validating, and of ASCII the same.
    private func text(
        _ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool
    ) throws(Failure) -> String {
        if isASCII { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure("a string is not UTF-8")
        }
        return text
    }

    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        index += 1
        guard index < bytes.count else { throw failure("a string is not closed") }
        let letter = bytes[index]
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("an escape that JSON does not have")
        }
    }

    private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"))
        else { throw failure("half of a surrogate pair") }
        let second = try hexUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw failure("half of a surrogate pair") }
        return scalar
    }

    private mutating func hexUnit() throws(Failure) -> UInt32 {
        guard index + 4 <= bytes.count else {
            throw failure("four hexadecimal digits are expected")
        }
        var unit: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = hexValue(of: byte) else {
                throw failure("four hexadecimal digits are expected")
            }
            unit = unit << 4 | UInt32(digit)
        }
        index += 4
        return unit
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    @inline(__always)
    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private func failure(_ message: String) -> Failure { Failure(message: message, offset: index) }
}

/// The number that a hexadecimal digit of either case stands for.
package func hexValue(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
