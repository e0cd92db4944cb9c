// SPDX-License-Identifier: Apache-2.0

import Patterns

/// `matches`: RE2's syntax, found anywhere in the text (cel-spec, "Regular Expressions").
enum RegularExpressions {
    /// What preparing a pattern costs, in bytes read.
    private static let preparationBytes = 1000

    /// A pattern that is known before the evaluation is prepared once; one that is wrong fails when it
    /// is used.
    static func matcher(_ source: String) -> CELOverload.Unary {
        let pattern: Pattern
        do throws(Pattern.SyntaxError) {
            pattern = try Pattern(source, dialect: .re2)
        } catch {
            let failure = CELError(.pattern(error.message))
            return { _, _ throws(CELError) in throw failure }
        }
        return { value, budget throws(CELError) in
            guard case .string(let text) = value else {
                throw CELError.mismatch("matches", value, .string(source))
            }
            return try match(pattern, text, &budget)
        }
    }

    static let matches: CELOverload.Binary = { value, source, budget throws(CELError) in
        guard case .string(let text) = value, case .string(let source) = source else {
            throw CELError.mismatch("matches", value, source)
        }
        try budget.charge(bytes: preparationBytes + source.utf8.count * 10)
        let pattern: Pattern
        do throws(Pattern.SyntaxError) {
            pattern = try Pattern(source, dialect: .re2)
        } catch {
            throw CELError(.pattern(error.message))
        }
        return try match(pattern, text, &budget)
    }

    private static func match(
        _ pattern: Pattern, _ text: String, _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        try budget.charge(bytes: text.utf8.count)
        do throws(Pattern.LimitExceeded) {
            return .bool(try pattern.matches(text))
        } catch {
            throw CELError(.pattern("the search takes too many steps"))
        }
    }
}
