// SPDX-License-Identifier: Apache-2.0

/// How often an atom repeats: `*`, `+`, `?` or counts in braces. It does not say how greedily.
struct Quantifier {
    let least: Int
    /// nil without a limit.
    let most: Int?

    init(least: Int, most: Int?) {
        self.least = least
        self.most = most
    }

    init?(_ sign: Unicode.Scalar) {
        switch sign {
        case "*": self.init(least: 0, most: nil)
        case "+": self.init(least: 1, most: nil)
        case "?": self.init(least: 0, most: 1)
        default: return nil
        }
    }

    var text: String { "{\(least),\(most.map(String.init) ?? "")}" }

    func check(
        countMax: Int, _ failure: (String) -> Pattern.SyntaxError
    ) throws(Pattern.SyntaxError) {
        guard max(least, most ?? 0) <= countMax else {
            throw failure("a repeat count is at most \(countMax)")
        }
        guard least <= most ?? .max else { throw failure("the repeat counts are out of order") }
    }
}
