// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Turns a step into what its provider is asked and what its intent and outcome record. It knows what the
/// run has learnt so far: the attributes and secrets of objects that are done. It performs nothing.
struct StepPreparation {
    let plan: Plan
    let lineage: String
    let fingerprinter: Fingerprinter
    private let types: [String: Fields<ResourceType>]
    private let settings: [String: Value]
    private(set) var rows: [Address: RecordedRow]
    /// As they were before the first step: what a replace takes away is found there.
    private let formerRows: [Address: RecordedRow]
    /// Former objects that an earlier run left over, by uid.
    private let leftOver: [String: RecordedRow]
    private var secrets: [Address: Fields<SecretValue>]

    init(
        plan: Plan, lineage: String, fingerprinter: Fingerprinter, targets: [ApplyTarget],
        known: Knowledge
    ) {
        self.plan = plan
        self.lineage = lineage
        self.fingerprinter = fingerprinter
        types = Dictionary(targets.map { ($0.name, $0.types) }, uniquingKeysWith: { $1 })
        settings = Dictionary(targets.map { ($0.name, $0.settings) }, uniquingKeysWith: { $1 })
        rows = known.rows
        formerRows = known.rows
        leftOver = Dictionary(known.leftOver.map { ($0.uid, $0) }, uniquingKeysWith: { $1 })
        secrets = known.secrets
    }

    /// What is known before the first step.
    struct Knowledge {
        let rows: [Address: RecordedRow]
        let leftOver: [RecordedRow]
        let secrets: [Address: Fields<SecretValue>]
    }

    struct Prepared: Sendable {
        let change: Change
        let key: String
        /// Nil for a step that only records.
        let operation: Operation?
        let intent: IntentState
    }

    // MARK: Before the write

    func prepared(
        _ step: Step, planID: String, now: Instant
    ) throws(ProviderFailure) -> Prepared {
        let change = plan.changes[step.change]
        let attributes = step.takesAway ? [:] : try filled(change)
        let recorded = recordedRow(change, step)
        let row = intendedRow(change, step, attributes, now)
        let precondition = precondition(step, change)
        let filling = StepOperation.Filling(
            identity: row.identity, attributes: attributes, precondition: precondition,
            secrets: step.takesAway ? [:] : try deliveries(change),
            mark: Mark(lineage: lineage, uid: row.uid), now: now)
        let operation = step.action.operation.map {
            StepOperation(step: step, change: change, recorded: recorded).filled($0, filling)
        }
        return Prepared(
            change: change, key: step.key(plan: planID, address: change.address),
            operation: operation,
            intent: IntentState(
                action: step.action, precondition: precondition, row: row,
                isOnFormer: step.isOnFormer
                    && (change.isBegun || change.object.newGoesFirst)))
    }

    /// Of a replace, the new object has to be absent and the former one as planned against. An object that
    /// this run has just adopted is as it was read back then.
    private func precondition(_ step: Step, _ change: Change) -> Precondition {
        if step.action == .create { return .absent }
        if change.kind == .adopt, step.action == .update, let row = rows[change.address] {
            return .same(row.observedDigest)
        }
        return change.object.precondition
    }

    private func filled(_ change: Change) throws(ProviderFailure) -> Fields<Value> {
        var attributes: [(String, Value)] = []
        for entry in change.desired {
            switch entry.value {
            case .known(let value): attributes.append((entry.key, value))
            case .secret: continue
            case .pending(let pending):
                guard let value = pending.filled({ rows[$0]?.attributes[$1] }) else {
                    throw ProviderFailure(
                        .rejected,
                        "`\(entry.key)` waits for a value that no object of this run gave")
                }
                attributes.append((entry.key, value))
            }
        }
        let type = types[change.object.target]?[change.object.type]
        let setting = settings[change.object.target] ?? [:]
        let fields = Fields<Value>(attributes)
        guard let functions = type?.functions else { return fields }
        return functions.normalise(functions.derive(fields, setting), setting)
    }

    private func deliveries(_ change: Change) throws(ProviderFailure) -> Fields<SecretValue> {
        var deliveries: [(String, SecretValue)] = []
        for entry in change.desired {
            guard case .secret(.attribute(let address, let name)) = entry.value else { continue }
            guard let secret = secrets[address]?[name] else {
                throw ProviderFailure(.rejected, "the secret of \(address) can't be read")
            }
            deliveries.append((entry.key, secret))
        }
        return Fields<SecretValue>(deliveries)
    }

    private func recordedRow(_ change: Change, _ step: Step) -> RecordedRow? {
        let address = change.formerAddress ?? change.address
        guard step.isOnFormer else { return rows[address] ?? rows[change.address] }
        return change.object.uid.flatMap { leftOver[$0] } ?? formerRows[address]
    }

    private func intendedRow(
        _ change: Change, _ step: Step, _ attributes: Fields<Value>, _ now: Instant
    ) -> RecordedRow {
        let recorded = recordedRow(change, step)
        if step.takesAway || change.kind == .forget, var row = recorded {
            if step.action == .suspend { row.suspendedAt = now }
            return row
        }
        let isNew = step.action == .create || change.object.uid == nil
        return RecordedRow(
            subject: RecordedRow.Subject(
                address: change.address,
                uid: isNew ? plan.uid(of: change.address) : change.object.uid ?? "",
                type: change.object.type, typeVersion: change.object.typeVersion,
                target: change.object.target, identity: change.object.identity),
            image: RecordedRow.Image(
                attributes: recordedAttributes(change, step, recorded) ?? attributes,
                stated: change.keeping.stated,
                fingerprints: recorded?.fingerprints ?? [:],
                observedDigest: observedDigest(change, step, recorded)),
            keeping: RecordedRow.Keeping(
                dependsOn: change.keeping.dependsOn, isProtected: change.keeping.isProtected,
                onRemoval: change.keeping.onRemoval, suspendedAt: nil),
            origin: change.keeping.origin)
    }

    /// Where nothing is written: what was recorded, and what the catalog says now and the target said before.
    private func recordedAttributes(
        _ change: Change, _ step: Step, _ recorded: RecordedRow?
    ) -> Fields<Value>? {
        guard step.action == .record || step.action == .mark, var attributes = recorded?.attributes
        else { return nil }
        for attribute in change.attributes where attribute.differs && !attribute.needsWrite {
            attributes[attribute.name] = attribute.after?.known
        }
        return attributes
    }

    private func observedDigest(
        _ change: Change, _ step: Step, _ recorded: RecordedRow?
    ) -> Digest {
        if step.action == .record, case .same(let digest) = change.object.precondition {
            return digest
        }
        return recorded?.observedDigest ?? .sha256([])
    }

    // MARK: After the write

    /// What recovery found out counts as known.
    mutating func take(_ finding: Recovery.Finding) {
        if let removed = finding.removed { rows[removed] = nil }
        if let row = finding.row { rows[row.address] = row }
    }

    /// The rows of which only the catalog's words changed, with the new words.
    func refreshedRows() -> [RecordedRow] {
        plan.refreshes.compactMap { refresh in
            guard var row = rows[refresh.address] else { return nil }
            row.dependsOn = refresh.dependsOn
            row.origin = refresh.origin
            return row
        }
    }

    /// The `state` part of the outcome, and what the run knows from now on.
    mutating func record(_ prepared: Prepared, _ object: ObservedObject?) -> Value {
        var removed: [Address] = []
        if let former = prepared.change.formerAddress, rows[former] != nil {
            rows[former] = nil
            removed.append(former)
        }
        let address = prepared.change.address
        guard let object else {
            if rows[address]?.uid == prepared.intent.row.uid {
                rows[address] = nil
                removed.append(address)
            }
            return Projection.state(rows: [], removed: removed)
        }
        let row = image(of: object, base: prepared.intent.row, change: prepared.change)
        rows[address] = row
        secrets[address] = object.secrets
        return Projection.state(rows: [row], removed: removed)
    }

    /// The `state` part for a step that writes nothing on the target.
    mutating func recordAlone(_ prepared: Prepared) -> Value {
        if prepared.change.kind == .forget { return record(prepared, nil) }
        var removed: [Address] = []
        if let former = prepared.change.formerAddress {
            rows[former] = nil
            removed.append(former)
        }
        rows[prepared.change.address] = prepared.intent.row
        return Projection.state(rows: [prepared.intent.row], removed: removed)
    }

    /// The row of an object as read back. What was changed by hand and is only reported keeps its recorded
    /// value, so that it stays reported.
    func image(of object: ObservedObject, base: RecordedRow, change: Change?) -> RecordedRow {
        guard let type = types[base.target]?[base.type] else { return base }
        var row = RowImage(
            type: type, settings: settings[base.target] ?? [:], fingerprinter: fingerprinter
        ).row(base, reading: object)
        for attribute in change?.attributes ?? [] where attribute.isDrift && !attribute.differs {
            row.attributes[attribute.name] = attribute.recorded
        }
        return row
    }
}
