// SPDX-License-Identifier: Apache-2.0

import Patterns
import Testing

/// One line of a table: a pattern, texts that it finds itself in, and texts that it does not.
struct Row: Sendable, CustomTestStringConvertible {
    let pattern: String
    let matching: [String]
    let other: [String]

    init(_ pattern: String, _ matching: [String], not other: [String] = []) {
        self.pattern = pattern
        self.matching = matching
        self.other = other
    }

    var testDescription: String { pattern }

    func check(_ dialect: Pattern.Dialect) throws {
        let compiled = try Pattern(pattern, dialect: dialect)
        for text in matching {
            #expect(try compiled.matches(text), "\(pattern) on \(text.debugDescription)")
        }
        for text in other {
            #expect(try !compiled.matches(text), "\(pattern) on \(text.debugDescription)")
        }
    }
}

/// What a dialect says to a pattern that it does not take: the text and the byte.
func refusal(of pattern: String, _ dialect: Pattern.Dialect) -> String {
    do {
        _ = try Pattern(pattern, dialect: dialect)
        return "accepted"
    } catch {
        return "\(error.offset): \(error.message)"
    }
}
