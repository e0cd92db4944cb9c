// SPDX-License-Identifier: Apache-2.0

/// `charAt`, `indexOf`, `lastIndexOf`, `substring`.
extension StringExtension {
    static let positions: [CELOverload] = [
        member("charAt", [.int], .string) { text, arguments throws(CELError) in
            let position = try arguments.position(1, in: text)
            return .string(
                position == text.count ? "" : text.slice(position..<position + 1))
        },
        member("indexOf", [.string], .int) { text, arguments throws(CELError) in
            .int(Int64(text.firstPosition(of: try arguments.text(1), from: 0) ?? -1))
        },
        member("indexOf", [.string, .int], .int) { text, arguments throws(CELError) in
            let start = try arguments.position(2, in: text)
            return .int(Int64(text.firstPosition(of: try arguments.text(1), from: start) ?? -1))
        },
        member("lastIndexOf", [.string], .int) { text, arguments throws(CELError) in
            let other = try arguments.text(1)
            return .int(Int64(text.lastPosition(of: other, upTo: text.count) ?? -1))
        },
        member("lastIndexOf", [.string, .int], .int) { text, arguments throws(CELError) in
            let last = try arguments.position(2, in: text)
            return .int(Int64(text.lastPosition(of: try arguments.text(1), upTo: last) ?? -1))
        },
        member("substring", [.int], .string) { text, arguments throws(CELError) in
            .string(text.slice(try arguments.position(1, in: text)..<text.count))
        },
        member("substring", [.int, .int], .string) { text, arguments throws(CELError) in
            let start = try arguments.position(1, in: text)
            let end = try arguments.position(2, in: text)
            guard start <= end else {
                throw CELError(
                    .argument(function: "substring", reason: "the end is before the start"))
            }
            return .string(text.slice(start..<end))
        },
    ]

    private static func member(
        _ name: String, _ parameters: [CELType], _ result: CELType,
        _ body: @escaping @Sendable (CodePoints, Arguments) throws(CELError) -> CELValue
    ) -> CELOverload {
        .member(.string, name, parameters, result) { values, budget throws(CELError) in
            let arguments = Arguments(function: name, values: values)
            let text = try arguments.text(0)
            try budget.charge(bytes: text.utf8.count)
            return try body(CodePoints(text), arguments)
        }
    }
}
