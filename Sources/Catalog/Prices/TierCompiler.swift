// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values
import YAMLSource

/// Compiles what the tiers of a service state of quantities: of prices and of what is consumed. It evaluates
/// nothing and reads no other kind of expression.
struct TierCompiler {
    private var compiler: ExpressionCompiler

    /// What is wrong with a service's quantities. They see the subscription, and nothing that a template makes.
    static func diagnostics(of service: Service) -> [Diagnostic] {
        let parameters = ExpressionTypes.parameters(
            of: service.head.id.value, schema: service.parameters.value)
        let environment = CELEnvironment(
            declarations: ExpressionTypes.subscriptionDeclarations(parameters: parameters))
        return compile(service, in: environment).diagnostics
    }

    /// The tiers whose quantities compile, by id, to be evaluated where the service's template is.
    static func tiers(of service: Service, in template: CompiledTemplate) -> [String: CompiledTier]
    {
        compile(service, in: template.environment).tiers
    }

    private static func compile(
        _ service: Service, in environment: CELEnvironment
    ) -> (tiers: [String: CompiledTier], diagnostics: [Diagnostic]) {
        var compiler = TierCompiler(
            compiler: ExpressionCompiler(environment: environment, file: service.head.file))
        var tiers: [String: CompiledTier] = [:]
        for tier in service.tiers { tiers[tier.id.value] = compiler.compiled(tier) }
        return (tiers, compiler.compiler.diagnostics)
    }

    private mutating func compiled(_ tier: Tier) -> CompiledTier? {
        var prices: [CompiledTier.Price] = []
        for price in tier.price {
            guard let node = price.quantity else {
                prices.append(CompiledTier.Price(price, quantity: .literal(.int(1))))
                continue
            }
            if let quantity = quantity(node) {
                prices.append(CompiledTier.Price(price, quantity: quantity))
            }
        }
        let consumes = tier.consumes.compactMap { consumption in
            quantity(consumption.amount).map {
                CompiledTier.Consumption(pool: consumption.pool, amount: $0)
            }
        }
        guard prices.count == tier.price.count, consumes.count == tier.consumes.count else {
            return nil
        }
        return CompiledTier(prices: prices, consumes: consumes)
    }

    /// A whole number, or one expression that gives one: what is charged is never estimated in floating point.
    private mutating func quantity(_ node: YAMLNode) -> CompiledValue? {
        guard let value = compiler.value(node) else { return nil }
        switch value {
        case .literal(.int(let number)) where CompiledTier.quantities.contains(number):
            return value
        case .expression(let expression):
            switch expression.program.resultType.settled {
            case .int, .uint, .dyn: return value
            case let type:
                compiler.report(
                    .badExpression,
                    "a quantity is a whole number, and this is a value of type \(type)",
                    at: node.span)
            }
        default:
            compiler.report(
                .badExpression,
                "a quantity is a whole number from 0 to \(CompiledTier.quantities.upperBound), or one `${...}` that gives one",
                at: node.span)
        }
        return nil
    }
}

/// A tier with the quantities of its prices and of what it consumes compiled.
struct CompiledTier: Sendable {
    struct Price: Sendable {
        let stated: Tier.Price
        let quantity: CompiledValue

        init(_ price: Tier.Price, quantity: CompiledValue) {
            stated = price
            self.quantity = quantity
        }
    }

    struct Consumption: Sendable {
        let pool: String
        let amount: CompiledValue
    }

    /// Numbers beyond this are not exact in JSON (RFC 8259, section 6).
    static let quantities = FieldTable.limitRange

    let prices: [Price]
    let consumes: [Consumption]

    /// The names of variables that the quantities look at.
    var names: Set<String> {
        let quantities = prices.map(\.quantity) + consumes.map(\.amount)
        return Set(quantities.flatMap(\.expressions).flatMap(\.program.references).map(\.root))
    }
}
