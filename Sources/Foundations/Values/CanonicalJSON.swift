// SPDX-License-Identifier: Apache-2.0

/// Writes values as canonical JSON: RFC 8785, the JSON Canonicalization Scheme. The same value gives
/// the same bytes everywhere, so that a digest of them means the value.
package struct CanonicalJSON {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Bytes that stand before canonical JSON where both are hashed as one.
    package mutating func writePrefix(_ prefix: some Collection<UInt8>) {
        bytes.append(contentsOf: prefix)
    }

    package mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Forgets what was written and taken elsewhere, and goes on where it was.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    package static func bytes(of value: Value) -> [UInt8] {
        var writer = CanonicalJSON()
        writer.write(value)
        return writer.bytes
    }

    package static func text(of value: Value) -> String {
        String(decoding: bytes(of: value), as: UTF8.self)
    }

    package mutating func write(_ value: Value) {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .int(let number): write(number)
        case .double(let number): bytes.append(contentsOf: Self.ecmaScriptText(of: number).utf8)
        case .string(let text): write(text)
        case .list(let items): write(items)
        case .object(let fields): write(fields)
        }
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func write(_ number: Int64) {
        if (0..<10).contains(number) {
            bytes.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            bytes.append(contentsOf: number.description.utf8)
        }
    }

    private mutating func write(_ items: [Value]) {
        beginList()
        for value in items {
            item()
            write(value)
        }
        endList()
    }

    private mutating func write(_ fields: Fields<Value>) {
        beginObject()
        for entry in Self.inUTF16Order(fields) {
            key(entry.key)
            write(entry.value)
        }
        endObject()
    }

    /// RFC 8785, section 3.2.3: members are sorted by UTF-16 code units. That differs from the order
    /// of UTF-8 bytes only where a key has a character beyond U+FFFF.
    private static func inUTF16Order(_ fields: Fields<Value>) -> [Fields<Value>.Entry] {
        let fourByteLead: UInt8 = 0xF0
        let isUTF16OrderOther = fields.entries.contains { entry in
            entry.key.withBytes { $0.contains { $0 >= fourByteLead } }
        }
        guard isUTF16OrderOther else { return fields.entries }
        return fields.entries.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
    }

    /// RFC 8785, section 3.2.2.2.
    package mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        text.withBytes { utf8 in
            var start = 0
            while let index = Self.firstEscape(in: utf8, from: start) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                writeEscape(utf8[index])
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Where the next byte that can't stand as it is stands; eight bytes are looked at in one go.
    private static func firstEscape(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let raw = UnsafeRawBufferPointer(utf8)
        var index = start
        while index + 8 <= raw.count {
            if hasEscape(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { break }
            index += 8
        }
        while index < utf8.count {
            if needsEscape(utf8[index]) { return index }
            index += 1
        }
        return nil
    }

    /// Whether one of eight bytes needs an escape. Each is compared within its own bits: subtracting from a
    /// byte borrows from the one above only where this one is met already.
    private static func hasEscape(_ word: UInt64) -> Bool {
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let controls = (word &- ones &* 0x20) & ~word
        return (controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes)
            & highs != 0
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            bytes.append(hexDigit(byte & 0x0F))
        }
    }

    /// ECMA-262, Number::toString with radix 10; RFC 8785, section 3.2.2.3. Not a number and the
    /// infinities have no JSON form and are written as `null`; the loader refuses them before.
    private static func ecmaScriptText(of number: Double) -> String {
        guard number.isFinite else { return "null" }
        guard number != 0 else { return "0" }
        let (digits, exponent) = shortestDigits(of: number.magnitude)
        let sign = number < 0 ? "-" : ""
        let count = digits.count
        if exponent >= count && exponent <= 21 {
            return sign + digits + String(repeating: "0", count: exponent - count)
        }
        if exponent > 0 && exponent <= 21 {
            return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
        }
        if exponent > -6 && exponent <= 0 {
            return sign + "0." + String(repeating: "0", count: -exponent) + digits
        }
        let power = exponent - 1
        let fraction = count > 1 ? "." + digits.dropFirst() : ""
        return sign + digits.prefix(1) + fraction + "e" + (power < 0 ? "-" : "+")
            + power.magnitude.description
    }

    /// The shortest decimal digits that read back as `number`, and the place of the point counted
    /// from their start. Swift's own description has those digits in another layout.
    private static func shortestDigits(of number: Double) -> (digits: String, exponent: Int) {
        let parts = number.description.split(separator: "e")
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        var digits = String(mantissa[0] + fraction)
        var exponent = mantissa[0].count + power
        while digits.hasPrefix("0") {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.hasSuffix("0") { digits.removeLast() }
        return (digits, exponent)
    }
}

extension CanonicalJSON: ValueWriter {
    package mutating func beginObject() { bytes.append(UInt8(ascii: "{")) }

    package mutating func key(_ key: String) {
        item()
        write(key)
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func key(own key: StaticString) {
        item()
        bytes.append(UInt8(ascii: "\""))
        append(key)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

    package mutating func beginList() { bytes.append(UInt8(ascii: "[")) }

    /// Nothing but a beginning ends in a bracket that opens: a text ends in a quotation mark.
    package mutating func item() {
        switch bytes.last {
        case UInt8(ascii: "{"), UInt8(ascii: "["): break
        default: separate()
        }
    }

    /// Before an item that is not the first.
    mutating func separate() { bytes.append(UInt8(ascii: ",")) }

    package mutating func endList() { bytes.append(UInt8(ascii: "]")) }
}

/// The lower-case hexadecimal digit of a number below 16.
package func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
}
