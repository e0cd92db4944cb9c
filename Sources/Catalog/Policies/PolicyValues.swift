// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import JSONSchema
import Values

/// The values of the variables that rules see. What many rules see is made once.
struct PolicyValues: Sendable {
    private let catalog: Catalog
    private let schemas: ServiceSchemas?
    private let today: CELValue
    private let city: CELValue
    private let services: Fields<Value>
    private let departments: Fields<Value>
    private let people: CELValue
    private let facilities: CELValue
    private let tiers: [String: [String: CELValue]]

    /// What no rule looks at of the many is not made: of people, of facilities, of parameters' schemas.
    init(_ catalog: Catalog, today: CalendarDate, reading: Set<PolicyVariable>) {
        self.catalog = catalog
        schemas = reading.contains(.parameters) ? ServiceSchemas(catalog) : nil
        self.today = .string(today.description)
        city = CELValue(catalog.city.map(SubscriptionVariables.city) ?? [:])
        services = Fields(catalog.services.map { ($0.key, Self.service($0.value)) })
        departments = Fields(
            catalog.departments.map { ($0.key, SubscriptionVariables.department($0.value)) })
        people = Self.table(
            reading.contains(.people) ? catalog.people : [:], SubscriptionVariables.person)
        facilities = Self.table(
            reading.contains(.facilities) ? catalog.facilities : [:],
            SubscriptionVariables.facility)
        tiers = catalog.services.mapValues { service in
            Dictionary(
                service.tiers.map { ($0.id.value, CELValue(Self.tier($0, of: service))) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    private static func table<Item>(
        _ items: [String: Item], _ value: (Item) -> Value
    ) -> CELValue {
        CELValue(.object(Fields(items.map { ($0.key, value($0.value)) })))
    }

    /// What is the same for everything that rules are about; nil for other variables.
    func shared(_ variable: PolicyVariable) -> CELValue? {
        switch variable {
        case .city: city
        case .today: today
        case .departments: CELValue(.object(departments))
        case .services: CELValue(.object(services))
        case .people: people
        case .facilities: facilities
        default: nil
        }
    }

    func service(_ id: String) -> CELValue { CELValue(services[id] ?? [:]) }

    /// What rules see of a subscription; nil for other variables.
    func value(of variable: PolicyVariable, for subscription: Subscription) -> CELValue? {
        guard let service = catalog.services[subscription.service.value] else { return nil }
        switch variable {
        case .service: return self.service(service.head.id.value)
        case .department: return CELValue(departments[subscription.department.value] ?? [:])
        case .subscription: return CELValue(Self.subscription(subscription, service))
        case .tier: return tiers[service.head.id.value]?[subscription.tier.value]
        case .parameters:
            return schemas.map {
                CELValue($0.parameters(of: service.head.id.value, stated: subscription.parameters))
            }
        default: return nil
        }
    }

    /// Every subscription of the catalog, in the order of their paths.
    func subscriptions() -> CELValue {
        CELValue(
            .list(
                catalog.subscriptions.compactMap { subscription in
                    catalog.services[subscription.service.value].map {
                        Self.subscription(subscription, $0)
                    }
                }))
    }

    /// Parameters of a service with the defaults of its schema.
    func filledParameters(_ stated: Value, of service: String) -> Value {
        schema(of: service)?.fillingDefaults(stated) ?? stated
    }

    func schema(of service: String) -> JSONSchema? { schemas?[service] }

    // MARK: One thing

    static func service(_ service: Service) -> Value {
        guard case .object(var fields) = SubscriptionVariables.service(service) else { return [:] }
        fields["state"] = .string(service.lifecycle.state.rawValue)
        fields["ceiling"] = .string(service.data.level.value.name)
        fields["regimes"] = .names(service.data.regimes.map(\.value))
        fields["requires"] = .names(service.requires.map(\.value))
        fields["requestable_by"] = .names(service.requestableBy)
        fields["approvals"] = .names(service.approvals.map(\.role))
        fields["tiers"] = .object(
            Fields(service.tiers.map { ($0.id.value, tier($0, of: service)) }))
        fields["secondary"] = service.owner.secondary.map { .string($0) }
        fields["sunset"] = service.lifecycle.sunset.map { .string($0.value.description) }
        fields["successor"] = service.lifecycle.successor.map { .string($0.value) }
        return .object(fields)
    }

    private static func tier(_ tier: Tier, of service: Service) -> Value {
        let ceiling = tier.ceiling?.value ?? service.data.level.value
        return [
            "id": .string(tier.id.value), "ceiling": .string(ceiling.name),
            "limits": .object(
                Fields(tier.limits.map { ($0.parameter.value, .int($0.most.value)) })),
        ]
    }

    private static func subscription(_ subscription: Subscription, _ service: Service) -> Value {
        guard case .object(var fields) = SubscriptionVariables.subscription(subscription, service)
        else { return [:] }
        fields["department"] = .string(subscription.department.value)
        fields["service"] = .string(subscription.service.value)
        fields["tier"] = .string(subscription.tier.value)
        fields["cause"] = .string(subscription.cause.word)
        fields["protect"] = .bool(subscription.keeping.isProtected)
        fields["environments"] = .names(subscription.keeping.environments.map(\.value))
        fields["uses"] = .names(subscription.links.uses.values.map(\.value))
        return .object(fields)
    }

    static func resource(_ resource: Resource, _ type: ResourceType) -> CELValue {
        .map(
            Fields<CELValue>([
                ("address", .string(resource.address.text)), ("type", .string(resource.type)),
                ("target", .string(resource.target)), ("identity", .string(resource.identity)),
                ("on_removal", .string(resource.onRemoval.rawValue)),
                ("protect", .bool(resource.isProtected)),
                ("attributes", .attributes(of: resource, type)),
            ]))
    }

    static func change(_ change: Change, withAttributes: Bool) -> Value {
        let origin = change.keeping.origin
        return [
            "kind": .string(change.kind.rawValue), "address": .string(change.address.text),
            "type": .string(change.object.type), "target": .string(change.object.target),
            "identity": .string(change.object.identity), "drift": .bool(change.isDrift),
            "protect": .bool(change.keeping.isProtected),
            "department": .string(origin.department),
            "subscription": .string(String(change.address.subscription)),
            "service": .string(origin.service), "tier": .string(origin.tier),
            "attributes": .object(
                Fields(
                    (withAttributes ? change.attributes : []).map {
                        ($0.name, attribute($0, of: change))
                    })),
        ]
    }

    /// Of a secret nothing but that it differs.
    private static func attribute(_ attribute: AttributeChange, of change: Change) -> Value {
        var isSecret = attribute.isSensitive
        if case .secret? = attribute.after { isSecret = true }
        var fields: Fields<Value> = [
            "differs": .bool(attribute.differs), "sensitive": .bool(isSecret),
        ]
        guard !isSecret else { return .object(fields) }
        if change.kind != .create { fields["before"] = attribute.before }
        fields["after"] = attribute.after?.known
        return .object(fields)
    }
}

extension PolicyValues {
    /// What `subscription.cause` can be.
    static let causes = ["stated", "baseline", "bundle", "example"]
}

extension Subscription.Cause {
    fileprivate var word: String {
        switch self {
        case .stated: PolicyValues.causes[0]
        case .baseline: PolicyValues.causes[1]
        case .bundle: PolicyValues.causes[2]
        case .example: PolicyValues.causes[3]
        }
    }
}
