// SPDX-License-Identifier: Apache-2.0

package import Values

/// Values as YAML in flow style, on one line, read back as the same values by every reader: a text is
/// plain only where nothing could take it for anything else. It keeps no comments and no layout.
package enum YAMLText {
    package static func flow(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag.description
        case .int(let number): number.description
        case .double(let number): number.description
        case .string(let text): scalar(text)
        case .list(let items): "[\(items.map(flow).joined(separator: ", "))]"
        case .object(let fields):
            "{\(fields.map { "\(scalar($0.key)): \(flow($0.value))" }.joined(separator: ", "))}"
        }
    }

    /// A text as a plain scalar where it is safe, else between double quotes.
    package static func scalar(_ text: String) -> String {
        isPlain(text) ? text : doubleQuoted(text)
    }

    package static func doubleQuoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case _ where character.value < 0x20 || (0x7F...0x9F).contains(character.value):
                let digits = String(character.value, radix: 16, uppercase: true)
                quoted += "\\x" + (digits.count < 2 ? "0" : "") + digits
            // Ends of lines to some readers, a byte order mark, and what no YAML file may hold.
            case "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                quoted += "\\u" + String(character.value, radix: 16, uppercase: true)
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }

    /// Letters first, then letters, digits and `_./-`, and no word that YAML 1.1 reads as something else.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x2D...0x39).contains($0) }
            && !words.contains(text.lowercased())
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private static let words: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null",
    ]
}
