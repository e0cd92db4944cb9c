// SPDX-License-Identifier: Apache-2.0

/// The terms of what is recorded, and of what is there once a plan is applied. It judges neither. What has no price
/// and takes nothing is passed over, and nothing is looked up where nothing is recorded.
package struct PlanTerms {
    /// Of subscriptions in use, among the departments that are planned.
    private var recorded: [Substring: Latest] = [:]
    /// Once each, in the order in which they are asked for.
    private var desired: [Desired] = []
    private var asked: Set<Substring> = []
    /// Of all that takes room: what is suspended, too, and what is not planned.
    private var held: [Substring: Latest] = [:]
    /// Of what takes room and of which nobody asks for anything else.
    private var kept: [Substring: Latest] = [:]
    /// Where the paths of what moves lead.
    private var places: [Substring: Substring] = [:]

    /// Rows of one subscription may hold different terms, where not all of them could be written: the newest count.
    private struct Latest {
        let terms: Terms
        let service: String
        let entry: Int
    }

    private struct Desired {
        let path: Substring
        let terms: Terms
        let service: String
    }

    /// What a catalog asks for, as far as a plan's changes and refreshes make it so. `entries` has the entry that each
    /// row was last written by; `includes` says whether an address is planned.
    package init(
        desired resources: [Resource], rows: some Sequence<RecordedRow>, entries: [Address: Int],
        changes: [Change] = [], refreshes: [Plan.Refresh] = [],
        includes: (Address) -> Bool = { _ in true }
    ) {
        let ends = PlanEnds(changes, refreshes)
        read(rows, entries, ends, includes)
        var latest: Origin?
        for resource in resources where resource.origin !== latest {
            latest = resource.origin
            guard resource.origin.terms != nil || !held.isEmpty, includes(resource.address) else {
                continue
            }
            ask(for: resource.origin, at: resource.address, ends)
        }
        keep(ends)
    }

    /// What a plan alone asks for, of a ledger that may have grown since it was made.
    package init(of plan: Plan, rows: some Sequence<RecordedRow>, entries: [Address: Int]) {
        let ends = PlanEnds(plan.changes, plan.refreshes)
        read(rows, entries, ends) { _ in true }
        for change in plan.changes where ends.isCarried(by: change) {
            ask(for: change.keeping.origin, at: change.address, ends)
        }
        for refresh in plan.refreshes { ask(for: refresh.origin, at: refresh.address, ends) }
        keep(ends)
    }

    private mutating func read(
        _ rows: some Sequence<RecordedRow>, _ entries: [Address: Int], _ ends: PlanEnds,
        _ includes: (Address) -> Bool
    ) {
        for row in rows {
            guard let terms = row.origin.terms else { continue }
            let path = row.address.subscription
            let latest = Latest(
                terms: terms, service: row.origin.service, entry: entries[row.address] ?? -1)
            note(latest, at: path, in: \.held)
            if !ends.leaving.contains(row.address) { note(latest, at: path, in: \.kept) }
            let place = ends.moved[row.address]?.subscription ?? path
            if place != path { places[path] = place }
            guard row.suspendedAt == nil, includes(row.address) else { continue }
            note(latest, at: place, in: \.recorded)
        }
    }

    private mutating func note(
        _ latest: Latest, at path: Substring,
        in member: WritableKeyPath<PlanTerms, [Substring: Latest]>
    ) {
        if let known = self[keyPath: member][path], known.entry >= latest.entry { return }
        self[keyPath: member][path] = latest
    }

    /// What was priced and is free now is asked for as well.
    private mutating func ask(for origin: Origin, at address: Address, _ ends: PlanEnds) {
        let path = address.subscription
        guard !ends.stays(path), origin.terms != nil || held[path] != nil || recorded[path] != nil,
            asked.insert(path).inserted
        else { return }
        desired.append(
            Desired(path: path, terms: origin.terms ?? Terms(), service: origin.service))
    }

    /// What nobody asks for any more and a hold, or a target that is not managed, keeps; and what a plan leaves as it is.
    private mutating func keep(_ ends: PlanEnds) {
        for (path, latest) in recorded where !ends.ending.contains(path) {
            guard asked.insert(path).inserted else { continue }
            desired.append(Desired(path: path, terms: latest.terms, service: latest.service))
        }
        kept = kept.filter { !asked.contains($0.key) }
    }

    package func costs(on day: CalendarDate) -> CostComparison {
        let suspended = Set(
            held.keys.lazy.map { places[$0] ?? $0 }.filter { recorded[$0] == nil })
        var differences = desired.compactMap { after in
            CostComparison.Difference(
                before: recorded[after.path]?.terms, after: after.terms, on: day,
                wasSuspended: suspended.contains(after.path)
            ) { Self.subject(after.path, after.service) }
        }
        for (path, before) in recorded where !asked.contains(path) {
            let difference = CostComparison.Difference(
                before: before.terms, after: nil, on: day
            ) { Self.subject(path, before.service) }
            if let difference { differences.append(difference) }
        }
        return CostComparison(differences)
    }

    private static func subject(_ path: Substring, _ service: String) -> Tenure.Subject {
        Tenure.Subject(
            path: String(path), department: String(Address(String(path)).department),
            service: service)
    }

    package func uses(of pools: [Pool]) -> [PoolUse] {
        guard !pools.isEmpty else { return [] }
        return PoolUse.uses(
            of: pools, before: held.values.lazy.map(\.terms),
            after: desired.map(\.terms) + kept.values.map(\.terms))
    }
}

/// What changes take away, what they move, and what they leave as it is recorded.
private struct PlanEnds {
    /// Where nothing stands and nothing is kept once the changes are made.
    private(set) var leaving: Set<Address> = []
    /// Subscriptions of which something is taken out of use.
    private(set) var ending: Set<Substring> = []
    private(set) var moved: [Address: Address] = [:]
    /// Subscriptions for which the catalog's words are recorded.
    private var carried: Set<Substring> = []
    /// Subscriptions of which something recorded can't become what the catalog asks for.
    private var barred: Set<Substring> = []

    init(_ changes: [Change], _ refreshes: [Plan.Refresh]) {
        for change in changes {
            if let former = change.formerAddress {
                leaving.insert(former)
                moved[former] = change.address
            }
            add(change)
        }
        for refresh in refreshes { carried.insert(refresh.address.subscription) }
    }

    private mutating func add(_ change: Change) {
        let path = change.address.subscription
        switch change.kind {
        case .delete, .purge, .forget:
            leaving.insert(change.address)
            ending.insert(path)
        case .suspend: ending.insert(path)
        default:
            if isCarried(by: change) {
                carried.insert(path)
            } else if change.keeping.rowEntry != nil {
                barred.insert(path)
            }
        }
    }

    /// Whether an apply of it records what the catalog says of its subscription.
    func isCarried(by change: Change) -> Bool {
        switch change.kind {
        case .create, .update, .replace, .move, .resume, .adopt, .recover: true
        default: false
        }
    }

    func stays(_ path: Substring) -> Bool { barred.contains(path) && !carried.contains(path) }
}

extension Origin {
    /// `department/subscription`.
    package var path: String { "\(department)/\(subscription)" }

    package var subject: Tenure.Subject {
        Tenure.Subject(path: path, department: department, service: service)
    }
}
