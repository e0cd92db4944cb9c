// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Values as people read them in a plan: text bare where nothing else could be meant, else quoted; lists
/// and objects in brackets. What is not yet known says so; a secret is not its business.
enum ValueText {
    static let unknown = "(known after apply)"

    static func text(of value: Value) -> String {
        switch value {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .int(let number): return number.description
        case .double: return CanonicalJSON.text(of: value)
        case .string(let text): return isBare(text) ? text : quoted(text)
        case .list(let items):
            return "[" + items.map(item).joined(separator: ", ") + "]"
        case .object(let fields):
            let members = fields.map { "\(key($0.key)): \(item($0.value))" }
            return "{" + members.joined(separator: ", ") + "}"
        }
    }

    static func text(of pending: PendingValue) -> String {
        switch pending {
        case .known(let value): return item(value)
        case .parts(let parts):
            return parts.map { part in
                if case .text(let text) = part { text } else { unknown }
            }.joined()
        case .list(let items):
            return "[" + items.map { text(of: $0) }.joined(separator: ", ") + "]"
        case .object(let fields):
            let members = fields.map { "\(key($0.key)): \(text(of: $0.value))" }
            return "{" + members.joined(separator: ", ") + "}"
        }
    }

    /// Whether text that is longer than one line can hold.
    static func isLong(_ value: Value?) -> Bool {
        guard case .string(let text)? = value else { return false }
        return text.utf8.contains(UInt8(ascii: "\n"))
    }

    /// A value inside brackets: there a comma would end it.
    private static func item(_ value: Value) -> String {
        guard case .string(let text) = value else { return self.text(of: value) }
        return isBare(text) && !text.utf8.contains(where: isBracketOrComma) ? text : quoted(text)
    }

    private static func key(_ name: String) -> String {
        isBare(name) && !name.utf8.contains(where: isBracketOrComma) ? name : quoted(name)
    }

    private static func isBracketOrComma(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: ":"):
            true
        default:
            false
        }
    }

    /// Whether the text can't be taken for a value of another type, for nothing, or for one of our words.
    private static func isBare(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        let space = UInt8(ascii: " ")
        if first == space || last == space || first == UInt8(ascii: "(") { return false }
        switch text {
        case "true", "false", "null": return false
        default: break
        }
        if text.utf8.contains(UInt8(ascii: "\"")) || first == UInt8(ascii: "[") { return false }
        return Int64(text).map { $0.description != text } ?? true
    }

    private static func quoted(_ text: String) -> String {
        CanonicalJSON.text(of: .string(text))
    }
}
