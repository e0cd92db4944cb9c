// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

/// A variable that rules see.
enum PolicyVariable: String, CaseIterable, Sendable {
    // What every rule sees.
    case city, today, policy, departments, services, people, facilities
    // What a rule sees of what it is about.
    case subscriptions, service, department, subscription, tier, parameters
    case environment, resource, resources, change

    static func all(of subject: PolicyRule.Subject) -> [PolicyVariable] {
        let everywhere: [PolicyVariable] = [
            .city, .today, .policy, .departments, .services, .people, .facilities,
        ]
        let ofSubscription: [PolicyVariable] = [
            .service, .department, .subscription, .tier, .parameters,
        ]
        return switch subject {
        case .catalog: everywhere + [.subscriptions]
        case .service: everywhere + [.service]
        case .subscription: everywhere + ofSubscription
        case .resource: everywhere + ofSubscription + [.environment, .resource, .resources]
        case .change: everywhere + [.environment, .change]
        }
    }
}

/// The types of the variables that rules see. They have all that templates see, and what only rules ask for.
enum PolicyTypes {
    /// As far as no rule says more: of no service and no type in particular.
    static func type(of variable: PolicyVariable) -> CELType {
        switch variable {
        case .city: ExpressionTypes.city
        case .today: .string
        case .policy, .parameters: .map(.string, .dyn)
        case .departments: .map(.string, ExpressionTypes.department)
        case .services: .map(.string, service)
        case .people: .map(.string, ExpressionTypes.person)
        case .facilities: .map(.string, .dyn)
        case .subscriptions: .list(subscription)
        case .service: service
        case .department: ExpressionTypes.department
        case .subscription: subscription
        case .tier: tier
        case .environment: ExpressionTypes.environment
        case .resource: resource(attributes: .map(.string, .dyn))
        case .resources: .list(resource(attributes: .map(.string, .dyn)))
        case .change: change
        }
    }

    private static let service = CELType.object(
        "service",
        fields: ExpressionTypes.serviceFields.adding([
            "state": .string, "ceiling": .string, "regimes": .list(.string),
            "requires": .list(.string), "requestable_by": .list(.string),
            "approvals": .list(.string), "tiers": .map(.string, tier),
        ]).merging([
            "secondary": CELField(.string, isOptional: true),
            "sunset": CELField(.string, isOptional: true),
            "successor": CELField(.string, isOptional: true),
        ]) { first, _ in first })

    private static let tier = CELType.object(
        "tier",
        fields: [String: CELField]().adding([
            "id": .string, "ceiling": .string, "limits": .map(.string, .int),
        ]))

    private static let subscription = CELType.object(
        "subscription",
        fields: ExpressionTypes.subscriptionFields.adding([
            "department": .string, "service": .string, "tier": .string, "cause": .string,
            "protect": .bool, "environments": .list(.string), "uses": .list(.string),
        ]))

    static func resource(attributes: CELType) -> CELType {
        .object(
            "resource",
            fields: [String: CELField]().adding([
                "address": .string, "type": .string, "target": .string, "identity": .string,
                "on_removal": .string, "protect": .bool, "attributes": attributes,
            ]))
    }

    private static let attribute = CELType.object(
        "attribute of a change",
        fields: [
            "before": CELField(.dyn, isOptional: true), "after": CELField(.dyn, isOptional: true),
            "differs": CELField(.bool), "sensitive": CELField(.bool),
        ])

    private static let change = CELType.object(
        "change",
        fields: [String: CELField]().adding([
            "kind": .string, "address": .string, "type": .string, "target": .string,
            "identity": .string, "drift": .bool, "protect": .bool, "department": .string,
            "subscription": .string, "service": .string, "tier": .string,
            "attributes": .map(.string, attribute),
        ]))
}

extension [String: CELField] {
    /// With fields that are always there.
    fileprivate func adding(_ types: [String: CELType]) -> Self {
        merging(types.mapValues { CELField($0) }) { _, new in new }
    }
}
