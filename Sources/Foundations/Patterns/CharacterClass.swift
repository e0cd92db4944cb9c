// SPDX-License-Identifier: Apache-2.0

/// A bracketed class in the engine's syntax, put together item by item. It knows no dialect.
struct CharacterClass {
    private let isNegated: Bool
    private var items = ""

    init(isNegated: Bool) { self.isNegated = isNegated }

    /// An item that the engine writes the same way inside brackets, such as `\d` or `[:alpha:]`.
    mutating func add(_ item: String) { items += item }

    mutating func add(_ ranges: [ClosedRange<UInt32>]) {
        for range in ranges { add(range) }
    }

    /// Surrogates are no characters of UTF-8 text, so they are left out.
    mutating func add(_ range: ClosedRange<UInt32>) {
        let surrogates: ClosedRange<UInt32> = 0xD800...0xDFFF
        let low = surrogates.contains(range.lowerBound) ? 0xE000 : range.lowerBound
        let high = surrogates.contains(range.upperBound) ? 0xD7FF : range.upperBound
        guard low <= high else { return }
        items += "\\x{\(String(low, radix: 16))}"
        if high > low { items += "-\\x{\(String(high, radix: 16))}" }
    }

    /// Nothing matches an empty class, everything its negation.
    var text: String {
        guard !items.isEmpty else { return isNegated ? "(?s:.)" : "(?!)" }
        return (isNegated ? "[^" : "[") + items + "]"
    }

    var matchesNothing: Bool { items.isEmpty && !isNegated }

    /// All code points outside of `ranges`, which are sorted and do not overlap.
    static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var low: UInt32 = 0
        for range in ranges {
            if low < range.lowerBound { result.append(low...range.lowerBound - 1) }
            low = range.upperBound + 1
        }
        if low <= 0x10FFFF { result.append(low...0x10FFFF) }
        return result
    }
}
