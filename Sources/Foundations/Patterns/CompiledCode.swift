// SPDX-License-Identifier: Apache-2.0

private import CPCRE2

#if canImport(Glibc)
    private import Glibc
#endif

/// The only file that calls libpcre2: compiled code and searches with it. No pointer leaves it.
///
/// The just-in-time compiler is not used: it counts steps in its own way, so that the same search
/// could pass its limit on one processor and not on another.
/// Compiled code is never changed after it was made, so threads may share it (pcre2api, "Multithreading").
final class CompiledCode: @unchecked Sendable {
    private let code: OpaquePointer
    /// The match can only start where the search starts.
    private let isAnchored: Bool
    private let charactersPerStep: Int
    private let stepsReadAnyLength: Bool

    /// Automatic possessive repeats are off because they walk over text without counting steps,
    /// and would make a bounded search quadratic.
    private static let options =
        PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NO_AUTO_POSSESS | PCRE2_DOLLAR_ENDONLY
        | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C

    init(_ translation: Translation) throws(Pattern.SyntaxError) {
        var number: Int32 = 0
        var offset = 0
        let compiled = translation.bytes.withUnsafeBufferPointer {
            pcre2_compile_8($0.baseAddress, $0.count, Self.options, &number, &offset, nil)
        }
        guard let compiled else {
            throw Pattern.SyntaxError(
                message: Self.message(for: number),
                offset: Self.sizeErrors.contains(number)
                    ? 0 : translation.sourceOffset(of: offset))
        }
        code = compiled
        var options: UInt32 = 0
        pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_ALLOPTIONS), &options)
        charactersPerStep = translation.cost.total
        stepsReadAnyLength = translation.stepsReadAnyLength
        isAnchored = options & PCRE2_ANCHORED != 0
    }

    deinit { pcre2_code_free_8(code) }

    func matches(_ text: String, stepsMax: Int) throws(Pattern.LimitExceeded) -> Bool {
        let data = pcre2_match_data_create_8(1, nil)
        defer { pcre2_match_data_free_8(data) }
        return try search(text, from: 0, into: data, stepsMax: stepsMax)
    }

    func firstMatch(
        in text: String, from start: Int
    ) throws(Pattern.LimitExceeded) -> Pattern.Match? {
        let data = pcre2_match_data_create_from_pattern_8(code, nil)
        defer { pcre2_match_data_free_8(data) }
        guard try search(text, from: start, into: data),
            let offsets = pcre2_get_ovector_pointer_8(data)
        else { return nil }
        let ranges = (0..<Int(pcre2_get_ovector_count_8(data))).map { group -> Range<Int>? in
            let (low, high) = (offsets[2 * group], offsets[2 * group + 1])
            return low == Int.max || low == -1 ? nil : low..<high
        }
        guard let whole = ranges[0] else { return nil }
        return Pattern.Match(range: whole, groups: Array(ranges.dropFirst()))
    }

    private func search(
        _ text: String, from start: Int, into data: OpaquePointer?,
        stepsMax: Int = PatternLimits.stepsMax
    ) throws(Pattern.LimitExceeded) -> Bool {
        var text = text
        let result = text.withUTF8 { bytes -> Int32 in
            precondition(
                start <= bytes.count && (start == bytes.count || bytes[start] & 0xC0 != 0x80),
                "a search starts inside a character or beyond the text; this is a bug in burnham")
            guard bytes.count <= PatternLimits.textBytesMax else { return PCRE2_ERROR_MATCHLIMIT }
            return pcre2_match_8(
                code, bytes.baseAddress, bytes.count, start, PCRE2_NO_UTF_CHECK, data,
                SearchLimits.context(
                    startCount: isAnchored ? 1 : bytes.count + 1,
                    charactersPerStep: stepsReadAnyLength ? bytes.count : charactersPerStep,
                    stepsMax: stepsMax))
        }
        if result >= 0 { return true }
        if result == PCRE2_ERROR_NOMATCH { return false }
        guard Self.limitErrors.contains(result) else {
            preconditionFailure("libpcre2 failed with \(result); this is a bug in burnham")
        }
        throw Pattern.LimitExceeded()
    }

    private static let limitErrors = [
        PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY,
    ]

    /// Errors that concern the whole pattern.
    private static let sizeErrors: [Int32] = [120, 186]

    /// What can still be wrong after translation, in our words.
    private static func message(for number: Int32) -> String {
        switch number {
        case 120, 186: "the pattern is too large once its repeats are written out"
        case 125, 187: "a lookbehind of variable length is not supported"
        case 115: "a backreference to a group that the pattern does not have"
        case 147: "no Unicode property has this name"
        case 121: "out of memory"
        default: "not a regular expression (libpcre2 says \(number))"
        }
    }
}

/// Limits of one search, so that steps times characters a step stays bounded. The engine counts
/// steps anew for every place where a match could start, so the limit for one place is the whole
/// limit divided by their number. Every factor is rounded up to a power of two.
private enum SearchLimits {
    /// Never changed after it was made.
    private struct Contexts: @unchecked Sendable {
        let byHalvings: [OpaquePointer?]
    }

    private static let contexts = Contexts(
        byHalvings: (0...sizeInBits(PatternLimits.stepsMax)).map { halvings in
            let context = pcre2_match_context_create_8(nil)
            pcre2_set_match_limit_8(context, UInt32(PatternLimits.stepsMax >> halvings))
            pcre2_set_heap_limit_8(context, PatternLimits.heapKibibytesMax)
            pcre2_set_depth_limit_8(context, PatternLimits.backtrackDepthMax)
            return context
        })

    static func context(
        startCount: Int, charactersPerStep: Int, stepsMax: Int
    ) -> OpaquePointer? {
        let dearness = charactersPerStep / PatternLimits.freeCharactersPerStep
        let fewer = sizeInBits(PatternLimits.stepsMax / max(stepsMax, 1)) - 1
        let halvings = sizeInBits(startCount - 1) + sizeInBits(dearness) + max(fewer, 0)
        return contexts.byHalvings[min(halvings, contexts.byHalvings.count - 1)]
    }

    private static func sizeInBits(_ number: Int) -> Int {
        Int.bitWidth - max(number, 0).leadingZeroBitCount
    }
}
