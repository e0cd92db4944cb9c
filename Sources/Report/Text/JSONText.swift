// SPDX-License-Identifier: Apache-2.0

import Values

/// JSON for machines that people look at too: canonical within each value, and what would disturb a
/// terminal is escaped, which changes no value.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    static func text(of value: Value) -> String {
        var json = JSONText()
        json.write(value)
        return json.text
    }

    /// Punctuation and names of our own.
    mutating func punctuate(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ value: Value) {
        let canonical = CanonicalJSON.bytes(of: value)
        if canonical.allSatisfy({ $0 < 0x7F }) {
            bytes.append(contentsOf: canonical)
        } else {
            writeEscaping(canonical)
        }
    }

    mutating func writeMember(_ name: String, _ value: Value) {
        write(.string(name))
        punctuate(":")
        write(value)
    }

    /// Only inside strings can there be anything but ASCII.
    private mutating func writeEscaping(_ canonical: [UInt8]) {
        for scalar in String(decoding: canonical, as: UTF8.self).unicodeScalars {
            if SafeText.isSafe(scalar) {
                bytes.append(contentsOf: scalar.utf8)
            } else {
                for unit in scalar.utf16 { writeEscape(unit) }
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
