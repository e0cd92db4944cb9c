// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import BurnhamStore

/// The subscriptions of which nothing is recorded yet, with what they cost: taken before a plan is made, for which
/// the catalog is let go.
struct Newcomers {
    private var found: [String: Newcomer] = [:]

    init(_ session: PlanningSession) throws {
        let recorded = Set(
            try session.store?.rowEntries().keys.map { String($0.subscription) } ?? [])
        let services = session.workspace.catalog.services
        for (subscription, cost) in session.resolution.costs {
            guard !recorded.contains(subscription.path) else { continue }
            found[subscription.path] = Newcomer(
                cost: cost, expires: subscription.keeping.expires?.value,
                manualMinutes: services[subscription.service.value]?.manualMinutes ?? 0)
        }
    }

    /// Those of which a plan makes something.
    func filter(madeBy plan: Plan) -> [String: Newcomer] {
        var made: [String: Newcomer] = [:]
        var latest: Substring = ""
        let changes = plan.changes
        for place in changes.indices where changes[place].kind == .create {
            // Changes are sorted by address: most have the subscription of the one before.
            let path = changes[place].address.subscription
            if path == latest { continue }
            latest = path
            made[String(path)] = found[String(path)]
        }
        return made
    }
}
