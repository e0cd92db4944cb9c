// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Whether services' examples become resources, as if the first department had asked for each. One is right where an
/// environment makes all of it: no service has to be there in every environment. It meets no subscription, so that
/// nothing in the catalog can be in its way.
package struct ExampleCheck {
    private struct Pending {
        let example: Subscription
        /// What was wrong in the first environment that found anything.
        var found: [Diagnostic] = []
    }

    private var pending: [Pending]

    package init(_ catalog: Catalog) {
        let departments = catalog.departments.values.filter { $0.until == nil }
        let first = departments.map(\.head.id.value).min { $0.precedesByBytes($1) }
        guard let first else {
            pending = []
            return
        }
        let owner = Self.owner(in: first, catalog)
        pending = catalog.services.values.filter { $0.lifecycle.state != .retired }
            .sorted { $0.head.id.value.precedesByBytes($1.head.id.value) }
            .flatMap { service in
                service.examples.map {
                    Pending(example: Self.subscription($0, of: service, to: first, owner))
                }
            }
    }

    /// The examples that no environment so far makes all of.
    package var open: [Subscription] { pending.map(\.example) }

    /// - Parameter outcomes: of the open examples; empty where no template could be compiled, which has been told.
    package mutating func settle(_ outcomes: [Resolution.Example]) {
        pending = zip(pending, outcomes).compactMap { pending, outcome in
            if outcome.isWhole { return nil }
            var pending = pending
            if pending.found.isEmpty { pending.found = outcome.diagnostics }
            return pending
        }
    }

    /// What is wrong with the examples that are open, but for what subscriptions have shown already.
    package func diagnostics(besides told: [Diagnostic], in catalog: Catalog) -> [Diagnostic] {
        let known = Set(told.compactMap(Spot.init))
        var found: [Diagnostic] = []
        for diagnostic in pending.flatMap(\.found) where !found.contains(diagnostic) {
            if let spot = Spot(diagnostic), known.contains(spot) { continue }
            found.append(diagnostic)
        }
        return RepeatedDiagnostics.said(once: found, in: catalog)
    }

    private struct Spot: Hashable {
        let code: String
        let place: Diagnostic.Place

        init?(_ diagnostic: Diagnostic) {
            guard let place = diagnostic.place else { return nil }
            code = diagnostic.code
            self.place = place
        }
    }

    // MARK: An example as a subscription

    /// Whoever works in the department, so that what a template makes for owners is made, too.
    private static func owner(in department: String, _ catalog: Catalog) -> String? {
        catalog.people.values.filter { $0.status == .active && $0.department == department }
            .map(\.id).min { $0.precedesByBytes($1) }
    }

    private static func subscription(
        _ example: Service.Example, of service: Service, to department: String, _ owner: String?
    ) -> Subscription {
        let id = Located(service.head.id.value, span: example.span)
        return Subscription(
            head: DocumentHead(
                kind: .subscription, id: id, file: service.head.file, span: example.span),
            cause: .example,
            asked: Subscription.Asked(
                department: Located(department, span: example.span), service: id,
                tier: example.tier, parameters: example.parameters,
                owners: owner.map { [Located($0, span: example.span)] } ?? [], data: nil),
            keeping: Subscription.Keeping(), links: Subscription.Links(), charges: [])
    }
}
