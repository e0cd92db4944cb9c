// SPDX-License-Identifier: Apache-2.0

/// Where an entry lies, as the catalog says it: names of units from the base down, `people/vendors`.
struct UnitPath: Equatable {
    static let segmentsMax = 16

    /// In the form that compares; empty at the base.
    let segments: [String]

    init(_ text: String) {
        segments = text.split(separator: "/").map { DNPart.prepared(String($0)) }
            .filter { !$0.isEmpty }
    }

    var text: String { segments.joined(separator: "/") }
}

/// Parts of names in the form of `DNKey`, `ou=people`.
enum DNPart {
    /// A value in the form that compares (RFC 4518): lower case, single spaces.
    static func prepared(_ value: String) -> String {
        var text: [UInt8] = []
        NamingRule.appendPrepared(value, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// What the part says behind its first `=`, without escapes.
    static func value(of part: String) -> String {
        guard let equals = part.utf8.firstIndex(of: UInt8(ascii: "=")) else { return part }
        let value = part.utf8[part.utf8.index(after: equals)...]
        guard value.contains(UInt8(ascii: "\\")), let name = try? DistinguishedName(part),
            let attribute = name.parts.first?.first
        else { return String(Substring(value)) }
        return String(decoding: attribute.value, as: UTF8.self)
    }

    /// Whether a `+` joins attributes; one in a value stands behind a backslash.
    static func hasSeveralAttributes(_ part: String) -> Bool {
        var isEscaped = false
        for byte in part.utf8 {
            if byte == UInt8(ascii: "+") && !isEscaped { return true }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return false
    }

    /// `type=value` as a key has it.
    static func text(_ type: String, _ value: String) -> String {
        DNKey(canonical: "").child(type, value).text
    }
}
