// SPDX-License-Identifier: Apache-2.0

import Patterns

/// `matches`: RE2's syntax, found anywhere in the text (cel-spec, "Regular Expressions").
enum RegularExpressions {
    /// What preparing a pattern costs, and a byte of it.
    private static let preparationCost = 1000
    private static let preparationCostPerByte = 20
    /// Steps that a search of ordinary cost needs for each byte of the text.
    private static let stepsPerByte = 16
    /// How many steps of a search are a unit of cost, and how many more are tried where they do not do.
    private static let stepsPerUnit = 16
    private static let growth = 16

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
        try budget.charge(preparationCost + source.utf8.count * preparationCostPerByte)
        let pattern: Pattern
        do throws(Pattern.SyntaxError) {
            pattern = try Pattern(source, dialect: .re2)
        } catch {
            throw CELError(.pattern(error.message))
        }
        return try match(pattern, text, &budget)
    }

    /// How many steps a search takes is not known before it; so it is tried with few, and charged for
    /// those that did not do.
    private static func match(
        _ pattern: Pattern, _ text: String, _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        try budget.charge(1 + text.utf8.count / 4)
        var steps = (text.utf8.count + 64) * stepsPerByte
        while true {
            do throws(Pattern.LimitExceeded) {
                return .bool(try pattern.matches(text, stepsMax: steps))
            } catch {
                guard steps < PatternLimits.stepsMax else {
                    throw CELError(.pattern("the search takes too many steps"))
                }
            }
            try budget.charge(steps / stepsPerUnit)
            steps = min(steps * growth, PatternLimits.stepsMax)
        }
    }
}
