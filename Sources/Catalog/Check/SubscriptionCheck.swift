// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// Whether each subscription is one that its service, its data, its department and the day allow. What only
/// the day makes wrong is a warning and touches that subscription alone.
struct SubscriptionCheck {
    let catalog: Catalog
    let schemas: ServiceSchemas
    let request: LoadRequest

    func diagnostics() -> [Diagnostic] {
        let held = Set(
            catalog.subscriptions.map { "\($0.department.value)/\($0.service.value)" })
        let funds = FundCheck(catalog, request)
        return catalog.subscriptions.flatMap { subscription -> [Diagnostic] in
            guard let service = catalog.services[subscription.service.value] else { return [] }
            return parameters(subscription, service) + lifecycle(subscription, service)
                + data(subscription, service) + requirements(subscription, service, held)
                + uses(subscription) + term(subscription) + charges(subscription)
                + funds.diagnostics(subscription)
        }
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

    /// A retired service keeps its id and has no subscriptions; a deprecated one takes no new ones after its
    /// sunset, and new is what has no recorded row.
    private func lifecycle(_ subscription: Subscription, _ service: Service) -> [Diagnostic] {
        let place = subscription.head.place(subscription.service.span)
        switch service.lifecycle.state {
        case .retired:
            return [
                Diagnostic(
                    .retiredService, "service `\(service.head.id.value)` is retired", at: place,
                    help: successorHelp(service)
                ).relating(service.head.idPlace, "retired here")
            ]
        case .deprecated:
            guard let sunset = service.lifecycle.sunset, sunset.value < request.today,
                !request.recorded.contains(subscription.path)
            else { return [] }
            return [
                Diagnostic(
                    .afterSunset,
                    "service `\(service.head.id.value)` takes no new subscription since \(sunset.value)",
                    at: place, severity: .warning, help: successorHelp(service)
                ).relating(service.head.place(sunset.span), "its sunset")
            ]
        case .experimental, .production:
            return []
        }
    }

    private func successorHelp(_ service: Service) -> String? {
        service.lifecycle.successor.map { "its successor is `\($0.value)`" }
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
        let allowed = Set(service.data.regimes.map(\.value))
        for regime in data.regimes where !allowed.contains(regime.value) {
            diagnostics.append(
                Diagnostic(
                    .dataCeiling,
                    "service `\(service.head.id.value)` may not hold data under `\(regime.value)`",
                    at: subscription.head.place(regime.span)))
        }
        return diagnostics
    }

    private func requirements(
        _ subscription: Subscription, _ service: Service, _ held: Set<String>
    ) -> [Diagnostic] {
        service.requires.compactMap { required in
            let department = subscription.department.value
            guard !held.contains("\(department)/\(required.value)") else { return nil }
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

    private func charges(_ subscription: Subscription) -> [Diagnostic] {
        guard let first = subscription.charges.first else { return [] }
        let total = subscription.charges.compactMap { Money($0.share)?.millionths }.reduce(0, +)
        guard total != 1_000_000 else { return [] }
        return [
            Diagnostic(
                .sharesDoNotSum, "the shares of `charge` sum to \(decimal(total)) and not to 1",
                at: subscription.head.place(first.fund.span))
        ]
    }

    private func decimal(_ millionths: Int64) -> String {
        let (whole, fraction) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        guard fraction > 0 else { return whole.description }
        var digits = String((1_000_000 + fraction).description.dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
