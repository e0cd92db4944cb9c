// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import CEL
import Values

extension EvaluationScope {
    /// The tier's prices and what it consumes, by the subscription's own parameters. Nil, with a diagnostic, for a
    /// quantity that is no whole number and for an amount that no fund has.
    mutating func makeTerms(_ charges: [Charge], until last: CalendarDate?) -> Terms? {
        guard let tier = frame.tiers[subscription.tier.value] else { return nil }
        var prices: [Terms.Price] = []
        for price in tier.prices {
            guard let made = makePrice(price) else { return nil }
            prices.append(made)
        }
        var consumes: [Terms.Consumption] = []
        for consumption in tier.consumes {
            guard let amount = quantity(consumption.amount, "`\(consumption.pool)`") else {
                return nil
            }
            consumes.append(Terms.Consumption(pool: consumption.pool, amount: amount))
        }
        return Terms(
            prices: prices, charges: prices.isEmpty ? [] : charges.map(\.terms),
            consumes: consumes, until: last)
    }

    private mutating func makePrice(_ price: CompiledTier.Price) -> Terms.Price? {
        let stated = price.stated
        guard let quantity = quantity(price.quantity, "price `\(stated.name)`") else { return nil }
        guard stated.amount.multiplied(by: quantity) != nil else {
            report(
                .evaluationFailed,
                "price `\(stated.name)` times \(quantity) is more than any fund has",
                at: service.head.place(stated.span))
            return nil
        }
        return Terms.Price(
            name: stated.name, frequency: stated.frequency, amount: stated.amount,
            quantity: quantity, days: stated.days)
    }

    private mutating func quantity(_ value: CompiledValue, _ name: String) -> Int64? {
        guard case .expression(let expression) = value else { return value.literalInteger }
        guard let found = self.value(of: expression) else { return nil }
        switch found {
        case .int(let number) where CompiledTier.quantities.contains(number): return number
        case .uint(let number) where number <= UInt64(CompiledTier.quantities.upperBound):
            return Int64(number)
        default:
            report(
                .evaluationFailed,
                "the quantity of \(name) is no whole number from 0 to \(CompiledTier.quantities.upperBound)",
                at: expression.place(nil))
            return nil
        }
    }
}

extension CompiledValue {
    fileprivate var literalInteger: Int64? {
        if case .literal(.int(let number)) = self { number } else { nil }
    }
}

extension Charge {
    /// Without where it stands.
    package var terms: Terms.Charge {
        Terms.Charge(
            payer: Payer(fund: fund.value, account: account, grant: grant?.value), share: share,
            days: days)
    }
}
