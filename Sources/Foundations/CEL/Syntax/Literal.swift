// SPDX-License-Identifier: Apache-2.0

import Values

/// The values of literal tokens: escapes of texts, digits of numbers.
struct Literal {
    private let bytes: [UInt8]
    private let range: Range<Int>

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
    }

    func int(isNegative: Bool) throws(SyntaxFailure) -> CELValue {
        let (digits, radix) = digits(suffix: 0)
        guard let number = Int64((isNegative ? "-" : "") + digits, radix: radix) else {
            throw issue("the number is outside the range of int")
        }
        return .int(number)
    }

    func uint() throws(SyntaxFailure) -> CELValue {
        let (digits, radix) = digits(suffix: 1)
        guard let number = UInt64(digits, radix: radix) else {
            throw issue("the number is outside the range of uint")
        }
        return .uint(number)
    }

    func double(isNegative: Bool) throws(SyntaxFailure) -> CELValue {
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw issue("the number is outside the range of double")
        }
        return .double(isNegative ? -number : number)
    }

    private func digits(suffix: Int) -> (digits: String, radix: Int) {
        let text = String(decoding: bytes[range].dropLast(suffix), as: UTF8.self)
        return text.hasPrefix("0x") ? (String(text.dropFirst(2)), 16) : (text, 10)
    }

    private func issue(_ message: String) -> SyntaxFailure { SyntaxFailure(message, at: range) }
}

extension Literal {
    func string() throws(SyntaxFailure) -> CELValue {
        let (content, isRaw) = content()
        if isRaw || !bytes[content].contains(UInt8(ascii: "\\")) {
            return .string(String(decoding: bytes[content], as: UTF8.self))
        }
        return .string(String(decoding: try unescape(content, isBytes: false), as: UTF8.self))
    }

    func byteString() throws(SyntaxFailure) -> CELValue {
        let (content, isRaw) = content()
        return .bytes(isRaw ? Array(bytes[content]) : try unescape(content, isBytes: true))
    }

    /// What stands between the quotes.
    private func content() -> (range: Range<Int>, isRaw: Bool) {
        var start = range.lowerBound
        var isRaw = false
        while isNameStart(bytes[start]) {
            isRaw = isRaw || bytes[start] | 0x20 == UInt8(ascii: "r")
            start += 1
        }
        let quote = bytes[start]
        let isTriple =
            range.upperBound - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
        let width = isTriple ? 3 : 1
        return (start + width..<range.upperBound - width, isRaw)
    }

    private func unescape(_ content: Range<Int>, isBytes: Bool) throws(SyntaxFailure) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var index = content.lowerBound
        while index < content.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let (unit, length) = try escape(at: index, isBytes: isBytes)
            if isBytes, unit < 0x100 {
                result.append(UInt8(unit))
            } else if let scalar = Unicode.Scalar(unit) {
                result.append(contentsOf: String(scalar).utf8)
            } else {
                throw badEscape(index, length, "no code point")
            }
            index += length
        }
        return result
    }

    /// The octet or code point of an escape and the bytes it takes.
    private func escape(
        at index: Int, isBytes: Bool
    ) throws(SyntaxFailure) -> (unit: UInt32, length: Int) {
        let letter = bytes[index + 1]
        if let simple = Self.simple(letter) { return (simple, 2) }
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): return (try hex(index, digits: 2), 4)
        case UInt8(ascii: "u") where !isBytes: return try surrogates(index)
        case UInt8(ascii: "U") where !isBytes: return (try hex(index, digits: 8), 10)
        case UInt8(ascii: "0")...UInt8(ascii: "3"): return (try octal(index), 4)
        default: throw badEscape(index, 2, "no escape that this kind of text has")
        }
    }

    private static func simple(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"):
            UInt32(letter)
        case UInt8(ascii: "a"): 7
        case UInt8(ascii: "b"): 8
        case UInt8(ascii: "f"): 12
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "r"): 13
        case UInt8(ascii: "t"): 9
        case UInt8(ascii: "v"): 11
        default: nil
        }
    }

    /// `\u` takes a code point of the basic plane, or two halves of a surrogate pair.
    private func surrogates(_ index: Int) throws(SyntaxFailure) -> (unit: UInt32, length: Int) {
        let first = try hex(index, digits: 4)
        guard (0xD800..<0xDC00).contains(first), index + 7 < range.upperBound,
            bytes[index + 6] == UInt8(ascii: "\\"), bytes[index + 7] == UInt8(ascii: "u")
        else { return (first, 6) }
        let second = try hex(index + 6, digits: 4)
        guard (0xDC00..<0xE000).contains(second) else { return (first, 6) }
        return (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 12)
    }

    private func hex(_ index: Int, digits: Int) throws(SyntaxFailure) -> UInt32 {
        var unit: UInt32 = 0
        for offset in index + 2..<index + 2 + digits {
            guard offset < range.upperBound, let digit = hexValue(of: bytes[offset]) else {
                throw badEscape(index, digits + 2, "not \(digits) hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private func octal(_ index: Int) throws(SyntaxFailure) -> UInt32 {
        var unit: UInt32 = 0
        for offset in index + 1..<index + 4 {
            guard offset < range.upperBound,
                (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[offset])
            else { throw badEscape(index, 4, "not three octal digits") }
            unit = unit << 3 | UInt32(bytes[offset] - UInt8(ascii: "0"))
        }
        return unit
    }

    private func badEscape(_ index: Int, _ length: Int, _ reason: String) -> SyntaxFailure {
        SyntaxFailure(
            "an escape in a text is \(reason)",
            at: index..<min(index + length, range.upperBound))
    }
}
