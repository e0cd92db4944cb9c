// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values

/// The subscriptions of which nothing is recorded yet, with what they cost: taken before a plan is made, for which
/// the catalog is let go.
struct Newcomers {
    /// By the path of the subscription.
    private let found: Fields<Newcomer>

    init(_ session: PlanningSession) throws {
        let recorded = Set(
            try session.store?.rowEntries().keys.map { String($0.subscription) } ?? [])
        self.init(session, recorded: recorded)
    }

    init(_ session: PlanningSession, recorded: Set<String>) {
        let services = session.workspace.catalog.services
        let today = session.workspace.request.today
        found = Fields(
            entries: session.resolution.terms.compactMap { subscription, terms in
                guard !recorded.contains(subscription.path) else { return nil }
                let newcomer = Newcomer(
                    cost: terms?.cost(on: today), expires: subscription.keeping.expires?.value,
                    manualMinutes: services[subscription.service.value]?.manualMinutes ?? 0)
                return (subscription.path, newcomer)
            })
    }

    /// Those of which a plan makes something.
    func filter(madeBy plan: Plan) -> Fields<Newcomer> {
        var made: [Fields<Newcomer>.Entry] = []
        var latest: Substring = ""
        let changes = plan.changes
        for place in changes.indices where changes[place].kind == .create {
            // Changes are sorted by address: most have the subscription of the one before.
            let path = changes[place].address.subscription
            if path == latest { continue }
            latest = path
            let key = String(path)
            if let newcomer = found[key] { made.append((key, newcomer)) }
        }
        return Fields(entries: made)
    }
}
