// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Makes a plan: reads what is recorded, asks the targets what stands there, and compares. It gets
/// observers only, so it can't write; it holds no lease and renders nothing.
package struct Planner: Sendable {
    private let request: PlanningRequest
    private let store: (any LedgerReader)?

    /// `store` is nil where nothing was ever applied.
    package init(_ request: PlanningRequest, store: (any LedgerReader)?) {
        self.request = request
        self.store = store
    }

    package func plan() async throws(StoreFailure) -> Planning {
        await plan(with: try RecordedState.read(store, newLineage: request.newLineage))
    }

    /// What the catalog's change does where all stands that another revision asks for. No target is asked.
    package static func plan(_ request: PlanningRequest, in world: StandingWorld) async -> Plan {
        var standing = request
        standing.targets = world.targets(request.targets)
        return await Planner(standing, store: nil).plan(with: world.state).plan
    }

    private func plan(with state: RecordedState) async -> Planning {
        let includes = request.selection.includes
        let pairing = Pairing(
            desired: request.resources.filter { includes($0.address) }, state: state,
            includes: includes)
        let survey = await Survey.observe(
            pairing.pairs, targets: request.targets, state: state)
        var plan = Plan(environment: request.environment, basis: basis(state))
        plan.refusals = pairing.collisions.sorted()
        plan.failures = survey.failures
        plan.notes = survey.remarks
        if request.selection.purges.isEmpty {
            planChanges(into: &plan, pairing, survey, state)
        } else {
            planPurges(into: &plan, pairing, survey, state)
        }
        return Planning(plan: plan, state: state, targets: request.targets)
    }

    private func basis(_ state: RecordedState) -> Plan.Basis {
        var basis = Plan.Basis(
            lineage: state.lineage, head: state.head, nonce: request.nonce, now: request.now,
            validUntil: request.now.advanced(bySeconds: request.catalog.planValidForSeconds),
            inputs: request.catalog.inputs)
        basis.departments = request.selection.departments?.sorted()
        return basis
    }

    private func planChanges(
        into plan: inout Plan, _ pairing: Pairing, _ survey: Survey, _ state: RecordedState
    ) {
        if request.resources.isEmpty, state.rows.values.contains(where: { $0.suspendedAt == nil }) {
            plan.refusals.append(
                "the catalog asks for nothing at all and \(state.rows.count) objects are recorded")
        }
        var comparison = PlanComparison(request: request, state: state, survey: survey)
        comparison.compare(pairing.pairs)
        comparison.noteStuck()
        comparison.addLeftOver()
        comparison.addFollowers()
        comparison.holdBack()
        comparison.addOrphans()
        if !request.selection.adopts.isEmpty { comparison.keepAdoptions() }
        finish(&plan, &comparison, state)
        weigh(&plan, state)
    }

    private func planPurges(
        into plan: inout Plan, _ pairing: Pairing, _ survey: Survey, _ state: RecordedState
    ) {
        var comparison = PlanComparison(request: request, state: state, survey: survey)
        comparison.purge(pairing.pairs)
        finish(&plan, &comparison, state)
    }

    private func finish(
        _ plan: inout Plan, _ comparison: inout PlanComparison, _ state: RecordedState
    ) {
        plan.changes = comparison.sortedChanges()
        plan.unchangedCount = comparison.unchangedCount
        plan.refreshes = comparison.refreshes.sorted { $0.address < $1.address }
        plan.names = comparison.names.blocks
        plan.notes = (plan.notes + comparison.notes).sorted { $0.precedesByBytes($1) }
        plan.exceeded = request.catalog.budgets.exceeded(
            by: plan.changes, rows: Array(state.rows.values))
        do {
            plan.steps = try StepOrder.steps(
                of: plan.changes, edges: StepEdges.edges(of: plan.changes, request, state))
        } catch {
            let names = error.addresses.prefix(5).map(\.text).joined(separator: ", ")
            plan.refusals.append("these changes wait for each other: \(names)")
        }
    }

    /// What departments pay, and whether the shared pools hold it.
    private func weigh(_ plan: inout Plan, _ state: RecordedState) {
        let terms = PlanTerms(
            desired: request.resources, rows: state.rows.values, entries: state.rowEntries,
            changes: plan.changes, refreshes: plan.refreshes, includes: request.selection.includes)
        if let today = request.catalog.today { plan.costs = terms.costs(on: today) }
        let uses = terms.uses(of: request.catalog.pools)
        plan.refusals += uses.compactMap(\.refusal)
        plan.notes = (plan.notes + uses.compactMap(\.warning)).sorted { $0.precedesByBytes($1) }
    }
}
