// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

/// A variable that expressions and documents see, but for those that come of evaluating: `resources`, `each`
/// and `uses`.
enum SubscriptionVariable: String, CaseIterable, Sendable {
    case city, environment, people, facilities, department, subscription, service, tier, parameters
}

/// The values of the variables. What is the same for every subscription is made once.
struct SubscriptionVariables {
    private let city: Value
    private let environment: Value
    private let people: Value
    private let facilities: Value
    private let departments: [String: Value]
    private let services: [String: Value]
    private let schemas: ServiceSchemas

    init(_ request: ResolveRequest, _ schemas: ServiceSchemas) {
        self.schemas = schemas
        let catalog = request.catalog
        city = catalog.city.map(Self.city) ?? [:]
        environment = Self.environment(request.environment)
        people = .object(Fields(catalog.people.map { ($0.key, Self.person($0.value)) }))
        facilities = .object(Fields(catalog.facilities.map { ($0.key, Self.facility($0.value)) }))
        departments = catalog.departments.mapValues(Self.department)
        services = catalog.services.mapValues(Self.service)
    }

    func value(
        of variable: SubscriptionVariable, for subscription: Subscription, _ service: Service
    ) -> Value {
        switch variable {
        case .city: city
        case .environment: environment
        case .people: people
        case .facilities: facilities
        case .department: departments[subscription.department.value] ?? [:]
        case .subscription: Self.subscription(subscription, service)
        case .service: services[service.head.id.value] ?? [:]
        case .tier: ["id": .string(subscription.tier.value)]
        case .parameters:
            schemas.parameters(of: service.head.id.value, stated: subscription.parameters)
        }
    }

    static func environment(_ environment: Environment) -> Value {
        ["id": .string(environment.head.id.value)]
    }

    static func city(_ city: City) -> Value {
        [
            "id": .string(city.head.id.value), "name": .string(city.name.text()),
            "domain": .string(city.domain), "time_zone": .string(city.timeZone),
        ]
    }

    static func department(_ department: Department) -> Value {
        [
            "id": .string(department.head.id.value), "number": .string(department.number),
            "name": .string(department.name.text()),
            "independence": .string(department.independence.rawValue),
            "contact": .string(department.contact ?? ""),
            "liaisons": .list(department.liaisons.map { .string($0.value) }),
            "units": .list(department.units.map { .string($0.id.value) }),
        ]
    }

    static func service(_ service: Service) -> Value {
        [
            "id": .string(service.head.id.value), "name": .string(service.name.text()),
            "category": .string(service.category), "owner": .string(service.owner.contact),
        ]
    }

    static func subscription(_ subscription: Subscription, _ service: Service) -> Value {
        let level = subscription.data?.level.value ?? service.data.level.value
        var fields: Fields<Value> = [
            "id": .string(subscription.head.id.value), "path": .string(subscription.path),
            "owners": .list(subscription.owners.map { .string($0.value) }),
            "data": [
                "level": .string(level.name),
                "regimes": .list((subscription.data?.regimes ?? []).map { .string($0.value) }),
            ],
            "shared_with": .list(subscription.links.sharedWith.map { .string($0.value) }),
        ]
        fields["expires"] = subscription.keeping.expires.map { .string($0.value.description) }
        return .object(fields)
    }

    static func person(_ person: Person) -> Value {
        var fields = person.details
        fields["id"] = .string(person.id)
        fields["type"] = .string(person.kind.rawValue)
        fields["status"] = .string(person.status.rawValue)
        fields["department"] = .string(person.department)
        if fields["clearances"] == nil { fields["clearances"] = [] }
        return .object(fields)
    }

    static func facility(_ facility: Facility) -> Value {
        [
            "id": .string(facility.head.id.value), "name": .string(facility.name.text()),
            "address": .string(facility.address),
            "departments": .list(facility.departments.map { .string($0.value) }),
        ]
    }
}
