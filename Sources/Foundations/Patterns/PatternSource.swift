// SPDX-License-Identifier: Apache-2.0

/// A pattern's text with a reading position, for the translators. It knows no dialect.
struct PatternSource {
    private let scalars: [Unicode.Scalar]
    /// Where each scalar starts, in UTF-8 bytes, and where the last one ends.
    private let offsets: [Int]
    private(set) var index = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var end = 0
        var offsets = [0]
        offsets.reserveCapacity(scalars.count + 1)
        for scalar in scalars {
            end += UTF8.width(scalar)
            offsets.append(end)
        }
        self.offsets = offsets
    }

    var isAtEnd: Bool { index >= scalars.count }
    var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    /// UTF-8 bytes before the scalar at `index`.
    func offset(at index: Int) -> Int { offsets[min(index, scalars.count)] }

    func peek(ahead distance: Int) -> Unicode.Scalar? {
        index + distance < scalars.count ? scalars[index + distance] : nil
    }

    mutating func next() -> Unicode.Scalar? {
        guard index < scalars.count else { return nil }
        index += 1
        return scalars[index - 1]
    }

    mutating func rewind(to position: Int) { index = position }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        index += 1
        return true
    }

    mutating func take(_ text: String) -> Bool {
        let wanted = text.unicodeScalars
        guard scalars[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    /// The text up to `end`, which is taken too; nil, and nothing taken, when `end` does not follow.
    mutating func takeText(until end: Unicode.Scalar) -> String? {
        guard let stop = scalars[index...].firstIndex(of: end) else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[index..<stop])
        index = stop + 1
        return String(text)
    }

    /// Decimal digits as a number; nil without any. Large ones stop at a million.
    mutating func takeDecimal() -> Int? {
        let start = index
        var number = 0
        while let scalar = peek, let digit = Self.hexDigit(scalar), digit < 10 {
            number = min(number * 10 + Int(digit), 1_000_000)
            index += 1
        }
        return index > start ? number : nil
    }

    /// Exactly `count` hexadecimal digits; nil, and nothing taken, when there are fewer.
    mutating func takeHex(digits count: Int) -> UInt32? {
        var number: UInt32 = 0
        for distance in 0..<count {
            guard let scalar = peek(ahead: distance), let digit = Self.hexDigit(scalar) else {
                return nil
            }
            number = number << 4 | digit
        }
        index += count
        return number
    }

    /// Hexadecimal digits up to a closing brace, which is taken too; nil when it is no code point.
    mutating func takeHexInBraces() -> UInt32? {
        guard let text = takeText(until: "}"), !text.isEmpty else { return nil }
        var number: UInt32 = 0
        for scalar in text.unicodeScalars {
            guard let digit = Self.hexDigit(scalar) else { return nil }
            number = number << 4 | digit
            guard number <= 0x10FFFF else { return nil }
        }
        return number
    }

    /// `*`, `+`, `?`, `{n}`, `{n,}` or `{n,m}`, taken; nil, and nothing taken, otherwise.
    mutating func takeQuantifier() -> Quantifier? {
        if let scalar = peek, let quantifier = Quantifier(scalar) {
            index += 1
            return quantifier
        }
        let start = index
        if take("{"), let least = takeDecimal() {
            if take("}") { return Quantifier(least: least, most: least) }
            if take(",") {
                if take("}") { return Quantifier(least: least, most: nil) }
                if let most = takeDecimal(), take("}") {
                    return Quantifier(least: least, most: most)
                }
            }
        }
        index = start
        return nil
    }

    func failure(_ message: String, at position: Int) -> Pattern.SyntaxError {
        Pattern.SyntaxError(message: message, offset: offset(at: position))
    }

    static func hexDigit(_ scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "0"..."9": scalar.value - 0x30
        case "a"..."f": scalar.value - 0x61 + 10
        case "A"..."F": scalar.value - 0x41 + 10
        default: nil
        }
    }

    static func isASCIIWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "a"..."z", "A"..."Z", "_": true
        default: false
        }
    }
}
