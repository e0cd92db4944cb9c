// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import BurnhamStore

/// The subscriptions of which nothing is recorded yet, with what they cost: worked out before a plan is made, for
/// which the catalog is let go.
struct Newcomers {
    private var found: [String: Newcomer] = [:]

    init(_ session: PlanningSession) throws {
        let recorded = Set(
            try session.store?.rowEntries().keys.map { String($0.subscription) } ?? [])
        let catalog = session.workspace.catalog
        let subscriptions = catalog.subscriptions.filter { !recorded.contains($0.path) }
        guard !subscriptions.isEmpty else { return }
        let prices = PriceList(
            ResolveRequest(
                catalog: catalog, environment: session.environment,
                load: session.workspace.request))
        found.reserveCapacity(subscriptions.count)
        for subscription in subscriptions {
            guard let service = catalog.services[subscription.service.value] else { continue }
            found[subscription.path] = Newcomer(
                cost: prices.cost(of: subscription),
                expires: subscription.keeping.expires?.value, manualMinutes: service.manualMinutes)
        }
    }

    /// Those of which a plan makes something.
    func filter(madeBy plan: Plan) -> [String: Newcomer] {
        var made: [String: Newcomer] = [:]
        var latest: Substring = ""
        for change in plan.changes where change.kind == .create {
            // Changes are sorted by address: most have the subscription of the one before.
            let path = change.address.subscription
            if path == latest { continue }
            latest = path
            made[String(path)] = found[String(path)]
        }
        return made
    }
}
