// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Whether a plan may still be applied: its budgets, its age, and that nothing it was made from has changed
/// in the ledger. The files of the catalog are the caller's to compare.
struct PlanFreshness {
    let request: ApplyRequest
    let store: any LedgerReader

    /// The earlier part of this plan's run, where there was one.
    func check() throws(ApplyRefusal) -> RunState? {
        let plan = request.plan
        if !plan.refusals.isEmpty { throw .refused(plan.refusals) }
        try checkAllowances(plan)
        if store.lineage != plan.basis.lineage { throw .otherLineage }
        let run = try reading { () throws(StoreFailure) in
            try store.run(forPlan: request.planID)
        }
        if let run {
            if run.isEnded { throw .usedUp(run: run.run) }
            return run
        }
        let now = request.surroundings.now()
        if now > plan.basis.validUntil { throw .expired(plan.basis.validUntil) }
        // What depends on the day was decided for a day that has not come.
        if now < plan.basis.now { throw .early(plan.basis.now) }
        try checkLedger(plan)
        return nil
    }

    private func checkAllowances(_ plan: Plan) throws(ApplyRefusal) {
        let allowances = request.authority.allowances
        let wrong = allowances.filter { plan.count($0.kind) != $0.count }
        if !wrong.isEmpty { throw .wrongAllowance(wrong) }
        let allowed = Set(allowances.map(\.kind))
        let exceeded = plan.exceeded.filter { !allowed.contains($0.kind) }
        if !exceeded.isEmpty { throw .exceeded(exceeded) }
    }

    /// The ledger may have grown, but not where this plan looked.
    private func checkLedger(_ plan: Plan) throws(ApplyRefusal) {
        let head = try reading { () throws(StoreFailure) in
            try store.head(at: plan.basis.head.size)
        }
        guard head == plan.basis.head else {
            throw .stale("the ledger is not the one that the plan was made from")
        }
        let entries = try reading { () throws(StoreFailure) in try store.rowEntries() }
        for change in plan.changes where change.kind.isChange {
            let address = change.formerAddress ?? change.address
            guard entries[address] == change.keeping.rowEntry else {
                throw .stale("\(address) was changed since")
            }
        }
        for refresh in plan.refreshes where entries[refresh.address] != refresh.rowEntry {
            throw .stale("\(refresh.address) was changed since")
        }
        try checkPools(plan, entries)
    }

    /// What was applied since the plan was made may have taken the room that it counted on.
    private func checkPools(_ plan: Plan, _ entries: [Address: Int]) throws(ApplyRefusal) {
        guard !request.pools.isEmpty else { return }
        let head = try reading { () throws(StoreFailure) in try store.head() }
        guard head != plan.basis.head else { return }
        let rows = try reading { () throws(StoreFailure) in try store.rows() }
        let uses = PlanTerms(of: plan, rows: rows, entries: entries).uses(of: request.pools)
        let refusals = uses.compactMap(\.refusal)
        if !refusals.isEmpty { throw .refused(refusals) }
    }
}

/// Runs a call of the store and says its failure as a refusal.
func reading<Result>(
    _ call: () throws(StoreFailure) -> Result
) throws(ApplyRefusal) -> Result {
    do { return try call() } catch { throw .store(error) }
}
