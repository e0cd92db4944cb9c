// SPDX-License-Identifier: Apache-2.0

import Values

/// Plain text that some reader of YAML takes for a number: YAML 1.1 (its int and float types, and what
/// widespread readers make of them), the core schema of 1.2 or its JSON schema. What none of them
/// takes for one, as `1.2.3` or `180d`, is not made into this. Infinity and NaN are not in here.
struct PlainNumber {
    enum Form { case integer, octal, hexadecimal, binary, sexagesimal, float }

    private(set) var form = Form.integer
    private(set) var isSigned = false
    private(set) var isPlus = false
    private(set) var hasUnderscore = false
    private(set) var hasLeadingZero = false
    private(set) var lacksIntegerPart = false
    /// An exponent that only some readers know: without a point before it or a sign in it.
    private(set) var hasBareExponent = false
    private(set) var fractionEndsInZero = false

    init?(_ text: String) {
        let bytes = text.utf8Span.span
        var index = 0
        guard bytes.count > 0 else { return nil }
        if bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-") {
            isSigned = true
            isPlus = bytes[0] == UInt8(ascii: "+")
            index = 1
        }
        if bytes.count >= index + 2, bytes[index] == UInt8(ascii: "0"),
            let form = Self.prefixed(bytes[index + 1])
        {
            self.form = form
            guard readPrefixed(bytes, from: index + 2) else { return nil }
        } else {
            guard readDecimal(bytes, from: index) else { return nil }
        }
    }

    /// By the core schema, a 64-bit integer or a double, the text where 64 bits do not hold an integer;
    /// nil where the core schema knows no number.
    func value(of text: String) -> Value? {
        guard !hasUnderscore else { return nil }
        switch form {
        case .integer:
            return Int64(text).map { .int($0) } ?? .string(text)
        case .octal where !isSigned:
            return Int64(text.dropFirst(2), radix: 8).map { .int($0) } ?? .string(text)
        case .hexadecimal where !isSigned:
            return Int64(text.dropFirst(2), radix: 16).map { .int($0) } ?? .string(text)
        case .float:
            return Double(text).map { .double($0) }
        default:
            return nil
        }
    }

    /// An integer to the core schema.
    var isInteger: Bool {
        switch form {
        case .integer: !hasUnderscore
        case .octal, .hexadecimal: !hasUnderscore && !isSigned
        default: false
        }
    }

    private static func prefixed(_ letter: UInt8) -> Form? {
        switch letter {
        case UInt8(ascii: "o"): .octal
        case UInt8(ascii: "x"): .hexadecimal
        case UInt8(ascii: "b"): .binary
        default: nil
        }
    }

    private mutating func readPrefixed(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        for index in start..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "_") {
                hasUnderscore = true
                continue
            }
            let isDigit =
                switch form {
                case .octal: byte >= 0x30 && byte <= 0x37
                case .binary: byte == 0x30 || byte == 0x31
                default: Self.isHexDigit(byte)
                }
            guard isDigit else { return false }
        }
        return start < bytes.count
    }

    private mutating func readDecimal(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        var index = start
        if index < bytes.count, Self.isDigit(bytes[index]) {
            skipDigits(bytes, &index)
            hasLeadingZero = bytes[start] == UInt8(ascii: "0") && index - start > 1
        } else {
            lacksIntegerPart = true
        }
        guard index < bytes.count else { return !lacksIntegerPart }
        switch bytes[index] {
        case UInt8(ascii: ":"):
            form = .sexagesimal
            return !lacksIntegerPart && readSexagesimal(bytes, &index, start: start)
        case UInt8(ascii: "."):
            form = .float
            let fraction = index + 1
            index = fraction
            skipDigits(bytes, &index)
            guard !lacksIntegerPart || index > fraction else { return false }
            fractionEndsInZero = index > fraction && bytes[index - 1] == UInt8(ascii: "0")
            return index == bytes.count || readExponent(bytes, index, isAfterPoint: true)
        default:
            form = .float
            return !lacksIntegerPart && readExponent(bytes, index, isAfterPoint: false)
        }
    }

    private mutating func readExponent(
        _ bytes: Span<UInt8>, _ start: Int, isAfterPoint: Bool
    ) -> Bool {
        guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return false }
        var index = start + 1
        var hasSign = false
        if index < bytes.count,
            bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
        {
            hasSign = true
            index += 1
        }
        guard index < bytes.count else { return false }
        while index < bytes.count {
            guard Self.isDigit(bytes[index]) else { return false }
            index += 1
        }
        hasBareExponent = !isAfterPoint || !hasSign
        return true
    }

    /// `[1-9][0-9_]*(:[0-5]?[0-9])+`, and with a fraction also after a leading zero.
    private mutating func readSexagesimal(
        _ bytes: Span<UInt8>, _ index: inout Int, start: Int
    ) -> Bool {
        while index < bytes.count, bytes[index] == UInt8(ascii: ":") {
            index += 1
            guard index < bytes.count, Self.isDigit(bytes[index]) else { return false }
            let isTens = bytes[index] <= UInt8(ascii: "5")
            index += 1
            if isTens, index < bytes.count, Self.isDigit(bytes[index]) { index += 1 }
        }
        if index == bytes.count { return bytes[start] != UInt8(ascii: "0") }
        guard bytes[index] == UInt8(ascii: ".") else { return false }
        index += 1
        skipDigits(bytes, &index)
        return index == bytes.count
    }

    private mutating func skipDigits(_ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "_") {
                hasUnderscore = true
            } else if !Self.isDigit(bytes[index]) {
                return
            }
            index += 1
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return isDigit(byte) || lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f")
    }
}
