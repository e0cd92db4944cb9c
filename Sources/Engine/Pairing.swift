// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Brings desired resources and recorded rows together by address, and by former addresses where something
/// was renamed, transferred or merged.
struct Pairing {
    /// One address of the plan: what is wanted there, what is recorded of it.
    struct Pair {
        let address: Address
        let desired: Resource?
        var row: RecordedRow?
        let rowEntry: Int?
        var formerAddress: Address?

        /// As it stands once an apply has settled what a run left open.
        func settled(as settled: BegunSteps.Settled) -> Pair {
            var pair = self
            pair.row = settled.row
            if settled.row?.address == address { pair.formerAddress = nil }
            return pair
        }
    }

    private(set) var pairs: [Pair] = []
    /// Two recorded addresses that would move to one.
    private(set) var collisions: [String] = []

    init(desired: [Resource], state: RecordedState, includes: (Address) -> Bool) {
        var rows = state.rows
        var waiting: [Resource] = []
        pairs.reserveCapacity(desired.count)
        for resource in desired {
            if let row = rows.removeValue(forKey: resource.address) {
                add(resource, row, state.rowEntries[resource.address], from: nil)
                collisions += Self.collision(resource, state.rows)
            } else {
                waiting.append(resource)
            }
        }
        for resource in waiting {
            let former = resource.formerly.filter { rows[$0] != nil }
            if former.count > 1 {
                collisions.append(
                    "\(former[0]) and \(former[1]) would both move to \(resource.address)")
            }
            let row = former.first.flatMap { rows.removeValue(forKey: $0) }
            add(resource, row, row.flatMap { state.rowEntries[$0.address] }, from: row?.address)
        }
        for row in rows.values where includes(row.address) {
            pairs.append(
                Pair(
                    address: row.address, desired: nil, row: row,
                    rowEntry: state.rowEntries[row.address], formerAddress: nil))
        }
        addBegun(state, includes)
    }

    /// What a run began to make and nobody asks for any more.
    private mutating func addBegun(_ state: RecordedState, _ includes: (Address) -> Bool) {
        guard !state.begun.isEmpty else { return }
        let known = Set(pairs.map(\.address))
        let begun = Set(state.begun.map(\.row.address)).subtracting(known).sorted()
        for address in begun where state.rows[address] == nil && includes(address) {
            pairs.append(
                Pair(address: address, desired: nil, row: nil, rowEntry: nil, formerAddress: nil))
        }
    }

    /// A resource that is recorded at its address and at a former one too.
    private static func collision(_ resource: Resource, _ rows: [Address: RecordedRow]) -> [String]
    {
        resource.formerly.filter { rows[$0].map { $0.suspendedAt == nil } ?? false }.map {
            "\($0) would move to \(resource.address), which is recorded too"
        }
    }

    private mutating func add(
        _ resource: Resource, _ row: RecordedRow?, _ entry: Int?, from former: Address?
    ) {
        pairs.append(
            Pair(
                address: resource.address, desired: resource, row: row, rowEntry: entry,
                formerAddress: former))
    }
}
