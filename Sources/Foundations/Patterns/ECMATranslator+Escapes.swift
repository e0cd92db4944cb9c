// SPDX-License-Identifier: Apache-2.0

/// Backslash escapes: ECMA-262, sections 22.2.1 (CharacterEscape, CharacterClassEscape) and 22.2.1.1.
extension ECMATranslator {
    /// WhiteSpace and LineTerminator, sorted.
    static let spaces: [ClosedRange<UInt32>] = [
        0x9...0xD, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]

    mutating func escape(at start: Int) throws(Pattern.SyntaxError) {
        let offset = source.offset(at: start)
        switch source.peek {
        case "b", "B":
            guard let letter = source.next() else { return }
            output.atom("\\\(letter)", isAssertion: true, from: offset)
        case "k":
            _ = source.next()
            guard source.take("<"), let name = source.takeText(until: ">"),
                let number = groupNumbers[name]
            else {
                throw source.failure("`\\k` wants the name of a group as `\\k<name>`", at: start)
            }
            output.backreference(to: number, from: offset)
        case let digit? where ("1"..."9").contains(digit):
            guard let number = source.takeDecimal(), number <= groupTotal else {
                throw source.failure(
                    "a backreference to a group that the pattern does not have", at: start)
            }
            output.backreference(to: number, from: offset)
        default:
            var single = CharacterClass(isNegated: false)
            if let item = try classEscape(at: start) {
                single.add(item)
            } else {
                let scalar = try escapedScalar(at: start)
                single.add(scalar...scalar)
            }
            output.atom(single.text, from: offset)
        }
    }

    /// `\d`, `\p{...}` and their like as they stand inside brackets; nil, and nothing taken, otherwise.
    mutating func classEscape(at start: Int) throws(Pattern.SyntaxError) -> String? {
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

    private mutating func property(
        isNegated: Bool, at start: Int
    ) throws(Pattern.SyntaxError) -> String {
        guard source.take("{"), let expression = source.takeText(until: "}") else {
            throw source.failure("`\\p` wants a property in braces", at: start)
        }
        guard let name = UnicodeProperties.ecma(expression) else {
            throw source.failure("no Unicode property is named `\(expression)`", at: start)
        }
        return (isNegated ? "\\P{" : "\\p{") + name + "}"
    }

    /// After a backslash: an escape that stands for one code point, which may be a lone surrogate.
    mutating func escapedScalar(at start: Int) throws(Pattern.SyntaxError) -> UInt32 {
        guard let scalar = source.next() else {
            throw source.failure("the pattern ends in a backslash", at: start)
        }
        switch scalar {
        case "f": return 0xC
        case "n": return 0xA
        case "r": return 0xD
        case "t": return 0x9
        case "v": return 0xB
        case "c": return try controlLetter(at: start)
        case "x":
            guard let number = source.takeHex(digits: 2) else {
                throw source.failure("`\\x` wants two hexadecimal digits", at: start)
            }
            return number
        case "u": return try unicodeEscape(at: start)
        case "0":
            if let digit = source.peek, ("0"..."9").contains(digit) {
                throw source.failure("octal escapes are not part of ECMA-262", at: start)
            }
            return 0
        case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
            return scalar.value
        default:
            throw source.failure("the escape `\\\(scalar)` is not part of ECMA-262", at: start)
        }
    }

    private mutating func controlLetter(at start: Int) throws(Pattern.SyntaxError) -> UInt32 {
        guard let letter = source.next(), letter.properties.isAlphabetic, letter.isASCII else {
            throw source.failure("`\\c` wants a letter", at: start)
        }
        return letter.value % 32
    }

    /// `\u{...}`, `\uXXXX`, or a surrogate pair of two of them.
    private mutating func unicodeEscape(at start: Int) throws(Pattern.SyntaxError) -> UInt32 {
        let number = source.take("{") ? source.takeHexInBraces() : source.takeHex(digits: 4)
        guard let number else {
            throw source.failure(
                "`\\u` wants four hexadecimal digits, or a code point in braces", at: start)
        }
        guard (0xD800..<0xDC00).contains(number) else { return number }
        let position = source.index
        if source.take("\\u"), let low = source.takeHex(digits: 4), (0xDC00..<0xE000).contains(low)
        {
            return 0x10000 + (number - 0xD800) << 10 + (low - 0xDC00)
        }
        source.rewind(to: position)
        return number
    }
}
