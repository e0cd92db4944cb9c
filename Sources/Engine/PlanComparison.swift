// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ParallelWork
import Values

/// The comparison of all addresses of a plan, and what follows from one address for another: what waits,
/// what is held, what follows a removal. It reads nothing itself.
struct PlanComparison {
    let request: PlanningRequest
    let state: RecordedState
    private let survey: Survey
    private let diff: Diff
    let rules: RuleTable

    var changes: [Change] = []
    private(set) var unchangedCount = 0
    private(set) var refreshes: [Plan.Refresh] = []
    private(set) var notes: [String] = []
    private(set) var names = MovedNames()
    /// Observed objects of desired resources that this plan leaves as they are.
    private let settled: SettledAttributes
    /// Why what depends on an address has to wait.
    private var waits: [Address: String] = [:]
    /// What nobody is at any more, with what would end that.
    private var stuck: [(address: Address, words: String)] = []
    /// Unchanged resources whose type follows others, by place of their pair.
    private var possibleFollowers: [(pair: Pairing.Pair, presence: Presence)] = []
    let begun: BegunSteps

    init(request: PlanningRequest, state: RecordedState, survey: Survey) {
        self.request = request
        self.state = state
        self.survey = survey
        let adopts = request.selection.adopts
        let settled = SettledAttributes()
        self.settled = settled
        diff = Diff(
            Diff.Surroundings(
                lineage: state.lineage, now: request.now, adopts: { adopts.contains($0) },
                fingerprinter: state.fingerprinter)
        ) { address, name in settled.value(name, of: address) }
        rules = RuleTable(request)
        begun = BegunSteps(state, survey, now: request.now) { [rules] in rules($0.type, $0.target) }
    }

    /// By address. Mostly they stand in that order already, and each is large.
    mutating func sortedChanges() -> [Change] {
        let isSorted = changes.indices.dropFirst().allSatisfy {
            !(changes[$0].address < changes[$0 - 1].address)
        }
        if !isSorted { changes.sort { $0.address < $1.address } }
        return changes
    }

    // MARK: One address after the other

    /// Dependencies come before what depends on them, so that what is known of them is known.
    mutating func compare(_ pairs: [Pairing.Pair]) {
        changes.reserveCapacity(pairs.count { !$0.isRecorded })
        let alone = LoneComparison(
            survey: survey, state: state, rules: rules, surroundings: diff.surroundings)
        let order = DependencyOrder.places(of: pairs)
        for window in order.slices(of: Self.windowCount) {
            var slices = alone.changes(order[window], of: pairs)
            var places = order[window]
            for slice in slices.indices {
                for number in slices[slice].indices {
                    let place = places.removeFirst()
                    // Taken out and not copied: a change is large.
                    let found = exchange(&slices[slice][number], with: .nothing)
                    compare(pairs[place], survey.presences[place], found)
                }
            }
        }
    }

    /// So many addresses are compared on all cores before it is their turn.
    private static let windowCount = 1024

    private mutating func compare(
        _ pair: Pairing.Pair, _ presence: Presence, _ found: consuming LoneComparison.Found
    ) {
        guard let settled = begun.settled(for: pair) else {
            return compare(pair, presence, found, settled: nil)
        }
        compare(pair.settled(as: settled), settled.presence, .nothing, settled: settled)
    }

    /// `settled` is what an apply records first, where a run left something open.
    private mutating func compare(
        _ pair: Pairing.Pair, _ presence: Presence, _ found: consuming LoneComparison.Found,
        settled: BegunSteps.Settled?
    ) {
        guard pair.desired != nil || pair.isRecorded else { return noteNothing(pair, settled) }
        guard let rules = self.rules(pair) else { return note(unroutable: pair) }
        guard var change = found.change({ change(of: pair, presence, rules) }) else {
            if let settled {
                noteRecovered(pair, settled, rules)
            } else {
                noteUnchanged(pair, presence, rules)
            }
            return
        }
        if let reason = waitReason(pair), change.kind.isChange, pair.desired != nil {
            change.kind = .waiting
            change.reason = reason
        }
        explain(&change, pair)
        if change.kind == .unobserved, begun.uncertain(for: pair) != nil {
            change.kind = .uncertain
        }
        if change.kind == .reported { noteWords(of: pair) }
        names.note(change, pair, rules.type)
        noteForDependants(change, pair, presence, rules)
        changes.append(change)
    }

    private func change(
        of pair: Pairing.Pair, _ presence: Presence, _ rules: Diff.Rules
    ) -> Change? {
        diff.change(of: Diff.Subject(pair, presence, state), rules: rules)
    }

    /// What the catalog says of the cause: why it no longer asks, or which line makes it another object.
    private func explain(_ change: inout Change, _ pair: Pairing.Pair) {
        if pair.desired == nil, change.kind.isChange,
            let cause = request.catalog.removalCause(change.address)
        {
            change.reason = cause
        }
        guard change.kind == .replace || change.kind == .barred, pair.row != nil,
            pair.formerAddress == nil
        else { return }
        let attributes = change.attributes.filter(\.needsAnotherObject)
        guard !attributes.isEmpty,
            let line = request.catalog.replaceReason(change.address, attributes)
        else { return }
        change.reason = [change.reason, line].compactMap(\.self).joined(separator: "; ")
    }

    private mutating func noteUnchanged(
        _ pair: Pairing.Pair, _ presence: Presence, _ rules: Diff.Rules
    ) {
        unchangedCount += 1
        guard let desired = pair.desired else { return }
        if let obstacle = survey.obstacle(to: desired) {
            notes.append("\(desired.address): \(obstacle)")
        }
        if let object = presence.object {
            settle(desired.address, object, rules)
        }
        noteWords(of: pair)
        if pair.isRecorded, !rules.type.follows.isEmpty {
            possibleFollowers.append((pair, presence))
        }
    }

    /// What the catalog newly says of an object that this plan leaves as it is.
    private mutating func noteWords(of pair: Pairing.Pair) {
        guard pair.formerAddress == nil, let desired = pair.desired, let row = pair.row,
            let entry = pair.rowEntry,
            row.dependsOn != desired.dependsOn || row.origin != desired.origin
        else { return }
        refreshes.append(
            Plan.Refresh(
                address: desired.address, dependsOn: desired.dependsOn, origin: desired.origin,
                rowEntry: entry))
    }

    mutating func settle(
        _ address: Address, _ object: ObservedObject, _ rules: Diff.Rules
    ) {
        let attributes = rules.type.functions.normalise(object.attributes, rules.settings)
        settled.add(attributes, of: address)
        let wait = rules.type.functions.waiting(attributes)
        note(wait, against: address)
        if let wait, wait.lift != nil { stuck.append((address, wait.words)) }
    }

    // MARK: Waiting

    private func waitReason(_ pair: Pairing.Pair) -> String? {
        guard let desired = pair.desired else { return nil }
        for address in desired.dependsOn {
            if let reason = waits[address] ?? leftOut(address) { return reason }
        }
        return survey.obstacle(to: desired)
    }

    /// What a plan of some departments does not look at has to be recorded.
    private func leftOut(_ address: Address) -> String? {
        guard !request.selection.includes(address), state.rows[address] == nil else { return nil }
        return "it waits for \(address), which is in none of the departments of this plan"
    }

    private mutating func note(_ wait: Wait?, against address: Address) {
        if let wait { waits[address] = wait.words }
    }

    private mutating func noteForDependants(
        _ change: Change, _ pair: Pairing.Pair, _ presence: Presence, _ rules: Diff.Rules
    ) {
        guard pair.desired != nil else { return }
        switch change.kind {
        case .waiting: waits[change.address] = change.reason
        case .conflict, .uncertain, .held, .barred:
            if pair.row == nil || change.attributes.contains(where: \.needsAnotherObject) {
                waits[change.address] = "it waits for \(change.address)"
            }
        case .unobserved where pair.row == nil, .reported where presence.object == nil:
            waits[change.address] = "it waits for \(change.address)"
        case .create, .replace: note(rules.type.functions.waiting(nil), against: change.address)
        default:
            if let object = presence.object {
                let attributes = rules.type.functions.normalise(object.attributes, rules.settings)
                let wait = rules.type.functions.waiting(attributes)
                let isAskedAnew = wait?.lift != nil && change.writes
                note(
                    isAskedAnew ? rules.type.functions.waiting(nil) : wait, against: change.address)
                if change.kind == .reported || change.kind == .move {
                    settled.add(attributes, of: change.address)
                }
            }
        }
    }

    private mutating func note(unroutable pair: Pairing.Pair) {
        guard let row = pair.row else {
            preconditionFailure("\(pair.address) has no target; this is a bug in burnham")
        }
        var change = Change(.unobserved, of: row)
        change.keeping.rowEntry = pair.rowEntry
        change.reason = "the environment no longer has target \(row.target)"
        changes.append(change)
    }

    // MARK: What follows from the whole

    /// What is stuck is told of where nothing that waits for it tells of it.
    mutating func noteStuck() {
        guard !stuck.isEmpty else { return }
        let told = Set(changes.lazy.filter { $0.kind == .waiting }.compactMap(\.reason))
        notes += stuck.filter { !told.contains($0.words) }.map { "\($0.address): \($0.words)" }
    }

    /// An unchanged object that follows a removal is updated after it.
    mutating func addFollowers() {
        let places = changes.indices.filter { changes[$0].kind.isRemoval }
        let removed = Set(places.map { changes[$0].object.type })
        guard !removed.isEmpty else { return }
        for (pair, presence) in possibleFollowers {
            guard let desired = pair.desired, let rules = self.rules(pair),
                !rules.type.follows.isDisjoint(with: removed), rules.manage.allows(.update),
                var change = follower(pair, presence, rules)
            else { continue }
            change.reason = "it follows what this plan takes away"
            unchangedCount -= 1
            refreshes.removeAll { $0.address == desired.address }
            changes.append(change)
        }
    }

    private func follower(
        _ pair: Pairing.Pair, _ presence: Presence, _ rules: Diff.Rules
    ) -> Change? {
        guard let desired = pair.desired, let row = pair.row, let object = presence.object else {
            return nil
        }
        var change = Change(
            address: desired.address, kind: .update,
            object: Change.Object(
                type: row.type, typeVersion: row.typeVersion, target: row.target,
                identity: row.identity, uid: row.uid,
                precondition: .same(object.digest(of: rules.type, settings: rules.settings))),
            attributes: desired.attributes.map {
                AttributeChange(
                    name: $0.key, recorded: row.attributes[$0.key], before: row.attributes[$0.key],
                    after: $0.value, traits: [])
            },
            keeping: Change.Keeping(
                dependsOn: desired.dependsOn, isProtected: desired.isProtected,
                onRemoval: desired.onRemoval, suspendedAt: nil, origin: desired.origin))
        change.keeping.stated = desired.stated
        change.keeping.rowEntry = pair.rowEntry
        return change
    }

    /// What a hold covers stays.
    mutating func holdBack() {
        let day = request.now.day
        for place in changes.indices where changes[place].kind.isRemoval {
            let change = changes[place]
            let hold = request.catalog.holds.first {
                $0.covers(change.address, origin: change.keeping.origin, on: day)
            }
            guard let hold else { continue }
            changes[place].kind = .held
            changes[place].reason = "hold \(hold.id) keeps it"
        }
    }

    /// Objects with our mark that nothing desires and nothing records.
    mutating func addOrphans() {
        guard request.selection.departments == nil else { return }
        for (target, object) in survey.orphans where state.uids[object.mark.uid] == nil {
            let origin = Origin(
                department: "", subscription: "", service: "", tier: "", template: "",
                sourceFile: "")
            var change = Change(
                address: Address("\(object.type) \(object.identity)"), kind: .orphan,
                object: Change.Object(
                    type: object.type, typeVersion: 0, target: target, identity: object.identity,
                    uid: object.mark.uid, precondition: .absent),
                keeping: Change.Keeping(
                    dependsOn: [], isProtected: false, onRemoval: .keep, suspendedAt: nil,
                    origin: origin))
            change.reason = "it carries our mark and nothing is recorded of it"
            changes.append(change)
        }
    }

    /// Whoever asks to adopt asks for nothing else.
    mutating func keepAdoptions() {
        changes = changes.filter { $0.kind == .adopt }
        refreshes = []
    }

    // MARK: Purge

    /// Only what was asked for by name, is suspended, and is not held.
    mutating func purge(_ pairs: [Pairing.Pair]) {
        for (place, pair) in pairs.enumerated() {
            guard let row = pair.row, request.selection.purges.contains(row.address) else {
                continue
            }
            changes.append(purge(row, pair, survey.presences[place]))
        }
        holdBack()
    }

    private func purge(_ row: RecordedRow, _ pair: Pairing.Pair, _ presence: Presence) -> Change {
        var change = Change(.purge, of: row)
        change.keeping.rowEntry = pair.rowEntry
        change.attributes = row.attributes.map {
            AttributeChange(
                name: $0.key, recorded: $0.value, before: $0.value, after: nil, traits: [])
        }
        switch presence {
        case .unreadable(let failure):
            change.kind = .unobserved
            change.reason = failure.words
        case .absent:
            change.kind = .forget
            change.reason = "it is gone from the target"
        case .present(let object):
            if row.suspendedAt == nil {
                change.kind = .barred
                change.reason = "it is in use: only what is suspended can be purged"
            } else if let rules = self.rules(pair) {
                change.object.precondition = .same(
                    object.digest(of: rules.type, settings: rules.settings))
            }
        }
        return change
    }
}

/// Attributes of the objects that a plan leaves as they are. A reference, so that looking up while adding
/// copies nothing. Few are looked up, so they get their places when one is.
private final class SettledAttributes {
    private var settled: [(address: Address, attributes: Fields<Value>)] = []
    /// Of those that have been given theirs.
    private var places: [Address: Int] = [:]
    private var placedCount = 0

    func add(_ attributes: Fields<Value>, of address: Address) {
        settled.append((address, attributes))
    }

    func value(_ name: String, of address: Address) -> Value? {
        while placedCount < settled.count {
            places[settled[placedCount].address] = placedCount
            placedCount += 1
        }
        return places[address].flatMap { settled[$0].attributes[name] }
    }
}
