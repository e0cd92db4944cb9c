// SPDX-License-Identifier: Apache-2.0

import CEL
import Values

/// What evaluating is given the same for all subscriptions of a template: which variables have to have a value, and
/// where values go. It holds no value of a subscription and is shared by all.
final class TemplateFrame: Sendable {
    let template: CompiledTemplate
    /// The service's tiers with their prices, by id.
    let tiers: [String: CompiledTier]
    /// Those that the template, a price or a route names, sorted by their names, with the place of each.
    let variables: [(variable: SubscriptionVariable, slot: CELSlot)]
    let uses: CELSlot
    let resources: CELSlot
    let each: CELSlot
    /// Nothing is used and no resource is made yet.
    let activation: CELActivation

    /// The names that documents may look up.
    static let documentNames = Set(SubscriptionVariable.allCases.map(\.rawValue) + ["resources"])

    init(
        _ template: CompiledTemplate, tiers: [String: CompiledTier], namedByRoutes: Set<String>
    ) {
        self.template = template
        self.tiers = tiers
        let names = tiers.values.reduce(template.names.union(namedByRoutes)) { $0.union($1.names) }
        variables = SubscriptionVariable.allCases.filter { names.contains($0.rawValue) }
            .sorted { $0.rawValue.precedesByBytes($1.rawValue) }
            .map { ($0, Self.slot($0.rawValue, template)) }
        uses = Self.slot("uses", template)
        resources = Self.slot("resources", template)
        each = Self.slot("each", template)
        var activation = CELActivation(template.environment)
        for slot in [uses, resources] { activation[slot] = .map(Fields<CELValue>()) }
        self.activation = activation
    }

    private static func slot(_ name: String, _ template: CompiledTemplate) -> CELSlot {
        guard let slot = template.environment.slot(of: name) else {
            preconditionFailure("templates do not declare `\(name)`; this is a bug in burnham")
        }
        return slot
    }
}
