// SPDX-License-Identifier: Apache-2.0

import Values

/// JSON for machines that people look at too: RFC 8259 with what would disturb a terminal escaped, which
/// changes no value. Numbers are written as RFC 8785 writes them.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// What was written since it was last taken.
    mutating func take() -> [UInt8] {
        let taken = bytes
        bytes = []
        bytes.reserveCapacity(taken.count)
        return taken
    }

    static func text(of value: Value) -> String {
        var json = JSONText()
        json.write(value)
        return json.text
    }

    /// A member a line.
    static func lines(of value: Value) -> String {
        let bytes = ReadableJSON.bytes(of: value) { Array(text(of: $0).utf8) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Punctuation and names of our own.
    mutating func punctuate(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ value: Value) {
        switch value {
        case .null: punctuate("null")
        case .bool(let flag): write(flag)
        case .int(let number): write(number)
        case .double: bytes.append(contentsOf: CanonicalJSON.bytes(of: value))
        case .string(let text): write(text)
        case .list(let items): writeList(items) { $0.write($1) }
        case .object(let fields): write(fields)
        }
    }

    private mutating func write(_ fields: Fields<Value>) {
        bytes.append(UInt8(ascii: "{"))
        for place in fields.entries.indices {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(fields.entries[place].key)
            bytes.append(UInt8(ascii: ":"))
            write(fields.entries[place].value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func writeList<Item>(_ items: [Item], _ write: (inout JSONText, Item) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for place in items.indices {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, items[place])
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func write(_ flag: Bool) { punctuate(flag ? "true" : "false") }

    mutating func write(_ number: some BinaryInteger) {
        bytes.append(contentsOf: number.description.utf8)
    }

    /// RFC 8259, section 7.
    mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        let isPlain = text.withUTF8 { utf8 in
            guard utf8.allSatisfy(Self.isPlain) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if !isPlain { writeEscaping(text) }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func writeEscaping(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": punctuate("\\\"")
            case "\\": punctuate("\\\\")
            case "\n": punctuate("\\n")
            case "\t": punctuate("\\t")
            case "\r": punctuate("\\r")
            default:
                if SafeText.isSafe(scalar) {
                    bytes.append(contentsOf: scalar.utf8)
                } else {
                    for unit in scalar.utf16 { writeEscape(unit) }
                }
            }
        }
    }

    private mutating func writeEscape(_ unit: UInt16) {
        punctuate("\\u")
        for shift in [12, 8, 4, 0] {
            bytes.append(hexDigit(UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 0x0F))
        }
    }
}
