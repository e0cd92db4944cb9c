// SPDX-License-Identifier: Apache-2.0

/// The terms of what is recorded, and of what is there once a plan is applied. It judges neither.
package struct PlanTerms {
    /// Of subscriptions in use, among the departments that are planned.
    private var recorded: [Tenure.Subject: Terms] = [:]
    private var desired: [Tenure.Subject: Terms] = [:]
    /// Of all that takes room, by subscription: what is suspended, too, and what is not planned.
    private var held: [String: Terms] = [:]
    private var left: [String: Terms] = [:]

    /// `includes` says whether an address is planned.
    package init(
        desired resources: [Resource], rows: some Sequence<RecordedRow>, changes: [Change],
        includes: (Address) -> Bool
    ) {
        var latest: Origin?
        for resource in resources where resource.origin !== latest {
            latest = resource.origin
            guard let terms = resource.origin.terms, includes(resource.address) else { continue }
            desired[resource.origin.subject] = terms
            left[resource.origin.path] = terms
        }
        let ends = Ends(changes)
        for row in rows {
            guard let terms = row.origin.terms else { continue }
            add(terms, of: row, ends, isPlanned: includes(row.address))
        }
    }

    private mutating func add(
        _ terms: Terms, of row: RecordedRow, _ ends: Ends, isPlanned: Bool
    ) {
        let path = String(row.address.subscription)
        held[path] = terms
        if left[path] == nil, !ends.leaving.contains(row.address) { left[path] = terms }
        guard isPlanned, row.suspendedAt == nil else { return }
        let place = ends.moved[row.address] ?? row.address
        let subject = Tenure.Subject(
            path: String(place.subscription), department: String(place.department),
            service: row.origin.service)
        recorded[subject] = terms
        // A hold, or a target that is not managed, keeps what nobody asks for any more.
        let isKept = desired[subject] == nil && !ends.ending.contains(path)
        if isKept { desired[subject] = terms }
    }

    /// What changes take away, and what they move.
    private struct Ends {
        /// Where nothing stands and nothing is kept once the changes are made.
        var leaving: Set<Address> = []
        /// Subscriptions of which something is taken out of use.
        var ending: Set<String> = []
        var moved: [Address: Address] = [:]

        init(_ changes: [Change]) {
            for change in changes {
                if let former = change.formerAddress {
                    leaving.insert(former)
                    moved[former] = change.address
                }
                switch change.kind {
                case .delete, .purge, .forget:
                    leaving.insert(change.address)
                    ending.insert(String(change.address.subscription))
                case .suspend: ending.insert(String(change.address.subscription))
                default: break
                }
            }
        }
    }

    package func costs(on day: CalendarDate) -> CostComparison {
        CostComparison(before: recorded, after: desired, on: day)
    }

    package func uses(of pools: [Pool]) -> [PoolUse] {
        PoolUse.uses(of: pools, before: held.values, after: left.values)
    }
}

extension Origin {
    /// `department/subscription`.
    package var path: String { "\(department)/\(subscription)" }

    package var subject: Tenure.Subject {
        Tenure.Subject(path: path, department: department, service: service)
    }
}
