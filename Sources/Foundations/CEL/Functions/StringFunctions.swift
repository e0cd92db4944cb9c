// SPDX-License-Identifier: Apache-2.0

/// The standard's functions on text.
enum StringFunctions {
    static let all: [CELOverload] = [
        test("contains") { firstOffset(of: $1, in: $0) != nil },
        test("startsWith") { $0.utf8.starts(with: $1.utf8) },
        test("endsWith") { $0.utf8.reversed().starts(with: $1.utf8.reversed()) },
        .member(.string, "matches", .string, .bool, RegularExpressions.matches),
        .global("matches", [.string, .string], .bool, RegularExpressions.matches),
    ]

    private static func test(
        _ name: String, _ body: @escaping @Sendable (String, String) -> Bool
    ) -> CELOverload {
        .member(.string, name, .string, .bool) { text, other, budget throws(CELError) in
            guard case .string(let first) = text, case .string(let second) = other else {
                throw CELError.mismatch(name, text, other)
            }
            try budget.charge(bytes: first.utf8.count + second.utf8.count)
            return .bool(body(first, second))
        }
    }
}
