// SPDX-License-Identifier: Apache-2.0

/// Backslash escapes outside of brackets and those that mean one character everywhere.
extension RE2Translator {
    static let spaces: [ClosedRange<UInt32>] = [0x9...0xA, 0xC...0xD, 0x20...0x20]

    mutating func escape(at start: Int) throws(Pattern.SyntaxError) {
        let offset = source.offset(at: start)
        switch source.peek {
        case "A", "b", "B", "z":
            guard let letter = source.next() else { return }
            output.atom("\\\(letter)", isAssertion: true, from: offset)
        case "C":
            throw source.failure("`\\C` would match half a character", at: start)
        case "Q":
            _ = source.next()
            quotedText()
        default:
            if let item = try perlClass(at: start) {
                var single = CharacterClass(isNegated: false)
                single.add(item)
                output.atom(single.text, from: offset)
            } else {
                literal(try escapedScalar(at: start), at: start)
            }
        }
    }

    private mutating func quotedText() {
        while !source.isAtEnd, !source.take("\\E") {
            let start = source.index
            if let scalar = source.next() { literal(scalar, at: start) }
        }
    }

    /// `\d`, `\pL` and their like as they stand inside brackets; nil, and nothing taken, otherwise.
    mutating func perlClass(at start: Int) throws(Pattern.SyntaxError) -> String? {
        var item = CharacterClass(isNegated: false)
        switch source.peek {
        case "d": item.add(0x30...0x39)
        case "w": item.add([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
        case "s": item.add(Self.spaces)
        case "D": item.add("\\D")
        case "W": item.add("\\W")
        case "S": item.add(CharacterClass.complement(of: Self.spaces))
        case "p", "P":
            let isNegated = source.next() == "P"
            return try property(isNegated: isNegated, at: start)
        default: return nil
        }
        _ = source.next()
        return String(item.text.dropFirst().dropLast())
    }

    /// After `\p`: one letter, or a name in braces that `^` may negate.
    private mutating func property(
        isNegated: Bool, at start: Int
    ) throws(Pattern.SyntaxError) -> String {
        var isNegated = isNegated
        var name = ""
        if source.take("{") {
            if source.take("^") { isNegated.toggle() }
            guard let text = source.takeText(until: "}") else {
                throw source.failure(
                    "the name of a character class is not closed with `}`", at: start)
            }
            name = text
        } else if let scalar = source.next() {
            name = String(scalar)
        }
        guard let found = UnicodeProperties.re2(named: name) else {
            throw source.failure("no Unicode class is named `\(name)`", at: start)
        }
        return (isNegated ? "\\P{" : "\\p{") + found + "}"
    }

    /// After a backslash: an escape that stands for one character.
    mutating func escapedScalar(at start: Int) throws(Pattern.SyntaxError) -> Unicode.Scalar {
        guard let scalar = source.next() else {
            throw source.failure("the pattern ends in a backslash", at: start)
        }
        switch scalar {
        case "a": return "\u{7}"
        case "f": return "\u{c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{b}"
        case "x": return try hexEscape(at: start)
        case "0"..."7": return try octalEscape(scalar, at: start)
        default:
            guard scalar.isASCII, !PatternSource.isASCIIWord(scalar) || scalar == "_" else {
                throw source.failure("the escape `\\\(scalar)` is not part of RE2", at: start)
            }
            return scalar
        }
    }

    private mutating func hexEscape(at start: Int) throws(Pattern.SyntaxError) -> Unicode.Scalar {
        let number = source.take("{") ? source.takeHexInBraces() : source.takeHex(digits: 2)
        guard let number, let scalar = Unicode.Scalar(number) else {
            throw source.failure(
                "`\\x` wants two hexadecimal digits, or a code point in braces", at: start)
        }
        return scalar
    }

    /// `\0` and up to two digits more, or `\1` to `\7` with one or two more; alone those would be a
    /// backreference.
    private mutating func octalEscape(
        _ first: Unicode.Scalar, at start: Int
    ) throws(Pattern.SyntaxError) -> Unicode.Scalar {
        var number = first.value - 0x30
        var digits = 1
        while digits < 3, let scalar = source.peek, ("0"..."7").contains(scalar) {
            number = number * 8 + scalar.value - 0x30
            digits += 1
            _ = source.next()
        }
        guard first == "0" || digits > 1, let scalar = Unicode.Scalar(number) else {
            throw source.failure("backreferences are not part of RE2", at: start)
        }
        return scalar
    }
}
