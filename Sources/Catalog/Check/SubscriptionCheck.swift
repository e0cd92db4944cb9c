// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ParallelWork
import Values
import YAMLSource

/// Whether each subscription is one that its service, its data, its department and the day allow. What only
/// the day makes wrong is a warning and touches that subscription alone.
struct SubscriptionCheck {
    private let catalog: Catalog
    private let subscriptions: [Subscription]
    private let broken: Set<BrokenDocument>
    private let schemas: ServiceSchemas
    private let request: LoadRequest

    private static let sliceCount = 500

    init(_ gathering: CatalogGathering, schemas: ServiceSchemas, request: LoadRequest) {
        catalog = gathering.catalog
        subscriptions = gathering.allSubscriptions
        broken = gathering.broken
        self.schemas = schemas
        self.request = request
    }

    func diagnostics() -> [Diagnostic] {
        let held = heldServices()
        let charges = ChargeCheck(catalog, request)
        let slices = subscriptions.slices(of: Self.sliceCount)
        return charges.departmentDiagnostics(catalog)
            + onAllCores(slices.count) { diagnostics(slices[$0], held, charges) }.flatMap(\.self)
    }

    private func diagnostics(
        _ places: Range<Int>, _ held: Set<Holding>, _ charges: ChargeCheck
    ) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for subscription in subscriptions[places] {
            guard let service = catalog.services[subscription.service.value] else { continue }
            diagnostics += parameters(subscription, service)
            diagnostics += lifecycle(subscription, service)
            diagnostics += data(subscription, service)
            diagnostics += requirements(subscription, service, held)
            diagnostics += uses(subscription)
            diagnostics += term(subscription)
            diagnostics += charges.diagnostics(
                subscription.charges, in: subscription.head,
                until: subscription.keeping.expires?.value)
        }
        return diagnostics
    }

    /// That a department has a service.
    private struct Holding: Hashable {
        let department: String
        let service: String
    }

    /// Who has the services that others require.
    private func heldServices() -> Set<Holding> {
        let required = Set(catalog.services.values.flatMap { $0.requires.map(\.value) })
        guard !required.isEmpty else { return [] }
        return Set(
            subscriptions.lazy.filter { required.contains($0.service.value) }.map {
                Holding(department: $0.department.value, service: $0.service.value)
            })
    }

    private func parameters(_ subscription: Subscription, _ service: Service) -> [Diagnostic] {
        guard subscription.cause != .baseline, service.lifecycle.state != .retired else {
            return []
        }
        return ParameterCheck(schema: schemas[service.head.id.value]).diagnostics(
            ParameterCheck.Use(
                service: service, tier: subscription.tier, parameters: subscription.parameters,
                head: subscription.head, fallback: subscription.head.id.span))
    }

    /// A retired service keeps its id and has no subscriptions.
    private func lifecycle(_ subscription: Subscription, _ service: Service) -> [Diagnostic] {
        guard service.lifecycle.state == .retired else { return [] }
        return [
            Diagnostic(
                .retiredService, "service `\(service.head.id.value)` is retired",
                at: subscription.head.place(subscription.service.span), help: service.successorHelp
            ).relating(service.head.idPlace, "retired here")
        ]
    }

    private func data(_ subscription: Subscription, _ service: Service) -> [Diagnostic] {
        guard let data = subscription.data else { return [] }
        var diagnostics: [Diagnostic] = []
        if data.level.value > service.data.level.value {
            diagnostics.append(
                Diagnostic(
                    .dataCeiling,
                    "service `\(service.head.id.value)` may hold data up to `\(service.data.level.value.name)`",
                    at: subscription.head.place(data.level.span)
                ).relating(service.head.place(service.data.level.span), "its ceiling"))
        }
        for regime in data.regimes
        where !service.data.regimes.contains(where: { $0.value == regime.value }) {
            diagnostics.append(
                Diagnostic(
                    .dataCeiling,
                    "service `\(service.head.id.value)` may not hold data under `\(regime.value)`",
                    at: subscription.head.place(regime.span)))
        }
        return diagnostics
    }

    private func requirements(
        _ subscription: Subscription, _ service: Service, _ held: Set<Holding>
    ) -> [Diagnostic] {
        service.requires.compactMap { required in
            let department = subscription.department.value
            let holding = Holding(department: department, service: required.value)
            guard !held.contains(holding), catalog.services[required.value] != nil else {
                return nil
            }
            return Diagnostic(
                .missingService,
                "service `\(service.head.id.value)` needs `\(required.value)`, which `\(department)` does not have",
                at: subscription.head.place(subscription.service.span),
                help: "a subscription of `\(department)` to `\(required.value)` is missing"
            ).relating(service.head.place(required.span), "required here")
        }
    }

    private func uses(_ subscription: Subscription) -> [Diagnostic] {
        subscription.links.uses.compactMap { _, use in
            let place = subscription.head.place(use.span)
            guard let other = catalog.subscription(use.value) else {
                let id = use.value.split(separator: "/").last.map(String.init) ?? ""
                guard !broken.mayHold(.subscription, id) else { return nil }
                return .unknownReference(
                    .subscription, use.value, among: catalog.subscriptions.map(\.path), at: place)
            }
            let isShared =
                other.department.value == subscription.department.value
                || other.links.sharedWith.contains { $0.value == subscription.department.value }
            guard !isShared else { return nil }
            return Diagnostic(
                .usesNotShared,
                "`\(use.value)` is not shared with `\(subscription.department.value)`", at: place,
                help: "its owner shares it by `shared_with: [\(subscription.department.value)]`"
            ).relating(other.head.idPlace, "it is stated here")
        }
    }

    private func term(_ subscription: Subscription) -> [Diagnostic] {
        guard let expires = subscription.keeping.expires, expires.value < request.today else {
            return []
        }
        return [
            Diagnostic(
                .expired, "subscription `\(subscription.path)` ended on \(expires.value)",
                at: subscription.head.place(expires.span), severity: .warning,
                help: "a later day keeps it; the next plan removes what it has")
        ]
    }
}
