// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// Whether a tier costs more: each component of its price by itself, today and on every later day on which one begins
/// or ends. What one component costs more is not set off against what another costs less.
extension ServicePair {
    func comparePrices(
        _ was: Tier, _ now: Tier, _ users: [Subscription], _ findings: inout Findings
    ) {
        var names: [String] = []
        for price in now.price where !names.contains(price.name) { names.append(price.name) }
        let days = days(was.price + now.price)
        for name in names {
            let raises = days.lazy.compactMap { day in
                raise(of: name, in: now.price, since: was.price, on: day)
            }
            guard let raise = raises.first else { continue }
            let since = raise.day == today ? "" : " from \(raise.day) on"
            findings.add(
                .priceRaised, at: raise.price.span,
                "`\(name)` of tier `\(now.id.value)` \(raise.words)\(since)", users)
        }
    }

    private func days(_ prices: [Tier.Price]) -> [CalendarDate] {
        let turns = prices.flatMap {
            [$0.days.from, $0.days.until?.advanced(byDays: 1)].compactMap(\.self)
        }
        return Set(turns.filter { $0 > today } + [today]).sorted()
    }

    private struct Raise {
        let day: CalendarDate
        let price: Tier.Price
        /// How it is dearer, in the middle of a sentence.
        let words: String
    }

    private func raise(
        of name: String, in prices: [Tier.Price], since former: [Tier.Price],
        on day: CalendarDate
    ) -> Raise? {
        guard let price = prices.inForce(name, on: day), price.amount > .zero else { return nil }
        return price.raise(since: former.inForce(name, on: day)).map {
            Raise(day: day, price: price, words: $0)
        }
    }
}

extension [Tier.Price] {
    /// Of several of a name the one that began last.
    fileprivate func inForce(_ name: String, on day: CalendarDate) -> Tier.Price? {
        let candidates = filter { $0.name.hasSameBytes(as: name) && $0.days.contains(day) }
        let earliest = CalendarDate(daysSinceEpoch: .min)
        return candidates.max { ($0.days.from ?? earliest) < ($1.days.from ?? earliest) }
    }
}

extension Tier.Price {
    fileprivate func raise(since former: Tier.Price?) -> String? {
        guard let former else {
            return "costs \(amount) \(frequency.rawValue) and was not charged"
        }
        guard former.frequency == frequency, former.countedBy == countedBy else {
            return "is counted in another way, and nothing shows that it costs no more"
        }
        guard amount > former.amount else { return nil }
        return "costs \(amount) \(frequency.rawValue) and was \(former.amount)"
    }

    /// What its units are counted by, as it is written.
    fileprivate var countedBy: String { quantity?.scalar?.text ?? "1" }
}
