// SPDX-License-Identifier: Apache-2.0

import Values

/// One row of the presence table being worked out: the three states of one address side by side.
struct Comparison {
    let subject: Diff.Subject
    let rules: Diff.Rules
    let surroundings: Diff.Surroundings
    let lookUp: (Address, String) -> Value?

    func change() -> Change? {
        if case .unreadable(let failure) = subject.presence {
            return bare(.unobserved, reason: failure.words)
        }
        return switch (subject.desired, subject.row, subject.presence.object) {
        case (let desired?, nil, nil): creation(of: desired)
        case (let desired?, nil, let object?): encounter(of: desired, with: object)
        case (let desired?, let row?, nil): disappearance(of: desired, row)
        case (let desired?, let row?, let object?): comparison(of: desired, row, object)
        case (nil, let row?, let object?): removal(of: row, object)
        case (nil, let row?, nil): row.suspendedAt == nil ? forget(row) : vanished(row)
        case (nil, nil, _): nil
        }
    }

    // MARK: Desired

    private func creation(of desired: Resource) -> Change {
        full(.create, desired, attributes: attributes(of: desired, observed: nil))
    }

    /// An object is there that nothing is recorded of.
    private func encounter(of desired: Resource, with object: ObservedObject) -> Change {
        let attributes = attributes(of: desired, observed: object)
        let isOurs = object.mark?.lineage == surroundings.lineage
        if isOurs, subject.markedAddress == nil || subject.markedAddress == subject.address {
            return full(.recover, desired, attributes: attributes, observed: object)
        }
        if surroundings.adopts(subject.address), object.mark == nil {
            return full(.adopt, desired, attributes: attributes, observed: object)
        }
        var change = full(.conflict, desired, attributes: attributes, observed: object)
        change.reason =
            if let other = subject.markedAddress {
                "it is recorded as \(other)"
            } else if object.mark != nil {
                "it carries the mark of another store"
            } else {
                "it is there already and nobody recorded it"
            }
        return change
    }

    private func disappearance(of desired: Resource, _ row: RecordedRow) -> Change {
        let attributes = attributes(of: desired, observed: nil)
        let isOurs = attributes.contains(where: \.differs)
        var change = full(.create, desired, attributes: attributes)
        change.isDrift = true
        change.reason = "it was taken away by hand"
        if !isOurs, rules.drift != .mend {
            change.kind = .reported
            change.attributes = attributes.map { $0.leftAsItIs }
        }
        return change
    }

    private func comparison(
        of desired: Resource, _ row: RecordedRow, _ object: ObservedObject
    ) -> Change? {
        if let mark = object.mark, mark.lineage != surroundings.lineage {
            var change = full(.conflict, desired, attributes: [], observed: object)
            change.reason = "it carries the mark of another store now"
            return change
        }
        let all = attributes(of: desired, observed: object)
        if row.suspendedAt != nil {
            return full(.resume, desired, attributes: all, observed: object)
        }
        if row.target != desired.target {
            return replace(desired, row, all, object)
        }
        let ours =
            all.contains { $0.differs && !$0.isDrift } || row.isProtected != desired.isProtected
        let drifted = handiwork(all, row, object)
        if all.contains(where: { $0.forcesReplace && $0.differs && !$0.isDrift }) {
            return replace(desired, row, all, object)
        }
        if ours || drifted != nil {
            return update(desired, all, object, ours: ours, drifted: drifted)
        }
        if subject.formerAddress != nil {
            return full(.move, desired, attributes: all, observed: object)
        }
        let normalised = rules.type.functions.normalise(object.attributes, rules.settings)
        guard let reason = rules.type.functions.due(row.attributes, normalised, surroundings.now)
        else { return nil }
        var change = full(.update, desired, attributes: all, observed: object)
        change.reason = reason
        return change
    }

    /// What somebody else did to the object, in words; nil for nothing.
    private func handiwork(
        _ attributes: [AttributeChange], _ row: RecordedRow, _ object: ObservedObject
    ) -> String? {
        if attributes.contains(where: \.isDrift) { return "it was changed by hand" }
        if object.mark == nil { return "its mark was taken off" }
        if object.isSuspended && row.suspendedAt == nil { return "it was suspended by hand" }
        return nil
    }

    private func update(
        _ desired: Resource, _ all: [AttributeChange], _ object: ObservedObject, ours: Bool,
        drifted: String?
    ) -> Change {
        let mends = rules.drift == .mend
        let attributes = mends ? all : all.map { $0.isDrift ? $0.leftAsItIs : $0 }
        let kind: ChangeKind =
            if object.isSuspended && mends {
                .resume
            } else if ours {
                subject.formerAddress == nil ? .update : .move
            } else {
                mends ? .update : .reported
            }
        var change = full(kind, desired, attributes: attributes, observed: object)
        change.isDrift = drifted != nil
        change.reason = drifted.flatMap { mends || !ours ? $0 : nil }
        return change
    }

    private func replace(
        _ desired: Resource, _ row: RecordedRow, _ all: [AttributeChange], _ object: ObservedObject
    ) -> Change {
        var change = full(.replace, desired, attributes: all, observed: object)
        if subject.formerAddress != nil {
            change.kind = .barred
            change.reason =
                row.target == desired.target
                ? "a move keeps the object, and this would make another one; `names` keeps it"
                : "a move keeps the object, and target \(desired.target) would have another one"
        } else if desired.onRemoval == .suspend {
            change.kind = .barred
            change.reason =
                "it holds what can't be made again; a second subscription and a hand-over replace it"
        }
        if row.identity != desired.identity {
            change.object.formerIdentity = row.identity
            change.object.formerGoesFirst =
                row.target == desired.target
                && rules.type.isInTheWay(row.identity, desired.identity)
        }
        if row.target != desired.target {
            change.object.formerTarget = row.target
            change.object.formerIdentity = row.identity
        }
        return change
    }

    // MARK: No longer desired

    private func removal(of row: RecordedRow, _ object: ObservedObject) -> Change? {
        guard row.suspendedAt == nil else { return nil }
        var change = bare(
            row.onRemoval.changeKind, reason: "\(row.origin.sourceFile) no longer asks for it")
        change.attributes = leavingAttributes(row, object)
        if row.isProtected {
            change.kind = .barred
            change.reason = "it is protected; `protect` has to be lifted first"
        }
        return change
    }

    private func forget(_ row: RecordedRow) -> Change {
        bare(.forget, reason: "it is gone from the target and no longer asked for")
    }

    private func vanished(_ row: RecordedRow) -> Change {
        var change = bare(.forget, reason: "it was suspended and is gone from the target")
        change.isDrift = true
        return change
    }

    private func leavingAttributes(
        _ row: RecordedRow, _ object: ObservedObject
    ) -> [AttributeChange] {
        let observed = rules.type.functions.normalise(object.attributes, rules.settings)
        return rules.type.attributes.compactMap { schema in
            guard !schema.isSensitive else { return nil }
            let (recorded, before) = (row.attributes[schema.name], observed[schema.name])
            guard recorded != nil || before != nil else { return nil }
            return AttributeChange(
                name: schema.name, recorded: recorded, before: before, after: nil,
                traits: schema.traits.contains(.document) ? .document : [])
        }
    }

    // MARK: Making changes

    private func full(
        _ kind: ChangeKind, _ desired: Resource, attributes: [AttributeChange],
        observed: ObservedObject? = nil
    ) -> Change {
        let object = Change.Object(
            type: desired.type, typeVersion: rules.type.version, target: desired.target,
            identity: desired.identity, uid: subject.row?.uid ?? observed?.ourUID(surroundings),
            precondition: precondition(observed))
        var keeping = Change.Keeping(
            dependsOn: desired.dependsOn, isProtected: desired.isProtected,
            onRemoval: desired.onRemoval, suspendedAt: subject.row?.suspendedAt,
            origin: desired.origin)
        keeping.stated = desired.stated
        keeping.rowEntry = subject.rowEntry
        return Change(
            address: subject.address, kind: kind, object: object, attributes: attributes,
            keeping: keeping)
    }

    /// A change of what is recorded, without attributes.
    private func bare(_ kind: ChangeKind, reason: String) -> Change {
        var change: Change
        if let row = subject.row {
            let object = Change.Object(
                type: row.type, typeVersion: row.typeVersion, target: row.target,
                identity: row.identity, uid: row.uid,
                precondition: precondition(subject.presence.object))
            var keeping = Change.Keeping(
                dependsOn: row.dependsOn, isProtected: row.isProtected, onRemoval: row.onRemoval,
                suspendedAt: row.suspendedAt, origin: row.origin)
            keeping.stated = row.stated
            keeping.rowEntry = subject.rowEntry
            change = Change(
                address: subject.address, kind: kind, object: object, keeping: keeping)
        } else if let desired = subject.desired {
            change = full(kind, desired, attributes: [])
        } else {
            preconditionFailure("a change of nothing; this is a bug in burnham")
        }
        change.reason = reason
        return change
    }

    private func precondition(_ observed: ObservedObject?) -> Precondition {
        observed.map { .same($0.digest(of: rules.type, settings: rules.settings)) } ?? .absent
    }
}

extension Removal {
    /// What a plan does to an object that is no longer asked for.
    var changeKind: ChangeKind {
        switch self {
        case .suspend: .suspend
        case .delete: .delete
        case .keep: .forget
        }
    }
}

extension ObservedObject {
    fileprivate func ourUID(_ surroundings: Diff.Surroundings) -> String? {
        mark.flatMap { $0.lineage == surroundings.lineage ? $0.uid : nil }
    }
}
