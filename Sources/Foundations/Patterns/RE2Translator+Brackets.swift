// SPDX-License-Identifier: Apache-2.0

/// Classes in brackets.
extension RE2Translator {
    private static let posixNames: Set<String> = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
        "space", "upper", "word", "xdigit",
    ]

    mutating func bracketed(at start: Int) throws(Pattern.SyntaxError) -> String {
        var result = CharacterClass(isNegated: source.take("^"))
        var isFirst = true
        while isFirst || source.peek != "]" {
            isFirst = false
            let itemStart = source.index
            guard let scalar = source.next() else {
                throw source.failure("a `[` is not closed", at: start)
            }
            if scalar == "[", source.peek == ":", let item = try posixClass(at: itemStart) {
                result.add(item)
            } else if scalar == "\\", let item = try perlClass(at: itemStart) {
                result.add(item)
            } else {
                let low = try single(scalar, at: itemStart)
                result.add(try range(from: low, at: itemStart))
            }
        }
        _ = source.next()
        return result.text
    }

    /// One character of a class, an escape resolved.
    private mutating func single(
        _ scalar: Unicode.Scalar, at start: Int
    ) throws(Pattern.SyntaxError) -> UInt32 {
        scalar == "\\" ? try escapedScalar(at: start).value : scalar.value
    }

    private mutating func range(
        from low: UInt32, at start: Int
    ) throws(Pattern.SyntaxError) -> ClosedRange<UInt32> {
        guard source.peek == "-", let after = source.peek(ahead: 1), after != "]" else {
            return low...low
        }
        _ = source.next()
        let highStart = source.index
        guard let scalar = source.next() else { return low...low }
        if scalar == "\\", try perlClass(at: highStart) != nil {
            throw source.failure("a range can't end in a class", at: start)
        }
        let high = try single(scalar, at: highStart)
        guard low <= high else {
            throw source.failure("the ends of the range are out of order", at: start)
        }
        return low...high
    }

    /// `[:name:]`; nil, and nothing taken, when there is no `:]`.
    private mutating func posixClass(at start: Int) throws(Pattern.SyntaxError) -> String? {
        let position = source.index
        _ = source.next()
        let isNegated = source.take("^")
        guard let name = source.takeText(until: ":"), source.take("]") else {
            source.rewind(to: position)
            return nil
        }
        guard Self.posixNames.contains(name) else {
            throw source.failure("no character class is named `[:\(name):]`", at: start)
        }
        return "[:\(isNegated ? "^" : "")\(name):]"
    }
}
