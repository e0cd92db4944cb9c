// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One run as the ledger sees it: what it knows, what it has written, how it ended. It drives nothing.
struct RunSession {
    let request: ApplyRequest
    let store: StoreAccess
    private let targets: [String: ApplyTarget]
    private let entries: RunEntries
    private var preparation: StepPreparation
    private var openIntents: [OpenIntent]
    private(set) var report: ApplyReport
    private var prepared: [Int: StepPreparation.Prepared] = [:]
    /// Steps that can't be begun, with why.
    private var unprepared: [Int: ProviderFailure] = [:]

    static func begin(
        run: String, request: ApplyRequest, store: StoreAccess, targets: [String: ApplyTarget]
    ) async throws(ApplyRefusal) -> RunSession {
        let (lineage, rows, fingerprinter, intents) = try await store.read {
            store throws(StoreFailure) in
            (
                store.lineage, try store.rows(), try store.fingerprinter(),
                try store.openIntents()
            )
        }
        let known = StepPreparation.Knowledge(
            rows: Dictionary(rows.map { ($0.address, $0) }, uniquingKeysWith: { $1 }),
            secrets: await SecretReading.secrets(
                for: request.plan, rows: rows, targets: targets, lineage: lineage))
        return RunSession(
            request: request, store: store, targets: targets,
            entries: RunEntries(run: run, request: request),
            preparation: StepPreparation(
                plan: request.plan, lineage: lineage, fingerprinter: fingerprinter,
                targets: request.targets, known: known),
            openIntents: intents, report: ApplyReport(run: run))
    }

    private var now: Instant { request.surroundings.now() }

    // MARK: Beginning and end

    /// The plan and its drift are the first entries of a run.
    mutating func open(isContinued: Bool) async throws(ApplyRefusal) {
        guard !isContinued else { return }
        let now = now
        var drafts = [
            entries.entry(.plan, state: request.plan.value, at: now),
            entries.entry(
                .runStarted, state: ["steps": .int(Int64(request.plan.steps.count))], at: now),
        ]
        drafts += request.authority.allowances.map {
            entries.entry(
                .allowance,
                state: ["kind": .string($0.kind.rawValue), "count": .int(Int64($0.count))], at: now)
        }
        try await append(drafts)
    }

    mutating func settleOpenIntents() async throws(ApplyRefusal) {
        guard !openIntents.isEmpty else { return }
        let recovery = Recovery(
            targets: targets, lineage: preparation.lineage, entries: entries,
            preparation: preparation)
        let findings = await recovery.findings(openIntents, now: now)
        for finding in findings { preparation.take(finding) }
        try await append(findings.map(\.entry))
        request.surroundings.progress(.settled(intents: findings.count))
    }

    mutating func close() async throws(ApplyRefusal) -> ApplyReport {
        let now = now
        var drafts: [EntryDraft] = []
        let refreshed = preparation.refreshedRows()
        if !refreshed.isEmpty {
            drafts.append(
                entries.entry(.refresh, state: Projection.state(rows: refreshed), at: now))
        }
        drafts.append(entries.entry(.runEnded, state: report.summary, at: now))
        try await append(drafts)
        return report
    }

    private mutating func append(_ drafts: [EntryDraft]) async throws(ApplyRefusal) {
        let written = try await store.append(drafts)
        guard !written.isEmpty else { return }
        report.entries =
            report.entries.isEmpty ? written : report.entries.lowerBound..<written.upperBound
    }

    // MARK: Steps

    /// What is to be done for a step whose intent is written.
    enum Work: Sendable {
        case perform(Operation)
        /// Nothing on a target.
        case record
        case fail(ProviderFailure)
    }

    /// Writes the intents of these steps.
    mutating func writeIntents(_ steps: [Int]) async throws(ApplyRefusal) {
        var drafts: [EntryDraft] = []
        let now = now
        for step in steps {
            do throws(ProviderFailure) {
                let ready = try preparation.prepared(
                    request.plan.steps[step], planID: request.planID, now: now)
                prepared[step] = ready
                drafts.append(
                    entries.entry(
                        .intent, about: RunEntries.Subject(ready.change), step: ready.key,
                        state: ready.intent.value, at: now))
            } catch {
                unprepared[step] = error
            }
        }
        try await append(drafts)
    }

    func work(_ steps: [Int]) -> [(step: Int, work: Work)] {
        steps.map { step in
            if let failure = unprepared[step] { return (step, .fail(failure)) }
            return (step, prepared[step]?.operation.map(Work.perform) ?? .record)
        }
    }

    /// Writes what became of these steps: each with its rows in the same transaction.
    mutating func writeOutcomes(_ results: [(step: Int, result: StepResult)])
        async throws(ApplyRefusal)
    {
        let now = now
        var drafts: [EntryDraft] = []
        for (step, result) in results {
            note(step, result)
            guard let ready = prepared.removeValue(forKey: step),
                let state = state(of: ready, result)
            else { continue }
            drafts.append(
                entries.entry(
                    outcomeKind(ready.change), about: RunEntries.Subject(ready.change),
                    step: ready.key, state: state, at: now))
        }
        try await append(drafts)
    }

    private func outcomeKind(_ change: Change) -> EntryKind {
        switch change.kind {
        case .move: .move
        case .adopt: .adoption
        case .purge: .purge
        default: .outcome
        }
    }

    /// Nil for a step of which nobody knows whether it was done: its intent stays open.
    private mutating func state(
        of ready: StepPreparation.Prepared, _ result: StepResult
    ) -> Value? {
        switch result {
        case .recorded: preparation.recordAlone(ready)
        case .performed(.done(let object)): preparation.record(ready, object)
        case .performed(.gone): preparation.record(ready, nil)
        case .performed(.stale):
            Projection.state(rows: [], done: false, failure: ["kind": "stale"])
        case .performed(.failed(let failure)):
            failure.leavesDoubt
                ? nil
                : Projection.state(
                    rows: [], done: false,
                    failure: [
                        "kind": .string(failure.kind.rawValue), "words": .string(failure.words),
                    ])
        }
    }

    private mutating func note(_ step: Int, _ result: StepResult) {
        let change = request.plan.changes[request.plan.steps[step].change]
        switch result {
        case .recorded, .performed(.done), .performed(.gone): report.doneCount += 1
        case .performed(.stale): report.stale.append(change.address)
        case .performed(.failed(let failure)):
            report.failures.append(
                ApplyReport.Failure(
                    address: change.address, type: change.object.type,
                    target: change.object.target, failure: failure))
        }
    }

    /// What the machine says of the steps that never began.
    mutating func noteEnds(_ states: [ApplyMachine.State]) {
        for (step, state) in states.enumerated() {
            let address = request.plan.changes[request.plan.steps[step].change].address
            switch state {
            case .blocked: report.blocked.append(address)
            case .notStarted: report.notStarted.append(address)
            default: break
            }
        }
    }

    mutating func noteInterrupt() { report.wasInterrupted = true }
}

/// What became of a step that was begun.
enum StepResult: Sendable {
    /// It had nothing to write on a target.
    case recorded
    case performed(OperationResult)

    var end: StepEnd {
        switch self {
        case .recorded, .performed(.done), .performed(.gone): .done
        case .performed(.stale): .stale
        case .performed(.failed(let failure)): failure.isTransient ? .transient : .failed
        }
    }

    var failure: ProviderFailure? {
        if case .performed(.failed(let failure)) = self { failure } else { nil }
    }
}

extension ProviderFailure {
    /// Whether the object may have been written all the same.
    var leavesDoubt: Bool { kind == .unreachable || kind == .timedOut }
}

extension ApplyReport {
    fileprivate var summary: Value {
        [
            "done": .int(Int64(doneCount)), "failed": .int(Int64(failures.count)),
            "stale": .int(Int64(stale.count)), "blocked": .int(Int64(blocked.count)),
            "not_started": .int(Int64(notStarted.count)), "interrupted": .bool(wasInterrupted),
        ]
    }
}
