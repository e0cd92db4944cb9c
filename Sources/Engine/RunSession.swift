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
    private var begunSteps: [BegunStep]
    private(set) var report: ApplyReport
    /// Steps that take the former object of a replace away after the new one was made, by change.
    private let partingSteps: [Int: Int]
    /// Keys of the steps whose intents stand in the ledger.
    private var openSteps: Set<String>
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
        let begun = intents.compactMap(BegunStep.init)
        let known = StepPreparation.Knowledge(
            rows: Dictionary(rows.map { ($0.address, $0) }, uniquingKeysWith: { $1 }),
            leftOver: begun.filter(\.state.isOnFormer).map(\.state.row),
            secrets: await SecretReading.secrets(
                for: request.plan, rows: rows, targets: targets, lineage: lineage))
        let preparation = StepPreparation(
            plan: request.plan, lineage: lineage, fingerprinter: fingerprinter,
            targets: request.targets, known: known)
        return RunSession(
            run: run, request: request, store: store, targets: targets, preparation: preparation,
            begunSteps: begun)
    }

    private init(
        run: String, request: ApplyRequest, store: StoreAccess, targets: [String: ApplyTarget],
        preparation: StepPreparation, begunSteps: [BegunStep]
    ) {
        self.request = request
        self.store = store
        self.targets = targets
        self.preparation = preparation
        self.begunSteps = begunSteps
        entries = RunEntries(run: run, request: request)
        report = ApplyReport(run: run)
        report.plan = request.planID
        openSteps = Set(begunSteps.filter(\.state.isOnFormer).map(\.intent.step))
        partingSteps = request.plan.partingSteps
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

    /// Former objects come last: whether one has to go depends on whether its replace made the new one.
    mutating func settleOpenIntents() async throws(ApplyRefusal) {
        guard !begunSteps.isEmpty else { return }
        var count = 0
        for isOnFormer in [false, true] {
            let recovery = Recovery(
                targets: targets, lineage: preparation.lineage, entries: entries,
                preparation: preparation)
            let findings = await recovery.findings(
                begunSteps.filter { $0.state.isOnFormer == isOnFormer }, now: now)
            for finding in findings { preparation.take(finding) }
            try await append(findings.map(\.entry))
            count += findings.count
        }
        request.surroundings.progress(.settled(intents: count))
    }

    /// A run that was cut short stays open, as one whose process was killed: its plan continues it.
    mutating func close() async throws(ApplyRefusal) -> ApplyReport {
        if report.isCutShort { return report }
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

    /// Writes the intents of these steps. With the intent to make the new object of a replace stands that of
    /// taking the former one away, so that no run which is cut off between the two forgets it.
    mutating func writeIntents(_ steps: [Int]) async throws(ApplyRefusal) {
        var drafts: [EntryDraft] = []
        let now = now
        for step in steps {
            for step in [step, partingStep(after: step)].compactMap(\.self) {
                prepare(step, at: now)
                if let draft = intent(of: step, at: now) { drafts.append(draft) }
            }
        }
        try await append(drafts)
    }

    private mutating func prepare(_ step: Int, at now: Instant) {
        do throws(ProviderFailure) {
            prepared[step] = try preparation.prepared(
                request.plan.steps[step], planID: request.planID, now: now)
        } catch {
            unprepared[step] = error
        }
    }

    /// Nil where it can't be begun, or stands in the ledger already.
    private mutating func intent(of step: Int, at now: Instant) -> EntryDraft? {
        guard let ready = prepared[step], openSteps.insert(ready.key).inserted else { return nil }
        return entries.entry(
            .intent, about: RunEntries.Subject(ready.change), step: ready.key,
            state: ready.intent.value, at: now)
    }

    /// The step that takes the former object away, where `step` makes the new one beside it.
    private func partingStep(after step: Int) -> Int? {
        let steps = request.plan.steps
        guard !steps[step].isOnFormer else { return nil }
        return partingSteps[steps[step].change]
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
            let staysOpen = ready.intent.isOnFormer && result.end != .done
            drafts.append(
                entries.entry(
                    outcomeKind(ready.change), about: RunEntries.Subject(ready.change),
                    step: staysOpen ? nil : ready.key, state: state, at: now))
            if !staysOpen { drafts += settledWith(ready, at: now) }
        }
        try await append(drafts)
    }

    /// A former object that is gone settles whatever earlier run was to take it away.
    private func settledWith(
        _ ready: StepPreparation.Prepared, at now: Instant
    ) -> [EntryDraft] {
        guard ready.intent.isOnFormer else { return [] }
        return begunSteps.filter {
            $0.state.isOnFormer && $0.state.row.uid == ready.intent.row.uid
                && $0.intent.step != ready.key
        }.map { entries.recovery(of: $0, state: Projection.state(rows: []), at: now) }
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

extension Plan {
    fileprivate var partingSteps: [Int: Int] {
        let parting = steps.indices.filter {
            steps[$0].isOnFormer && changes[steps[$0].change].object.newGoesFirst
        }
        return Dictionary(parting.map { (steps[$0].change, $0) }, uniquingKeysWith: { $1 })
    }
}
