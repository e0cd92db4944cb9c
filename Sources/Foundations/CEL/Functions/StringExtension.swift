// SPDX-License-Identifier: Apache-2.0

/// cel-go's "strings" extension. Positions count code points; a position outside the text fails.
enum StringExtension {
    static let all: [CELOverload] =
        positions
        + pieces
        + [
            simple("lowerAscii") { changingCase($0, from: UInt8(ascii: "A"), by: 32) },
            simple("upperAscii") { changingCase($0, from: UInt8(ascii: "a"), by: -32) },
            simple("reverse") { text in
                var result = String.UnicodeScalarView()
                result.append(contentsOf: text.unicodeScalars.reversed())
                return String(result)
            },
            simple("trim") { trimmed($0) },
            .global("strings.quote", .string, .string) { value, budget throws(CELError) in
                guard case .string(let text) = value else {
                    throw CELError.mismatch("strings.quote", value)
                }
                try budget.charge(bytes: text.utf8.count * 2)
                return .string(quoted(text))
            },
            .member(.string, "format", .list(.dyn), .string) {
                value, list, budget throws(CELError) in
                guard case .string(let pattern) = value, case .list(let list) = list else {
                    throw CELError.mismatch("format", value, list)
                }
                return .string(try StringFormat.format(pattern, list, &budget))
            },
        ]

    private static func simple(
        _ name: String, _ body: @escaping @Sendable (String) -> String
    ) -> CELOverload {
        .member(.string, name, .string) { value, budget throws(CELError) in
            guard case .string(let text) = value else { throw CELError.mismatch(name, value) }
            try budget.charge(1 + text.utf8.count)
            return .string(body(text))
        }
    }

    private static func changingCase(_ text: String, from first: UInt8, by step: Int8) -> String {
        let bytes = text.utf8.map { byte in
            byte >= first && byte < first + 26 ? UInt8(Int(byte) + Int(step)) : byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let rest = scalars.drop { $0.properties.isWhitespace }
        guard let last = rest.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(rest[...last])
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{7}": result += "\\a"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
