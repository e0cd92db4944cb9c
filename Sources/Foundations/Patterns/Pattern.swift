// SPDX-License-Identifier: Apache-2.0

/// A regular expression of one of two published dialects, compiled once and matched many times.
///
/// Every search is bounded: it ends with an answer or with `LimitExceeded`, and which of the two does
/// not depend on the machine's speed. Text is UTF-8, positions are bytes. It does not rewrite text.
///
/// Where the engine differs from the dialect: a lookbehind of variable length is refused, and a
/// group inside a repeated group keeps the text of an earlier iteration (ECMA-262 forgets it).
package struct Pattern: Sendable {
    package enum Dialect: Sendable {
        /// RE2, as CEL's `matches` wants it: no backreferences, no lookaround.
        case re2
        /// ECMA-262 with the flag `u`, as JSON Schema's `pattern` wants it.
        case ecma262
    }

    package struct SyntaxError: Error, Sendable, Equatable {
        package let message: String
        /// UTF-8 bytes from the start of the pattern.
        package let offset: Int
    }

    /// The search needed more steps or memory than `PatternLimits` allows.
    package struct LimitExceeded: Error, Sendable, Equatable {
        package init() {}
    }

    /// Where a pattern matched, in UTF-8 bytes from the start of the text.
    package struct Match: Sendable, Equatable {
        package let range: Range<Int>
        /// Capture groups from the first on; nil for one that took no part.
        package let groups: [Range<Int>?]
    }

    package let source: String
    package let groupCount: Int
    /// Names of groups and their numbers, which start at 1.
    package let groupNames: [(name: String, number: Int)]
    private let code: CompiledCode

    package init(_ source: String, dialect: Dialect) throws(SyntaxError) {
        let translation = try Self.translate(source, dialect)
        self.source = source
        groupCount = translation.groupCount
        groupNames = translation.groupNames
        code = try CompiledCode(translation)
    }

    /// What the dialect says to the pattern; nil for one that follows it, even where the engine
    /// does not support it.
    package static func syntaxError(in source: String, dialect: Dialect) -> SyntaxError? {
        do {
            _ = try translate(source, dialect)
            return nil
        } catch {
            return error
        }
    }

    private static func translate(
        _ source: String, _ dialect: Dialect
    ) throws(SyntaxError) -> Translation {
        guard source.utf8.count <= PatternLimits.patternBytesMax else {
            throw SyntaxError(
                message: "a pattern is at most \(PatternLimits.patternBytesMax) bytes long",
                offset: PatternLimits.patternBytesMax)
        }
        return switch dialect {
        case .re2: try RE2Translator.translate(source)
        case .ecma262: try ECMATranslator.translate(source)
        }
    }

    /// Whether the pattern matches anywhere in the text. A search of fewer steps than `PatternLimits`
    /// allows takes at most `stepsMax`, rounded up to a power of two below that limit: whoever counts
    /// the cost of many searches tries with few steps first.
    package func matches(
        _ text: String, stepsMax: Int = PatternLimits.stepsMax
    ) throws(LimitExceeded) -> Bool {
        try code.matches(text, stepsMax: stepsMax)
    }

    /// The leftmost match that starts at or after the byte `start`, which is where a character begins.
    package func firstMatch(
        in text: String, from start: Int = 0
    ) throws(LimitExceeded) -> Match? {
        try code.firstMatch(in: text, from: start)
    }

    /// All matches from left to right that do not overlap. An empty match right after another match
    /// does not count, as in RE2.
    package func allMatches(
        in text: String, countMax: Int = .max
    ) throws(LimitExceeded) -> [Match] {
        var found: [Match] = []
        var start = 0
        var previousEnd = -1
        let bytes = text.utf8
        while start <= bytes.count, found.count < countMax,
            let match = try firstMatch(in: text, from: start)
        {
            let isEmpty = match.range.isEmpty
            if !isEmpty || match.range.lowerBound != previousEnd { found.append(match) }
            previousEnd = match.range.upperBound
            start = isEmpty ? Self.characterEnd(in: bytes, after: previousEnd) : previousEnd
        }
        return found
    }

    /// The byte after the character that starts at `offset`; one beyond the end at the end.
    private static func characterEnd(in bytes: String.UTF8View, after offset: Int) -> Int {
        guard offset < bytes.count else { return offset + 1 }
        let lead = bytes[bytes.index(bytes.startIndex, offsetBy: offset)]
        return offset + (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
    }
}
