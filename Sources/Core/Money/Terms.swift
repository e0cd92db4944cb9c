// SPDX-License-Identifier: Apache-2.0

import Values

/// What a subscription costs, who pays for it and what it takes from shared pools, with every quantity worked out. It
/// is recorded with the subscription's objects, so that the ledger alone says what was owed in a month that is over.
package struct Terms: Sendable, Equatable {
    package let prices: [Price]
    package let charges: [Charge]
    /// Whole units by `pool.measure`.
    package let consumes: [Consumption]
    /// The last valid day of the subscription or of its department; nil where none is stated. What expires is taken
    /// away after that day, and is not paid longer.
    package let until: CalendarDate?

    package init(
        prices: [Price] = [], charges: [Charge] = [], consumes: [Consumption] = [],
        until: CalendarDate? = nil
    ) {
        self.prices = prices
        self.charges = charges
        self.consumes = consumes
        self.until = until
    }

    package var isEmpty: Bool { prices.isEmpty && consumes.isEmpty }

    /// A component of a tier's price with its number of units.
    package struct Price: Sendable, Equatable {
        package let name: String
        package let frequency: Tier.Price.Frequency
        /// Of one unit.
        package let amount: Money
        package let quantity: Int64
        package let days: DayRange

        package init(
            name: String, frequency: Tier.Price.Frequency, amount: Money, quantity: Int64,
            days: DayRange = DayRange()
        ) {
            self.name = name
            self.frequency = frequency
            self.amount = amount
            self.quantity = quantity
            self.days = days
        }
    }

    /// Who pays which part.
    package struct Charge: Sendable, Equatable {
        package let payer: Payer
        /// In millionths of the whole.
        package let share: Int64
        package let days: DayRange

        package init(payer: Payer, share: Int64, days: DayRange = DayRange()) {
            self.payer = payer
            self.share = share
            self.days = days
        }
    }

    package struct Consumption: Sendable, Equatable {
        package let pool: String
        package let amount: Int64

        package init(pool: String, amount: Int64) {
            self.pool = pool
            self.amount = amount
        }
    }
}

/// What is charged: a fund, in it an account, on behalf of a grant.
package struct Payer: Sendable, Hashable, Comparable {
    package let fund: String
    package let account: String?
    package let grant: String?

    package init(fund: String, account: String? = nil, grant: String? = nil) {
        self.fund = fund
        self.account = account
        self.grant = grant
    }

    /// By bytes, as everything that a city gives names to.
    package static func == (left: Payer, right: Payer) -> Bool {
        zip(left.names, right.names).allSatisfy { left, right in
            guard let left, let right else { return left == nil && right == nil }
            return left.hasSameBytes(as: right)
        }
    }

    package static func < (left: Payer, right: Payer) -> Bool {
        left.names.lexicographicallyPrecedes(right.names) { left, right in
            (left ?? "").precedesByBytes(right ?? "")
        }
    }

    private var names: [String?] { [fund, account, grant] }
}

extension Terms {
    /// Those that hold on a day: of several of one name the one that began last.
    package func prices(on day: CalendarDate) -> [Price] { Self.inForce(prices, on: day) }

    /// Those that pay on a day.
    package func charges(on day: CalendarDate) -> [Charge] {
        charges.filter { $0.days.contains(day) }
    }

    static func inForce(_ prices: [Price], on day: CalendarDate) -> [Price] {
        var found: [Price] = []
        for price in prices where price.days.contains(day) {
            if let place = found.firstIndex(where: { $0.name.hasSameBytes(as: price.name) }) {
                if price.days.beginsAfter(found[place].days) { found[place] = price }
            } else {
                found.append(price)
            }
        }
        return found
    }

    /// What it costs by the prices of a day, apart by how often it is paid.
    package func cost(on day: CalendarDate) -> Cost {
        var cost = Cost()
        for price in prices(on: day) { cost.add(price.total, price.frequency) }
        return cost
    }
}

extension Terms.Price {
    /// What all units cost. Amounts are checked when the terms are made.
    var total: Money { amount.multiplied(by: quantity) ?? .zero }
}

extension DayRange {
    /// One without a first day begins before all others.
    func beginsAfter(_ other: DayRange) -> Bool {
        guard let from else { return false }
        return other.from.map { $0 < from } ?? true
    }
}
