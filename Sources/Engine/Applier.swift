// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import DurableFiles
import Values

/// Applies a plan: performs the machine's actions against targets, store and clock. What is decided is
/// decided by `ApplyMachine`; what a step means by `StepPreparation`.
package struct Applier: Sendable {
    private let request: ApplyRequest
    private let store: any Store
    private let storeExecutor: BlockingExecutor
    private let targets: [String: ApplyTarget]

    package init(_ request: ApplyRequest, store: any Store, storeExecutor: BlockingExecutor) {
        self.request = request
        self.store = store
        self.storeExecutor = storeExecutor
        targets = Dictionary(request.targets.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    /// Throws before anything was written on a target; afterwards the report tells what happened.
    package func apply() async throws(ApplyRefusal) -> ApplyReport {
        let keeper = try await takeLease()
        defer { keeper.stop() }
        let report: ApplyReport
        do throws(ApplyRefusal) {
            report = try await applyUnderLease(keeper)
        } catch {
            try? await release(keeper)
            throw error
        }
        try await release(keeper)
        return report
    }

    private func takeLease() async throws(ApplyRefusal) -> LeaseKeeper {
        let surroundings = request.surroundings
        let lease = LeaseRequest(
            scopes: request.plan.basis.departments ?? ["*"], holder: surroundings.holder,
            now: surroundings.now())
        let taken = try await storing { store throws(StoreFailure) in
            try store.acquireLease(lease)
        }
        return LeaseKeeper(store: store, lease: taken, now: surroundings.now)
    }

    private func release(_ keeper: LeaseKeeper) async throws(ApplyRefusal) {
        let lease = keeper.lease
        try await storing { store throws(StoreFailure) in try store.release(lease) }
    }

    private func applyUnderLease(_ keeper: LeaseKeeper) async throws(ApplyRefusal) -> ApplyReport {
        let (request, store) = (request, store)
        let earlier = try await storeExecutor.run { () throws(ApplyRefusal) in
            try PlanFreshness(request: request, store: store).check()
        }
        let run = earlier?.run ?? RunIdentifier.make(request.surroundings)
        var session = try await RunSession.begin(
            run: run, request: request, store: StoreAccess(self, keeper), targets: targets)
        try await session.open(isContinued: earlier != nil)
        try await session.settleOpenIntents()
        let settled = try await storing { store throws(StoreFailure) in
            try store.run(forPlan: request.planID)?.settledSteps ?? []
        }
        let driver = RunDriver(request: request, targets: targets)
        try await driver.drive(&session, settled: settled)
        return try await session.close()
    }

    // MARK: The store's thread

    fileprivate func storing<Result: Sendable>(
        _ body: @escaping @Sendable (any Store) throws(StoreFailure) -> Result
    ) async throws(ApplyRefusal) -> Result {
        let store = store
        do throws(StoreFailure) {
            return try await storeExecutor.run { () throws(StoreFailure) in try body(store) }
        } catch {
            throw .store(error)
        }
    }
}

/// The store as a run uses it: on its own thread, under the run's lease.
struct StoreAccess: Sendable {
    private let applier: Applier
    private let keeper: LeaseKeeper

    init(_ applier: Applier, _ keeper: LeaseKeeper) {
        self.applier = applier
        self.keeper = keeper
    }

    func append(_ entries: [EntryDraft]) async throws(ApplyRefusal) -> Range<Int> {
        guard !entries.isEmpty else { return 0..<0 }
        let lease = keeper.lease
        return try await applier.storing { store throws(StoreFailure) in
            try store.append(entries, under: lease)
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Store) throws(StoreFailure) -> Result
    ) async throws(ApplyRefusal) -> Result {
        try await applier.storing(body)
    }
}
