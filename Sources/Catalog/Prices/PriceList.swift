// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import CEL
import Values

/// What subscriptions of a catalog cost, by their tiers' prices and their own parameters. It knows no funds and
/// no invoices.
package struct PriceList {
    private let catalog: Catalog
    private let variables: SubscriptionVariables
    private let tiers: [String: [String: CompiledTier]]

    package init(_ request: ResolveRequest) {
        catalog = request.catalog
        variables = SubscriptionVariables(request, ServiceSchemas(request.catalog))
        tiers = request.catalog.services.mapValues { TierCompiler.compile($0).tiers }
    }

    /// Nil for a subscription whose price can't be worked out: its service or tier is unknown, or a quantity
    /// is no number that there is.
    package func cost(of subscription: Subscription) -> Cost? {
        guard let service = catalog.services[subscription.service.value],
            let tier = tiers[service.head.id.value]?[subscription.tier.value]
        else { return nil }
        var cost = Cost()
        lazy var activation = activation(for: subscription, service, tier)
        for price in tier.prices {
            guard let quantity = quantity(price.quantity, { activation }),
                let amount = price.amount.multiplied(by: quantity)
            else { return nil }
            cost.add(amount, price.frequency)
        }
        return cost
    }

    private func activation(
        for subscription: Subscription, _ service: Service, _ tier: CompiledTier
    ) -> CELActivation {
        var activation = CELActivation(tier.environment)
        for variable in tier.variables {
            let value = variables.value(of: variable, for: subscription, service)
            activation[variable.rawValue] = CELValue(value)
        }
        activation["uses"] = .map(Fields<CELValue>())
        return activation
    }

    private func quantity(
        _ value: CompiledValue, _ activation: () -> CELActivation
    ) -> Money.Quantity? {
        switch value {
        case .literal(.int(let number)): Money.Quantity(number)
        case .literal(.double(let number)): Money.Quantity(number)
        case .expression(let expression):
            switch expression.program.evaluate(activation()) {
            case .success(.int(let number)): Money.Quantity(number)
            case .success(.uint(let number)): Int64(exactly: number).flatMap { Money.Quantity($0) }
            case .success(.double(let number)): Money.Quantity(number)
            default: nil
            }
        default: nil
        }
    }
}
