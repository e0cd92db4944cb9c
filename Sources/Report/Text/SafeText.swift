// SPDX-License-Identifier: Apache-2.0

/// Makes text from anywhere safe to print: what would move a cursor, ring, turn the direction of writing or
/// hide is written out, `\n` or `\u{202e}`. It knows how many columns a text takes, by a table of its
/// own: a locale has no say.
package enum SafeText {
    /// Appends the text, and returns how many columns it takes.
    static func append(_ text: String, to bytes: inout [UInt8]) -> Int {
        var text = text
        let width: Int? = text.withUTF8 { utf8 in
            guard isPrintableASCII(utf8) else { return nil }
            bytes.append(contentsOf: utf8)
            return utf8.count
        }
        return width ?? appendScalars(of: text, to: &bytes)
    }

    /// The columns that the text takes once it is safe.
    static func width(of text: String) -> Int {
        var text = text
        let width: Int? = text.withUTF8 { isPrintableASCII($0) ? $0.count : nil }
        if let width { return width }
        var bytes: [UInt8] = []
        return appendScalars(of: text, to: &bytes)
    }

    package static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        _ = append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text cut to so many columns, with an ellipsis where something is missing.
    static func cut(_ text: String, to columns: Int) -> String {
        guard width(of: text) > columns else { return escaped(text) }
        var bytes: [UInt8] = []
        var used = 0
        for scalar in text.unicodeScalars {
            let before = bytes.count
            let width = append(scalar, to: &bytes)
            if used + width > columns - 1 {
                bytes.removeSubrange(before...)
                break
            }
            used += width
        }
        return String(decoding: bytes, as: UTF8.self) + "…"
    }

    private static func isPrintableASCII(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func appendScalars(of text: String, to bytes: inout [UInt8]) -> Int {
        var width = 0
        for scalar in text.unicodeScalars { width += append(scalar, to: &bytes) }
        return width
    }

    static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) -> Int {
        guard isSafe(scalar) else {
            let escape = escape(scalar)
            bytes.append(contentsOf: escape.utf8)
            return escape.utf8.count
        }
        bytes.append(contentsOf: scalar.utf8)
        return columns(of: scalar)
    }

    /// Format characters hide or turn the direction of writing; what is unassigned, nobody knows.
    static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return false
        default:
            return true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return isWide(scalar.value) ? 2 : 1
        }
    }

    /// Unicode Standard Annex 11: East Asian Wide and Fullwidth, in blocks.
    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        switch value {
        case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x25FD...0x25FE,
            0x2614...0x2615, 0x2648...0x2653, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x2705,
            0x270A...0x270B, 0x2728, 0x274C, 0x2753...0x2755, 0x2757, 0x2795...0x2797,
            0x2B1B...0x2B1C, 0x2B50, 0x2B55, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return true
        default:
            return false
        }
    }
}
