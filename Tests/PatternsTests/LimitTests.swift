// SPDX-License-Identifier: Apache-2.0

import Patterns
import Testing

/// Patterns and texts that take exponential or quadratic time in a backtracking engine. Each has to
/// end soon: with the right answer, or with the limit.
@Suite struct LimitTests {
    private static let longText = String(repeating: "a", count: 100_000)

    @Test(arguments: [
        "(a+)+$", "(a*)*$", "(a|a)*$", "(a|aa)+$", "(.*a){25}$", "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(x+x+)+y|(a+a+)+b",
    ])
    func exponentialPatternsEnd(pattern: String) throws {
        let text = String(repeating: "a", count: 60) + "!"
        for dialect in [Pattern.Dialect.re2, .ecma262] {
            let compiled = try Pattern(pattern, dialect: dialect)
            let began = ContinuousClock.now
            _ = try? compiled.matches(text)
            #expect(ContinuousClock.now - began < .seconds(20))
        }
    }

    @Test(arguments: ["[a-z]+[0-9]", "a*b", "(?:a|b)*c", "a.*b", "[^b]*[^a]", "(a*)*b"])
    func quadraticPatternsEnd(pattern: String) throws {
        let compiled = try Pattern(pattern, dialect: .re2)
        let began = ContinuousClock.now
        _ = try? compiled.matches(Self.longText)
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    /// Parts that the engine walks over without counting steps.
    @Test(arguments: [
        "^(?:(?=[a-z]*)a)*$", "(?=[a-z]*)[0-9]", "^(?:(?![a-z]*1)a)*$", "^(a*)(?:\\1|b)*x",
        "(?=(?:(?=[a-z]*)a)*)[0-9]", "(?:[a-z]{1000}[0-9]|a)*[0-9]", "(?:[a-z]{100}){20}[0-9]",
    ])
    func patternsWithUncountedStepsEnd(pattern: String) throws {
        let compiled = try Pattern(pattern, dialect: .ecma262)
        let began = ContinuousClock.now
        _ = try? compiled.matches(Self.longText)
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test func stepsCanBeFewer() throws {
        let pattern = try Pattern("(a|aa)+c|b", dialect: .re2)
        let text = String(repeating: "a", count: 24) + "xcb"
        #expect(throws: Pattern.LimitExceeded()) { try pattern.matches(text, stepsMax: 1000) }
        #expect(try pattern.matches(text))
        #expect(try pattern.matches(text, stepsMax: .max))
        #expect(try pattern.matches("b", stepsMax: 1000))
    }

    @Test func theLimitIsReportedAndNotTakenForNo() throws {
        let compiled = try Pattern("(a+)+$", dialect: .re2)
        #expect(throws: Pattern.LimitExceeded()) {
            try compiled.matches(String(repeating: "a", count: 60) + "!")
        }
        #expect(throws: Pattern.LimitExceeded()) {
            try compiled.firstMatch(in: Self.longText + "!")
        }
    }

    @Test(arguments: ["^[a-z]*$", "a+", "^(?:a|b)+$", "^.*$", "x|y|z|a$"])
    func longTextsAreMatched(pattern: String) throws {
        #expect(try Pattern(pattern, dialect: .ecma262).matches(Self.longText))
    }

    @Test func sizesAreLimited() {
        #expect(
            refusal(of: String(repeating: "a", count: 16_385), .re2)
                == "16384: a pattern is at most 16384 bytes long")
        #expect(
            refusal(of: String(repeating: "(", count: 10_000), .ecma262)
                == "200: groups are nested deeper than 200")
        #expect(
            refusal(of: String(repeating: "(?:", count: 5_000), .re2)
                == "600: groups are nested deeper than 200")
    }

    /// Whatever the input, both dialects answer with a pattern or with a position inside the source.
    @Test func randomPatternsNeverCrash() {
        let parts = [
            "a", "é", "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "\\", "-",
            "1", ",", "<", ">", "=", "!", ":", "P", "p", "Q", "E", "u", "x", "d", "D", "k", "b",
            "(?", "(?<a>", "[^", "[:", ":]", "\\p{L}", "{2,3}", "(?<=", "i", "s",
        ]
        var random = SplitMix(state: 7)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            let source = (0..<count).map { _ in parts.randomElement(using: &random)! }.joined()
            for dialect in [Pattern.Dialect.re2, .ecma262] {
                do {
                    _ = try? Pattern(source, dialect: dialect).allMatches(in: "aé1-]\n")
                    _ = try Pattern(source, dialect: dialect)
                } catch {
                    #expect((0...source.utf8.count).contains(error.offset), "\(source)")
                    #expect(!error.message.contains("libpcre2"), "\(source): \(error.message)")
                }
            }
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
