// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

extension EvaluationScope {
    /// What the subscription costs by its tier's prices and its own parameters. Nil, with a diagnostic where
    /// evaluating failed, for a quantity that is no number that there is.
    mutating func cost() -> Cost? {
        guard let tier = frame.tiers[subscription.tier.value] else { return nil }
        var cost = Cost()
        for price in tier.prices {
            guard let quantity = quantity(price.quantity),
                let amount = price.amount.multiplied(by: quantity)
            else { return nil }
            cost.add(amount, price.frequency)
        }
        return cost
    }

    private mutating func quantity(_ value: CompiledValue) -> Money.Quantity? {
        switch value {
        case .literal(.int(let number)): return Money.Quantity(number)
        case .literal(.double(let number)): return Money.Quantity(number)
        case .expression(let expression):
            switch self.value(of: expression) {
            case .int(let number)?: return Money.Quantity(number)
            case .uint(let number)?: return Int64(exactly: number).flatMap { Money.Quantity($0) }
            case .double(let number)?: return Money.Quantity(number)
            default: return nil
            }
        default: return nil
        }
    }
}
