// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Amounts of money in a city's currency, in English words. It converts no currency into another.
struct MoneyText {
    /// ISO 4217.
    let currency: String

    /// `$1,265.40`, `CHF 12.50`: two places, more where the amount has more.
    func amount(_ money: Money) -> String {
        let (whole, fraction) = money.millionths.quotientAndRemainder(dividingBy: 1_000_000)
        var digits = String((1_000_000 + fraction).description.dropFirst())
        while digits.utf8.count > 2, digits.hasSuffix("0") { digits.removeLast() }
        return "\(sign)\(Counts.text(Int(whole))).\(digits)"
    }

    /// `$20.00 once and $47.00 a month`; `free` for nothing.
    func words(_ cost: Cost) -> String {
        let parts = [
            (cost.once, Tier.Price.Frequency.once), (cost.monthly, .monthly),
            (cost.yearly, .yearly),
        ].filter { $0.0 != Money(millionths: 0) }
        if parts.isEmpty { return "free" }
        let words = parts.map { "\(amount($0)) \($1.words)" }
        let first = words.dropLast().joined(separator: ", ")
        return first.isEmpty ? words[0] : "\(first) and \(words[words.count - 1])"
    }

    /// `$0.13 per GB a month (storage)`.
    func words(of price: Tier.Price) -> String {
        let unit = price.unit.map { " per \($0)" } ?? ""
        return "\(amount(price.amount))\(unit) \(price.frequency.words) (\(price.name))"
    }

    private var sign: String {
        switch currency {
        case "USD": "$"
        case "EUR": "€"
        case "GBP": "£"
        default: currency + " "
        }
    }
}

extension Tier.Price.Frequency {
    /// After an amount.
    var words: String {
        switch self {
        case .once: "once"
        case .monthly: "a month"
        case .yearly: "a year"
        }
    }
}
