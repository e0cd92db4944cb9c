// SPDX-License-Identifier: Apache-2.0

import Values

/// The core schema of YAML 1.2.2, section 10.3.2: what a plain scalar means. It does not say whether
/// other readers agree; that is `YAMLScalar.Ambiguity`.
enum CoreSchema {
    /// A number that 64 bits do not hold is its text.
    static func value(ofPlain text: String) -> Value {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "~"):
            return isNull(text) ? .null : .string(text)
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
            return bool(text).map { .bool($0) } ?? .string(text)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            return number(text) ?? .string(text)
        default:
            return .string(text)
        }
    }

    static func isNull(_ text: String) -> Bool { isWord(text, ["", "~", "null", "Null", "NULL"]) }

    static func bool(_ text: String) -> Bool? {
        if isWord(text, ["true", "True", "TRUE"]) { return true }
        return isWord(text, ["false", "False", "FALSE"]) ? false : nil
    }

    /// Compared by bytes: Swift's own `==` normalises, and takes its time over text made for it.
    static func isWord(_ text: String, _ words: [String]) -> Bool {
        text.utf8.count <= 5 && words.contains { $0.hasSameBytes(as: text) }
    }

    /// Whether a scalar's text is of the type that its tag states.
    static func fits(_ scalar: YAMLScalar) -> Bool {
        switch scalar.tag {
        case .none, .string: true
        case .null: isNull(scalar.text)
        case .bool: bool(scalar.text) != nil
        case .integer:
            PlainNumber(scalar.text)?.isInteger ?? false
        case .float:
            switch value(ofPlain: scalar.text) {
            case .int, .double: true
            default: PlainNumber(scalar.text)?.isInteger ?? false
            }
        }
    }

    private static func number(_ text: String) -> Value? {
        if let number = PlainNumber(text) { return number.value(of: text) }
        if isWord(text, [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"]) {
            return .double(.infinity)
        }
        if isWord(text, ["-.inf", "-.Inf", "-.INF"]) { return .double(-.infinity) }
        return isWord(text, [".nan", ".NaN", ".NAN"]) ? .double(.nan) : nil
    }
}
