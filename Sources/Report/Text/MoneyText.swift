// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Amounts of money in a city's currency, in English words. It converts no currency into another.
struct MoneyText {
    /// ISO 4217.
    let currency: String

    /// `$1,265.40`, `CHF 12.50`: two places, more where the amount has more.
    func amount(_ money: Money) -> String {
        let digits = money.description.drop { $0 == "-" }.split(separator: ".")
        let minus = money < .zero ? "-" : ""
        return "\(minus)\(sign)\(Counts.text(Int(digits[0]) ?? 0)).\(digits[1])"
    }

    /// `$20.00 once and $47.00 a month`; `free` for nothing.
    func words(_ cost: Cost) -> String {
        cost.isFree ? "free" : words(cost) { _ in "" }
    }

    private func words(_ cost: Cost, sign: (Money) -> String) -> String {
        let parts = [
            (cost.once, Tier.Price.Frequency.once), (cost.monthly, .monthly),
            (cost.yearly, .yearly),
        ].filter { $0.0 != .zero }
        let words = parts.map { "\(sign($0))\(amount($0)) \($1.words)" }
        let first = words.dropLast().joined(separator: ", ")
        return first.isEmpty ? words[0] : "\(first) and \(words[words.count - 1])"
    }

    /// `+$20.00 once and -$3.00 a month`; `no difference` for nothing.
    func difference(_ cost: Cost) -> String {
        if cost.isFree { return "no difference" }
        return words(cost) { $0 > .zero ? "+" : "" }
    }

    /// `$0.13 per GB a month (storage)`.
    func words(of price: Tier.Price) -> String {
        let unit = price.unit.map { " per \($0)" } ?? ""
        let days = [
            price.days.from.map { "from \($0)" }, price.days.until.map { "until \($0)" },
        ].compactMap(\.self).joined(separator: " ")
        let name = days.isEmpty ? price.name : "\(price.name), \(days)"
        return "\(amount(price.amount))\(unit) \(price.frequency.words) (\(name))"
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
