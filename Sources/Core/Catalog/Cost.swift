// SPDX-License-Identifier: Apache-2.0

/// What something costs, apart by how often it is paid. It knows no currency.
package struct Cost: Sendable, Equatable {
    package var once = Money(millionths: 0)
    package var monthly = Money(millionths: 0)
    package var yearly = Money(millionths: 0)

    package init() {}

    package var isFree: Bool { self == Cost() }

    package mutating func add(_ amount: Money, _ frequency: Tier.Price.Frequency) {
        switch frequency {
        case .once: once = once + amount
        case .monthly: monthly = monthly + amount
        case .yearly: yearly = yearly + amount
        }
    }

    package static func += (left: inout Cost, right: Cost) {
        left.once = left.once + right.once
        left.monthly = left.monthly + right.monthly
        left.yearly = left.yearly + right.yearly
    }
}

extension Money {
    /// How many units of a price: up to six places, not below nought.
    package struct Quantity: Sendable, Equatable {
        package let millionths: Int64

        package init?(_ number: Int64) {
            let (millionths, overflows) = number.multipliedReportingOverflow(by: 1_000_000)
            guard number >= 0, !overflows else { return nil }
            self.millionths = millionths
        }

        package init?(_ number: Double) {
            guard number >= 0, number < 1e12 else { return nil }
            millionths = Int64((number * 1_000_000).rounded())
        }
    }

    /// Rounded to the nearest millionth, halves up; nil for an amount that no fund has.
    package func multiplied(by quantity: Quantity) -> Money? {
        let product = Int128(millionths) * Int128(quantity.millionths)
        return Int64(exactly: (product + 500_000) / 1_000_000).map { Money(millionths: $0) }
    }

    /// Amounts are far from overflowing: a price is below a million millions.
    package static func + (left: Money, right: Money) -> Money {
        Money(millionths: left.millionths &+ right.millionths)
    }
}
