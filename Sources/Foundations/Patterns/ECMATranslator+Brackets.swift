// SPDX-License-Identifier: Apache-2.0

/// Classes in brackets: ECMA-262, section 22.2.1 (CharacterClass).
extension ECMATranslator {
    /// An item of a class: one code point, which can begin or end a range, or a set of them.
    private enum Item {
        case one(UInt32)
        case set(String)
    }

    mutating func bracketed(at start: Int) throws(Pattern.SyntaxError) -> String {
        var result = CharacterClass(isNegated: source.take("^"))
        while !source.take("]") {
            let itemStart = source.index
            let low = try item(of: start)
            guard source.peek == "-", source.peek(ahead: 1) != "]" else {
                Self.add(low, to: &result)
                continue
            }
            _ = source.next()
            guard case .one(let low) = low, case .one(let high) = try item(of: start) else {
                throw source.failure(
                    "a range can't begin or end in a class; `-` as itself stands last",
                    at: itemStart)
            }
            guard low <= high else {
                throw source.failure("the ends of the range are out of order", at: itemStart)
            }
            result.add(low...high)
        }
        return result.text
    }

    private static func add(_ item: Item, to result: inout CharacterClass) {
        switch item {
        case .one(let scalar): result.add(scalar...scalar)
        case .set(let text): result.add(text)
        }
    }

    private mutating func item(of bracket: Int) throws(Pattern.SyntaxError) -> Item {
        let start = source.index
        guard let scalar = source.next() else {
            throw source.failure("a `[` is not closed", at: bracket)
        }
        guard scalar == "\\" else { return .one(scalar.value) }
        if source.take("b") { return .one(0x8) }
        if source.take("-") { return .one(0x2D) }
        if let set = try classEscape(at: start) { return .set(set) }
        return .one(try escapedScalar(at: start))
    }
}
