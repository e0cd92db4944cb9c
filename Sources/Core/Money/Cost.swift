// SPDX-License-Identifier: Apache-2.0

/// What something costs, apart by how often it is paid. It knows no currency.
package struct Cost: Sendable, Equatable {
    package var once = Money.zero
    package var monthly = Money.zero
    package var yearly = Money.zero

    package init() {}

    package var isFree: Bool { self == Cost() }

    /// Without what is paid once.
    package var recurring: Cost {
        var cost = self
        cost.once = .zero
        return cost
    }

    package mutating func add(_ amount: Money, _ frequency: Tier.Price.Frequency) {
        switch frequency {
        case .once: once += amount
        case .monthly: monthly += amount
        case .yearly: yearly += amount
        }
    }

    package static func += (left: inout Cost, right: Cost) {
        left.once += right.once
        left.monthly += right.monthly
        left.yearly += right.yearly
    }

    package static func - (left: Cost, right: Cost) -> Cost {
        var difference = Cost()
        difference.once = left.once - right.once
        difference.monthly = left.monthly - right.monthly
        difference.yearly = left.yearly - right.yearly
        return difference
    }
}
