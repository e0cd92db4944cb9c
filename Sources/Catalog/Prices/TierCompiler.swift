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
        let amounts = tier.consumes.map { quantity($0.amount) }
        guard prices.count == tier.price.count, amounts.allSatisfy({ $0 != nil }) else {
            return nil
        }
        return CompiledTier(prices: prices)
    }

    /// A number, or one expression that gives one.
    private mutating func quantity(_ node: YAMLNode) -> CompiledValue? {
        guard let value = compiler.value(node) else { return nil }
        switch value {
        case .literal(.int), .literal(.double): return value
        case .expression(let expression):
            switch expression.program.resultType.settled {
            case .int, .uint, .double, .dyn: return value
            case let type:
                compiler.report(
                    .badExpression, "a quantity is a number, and this is a value of type \(type)",
                    at: node.span)
            }
        default:
            compiler.report(
                .badExpression, "a quantity is a number, or one `${...}` that gives one",
                at: node.span)
        }
        return nil
    }
}

/// A tier with its prices' quantities compiled.
struct CompiledTier: Sendable {
    struct Price: Sendable {
        let frequency: Tier.Price.Frequency
        let amount: Money
        let quantity: CompiledValue

        init(_ price: Tier.Price, quantity: CompiledValue) {
            frequency = price.frequency
            amount = price.amount
            self.quantity = quantity
        }
    }

    let prices: [Price]

    /// The names of variables that the quantities look at.
    var names: Set<String> {
        Set(prices.flatMap(\.quantity.expressions).flatMap(\.program.references).map(\.root))
    }
}
