// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Brings desired resources and recorded rows together by address, and by former addresses where something
/// was renamed, transferred or merged.
struct Pairing {
    /// One address of the plan: what is wanted there, what is recorded of it. There are many, and most of them
    /// have no row or nothing to do, so it is small.
    struct Pair {
        /// A row is large: it is kept apart.
        private final class Recorded: Sendable {
            let row: RecordedRow

            init(_ row: RecordedRow) { self.row = row }
        }

        let address: Address
        let desired: Resource?
        private var recorded: Recorded?
        let rowEntry: Int?
        private(set) var formerAddress: Address?

        init(
            _ address: Address, desired: Resource?, row: RecordedRow?, rowEntry: Int?,
            formerAddress: Address? = nil
        ) {
            self.address = address
            self.desired = desired
            recorded = row.map(Recorded.init)
            self.rowEntry = rowEntry
            self.formerAddress = formerAddress
        }

        var row: RecordedRow? { recorded?.row }
        var isRecorded: Bool { recorded != nil }

        /// As it stands once an apply has settled what a run left open.
        func settled(as settled: BegunSteps.Settled) -> Pair {
            var pair = self
            pair.recorded = settled.row.map(Recorded.init)
            if settled.row?.address == address { pair.formerAddress = nil }
            return pair
        }
    }

    private(set) var pairs: [Pair] = []
    /// Two recorded addresses that would move to one.
    private(set) var collisions: [String] = []

    init(desired: [Resource], state: RecordedState, includes: (Address) -> Bool) {
        pairs.reserveCapacity(max(desired.count, state.rows.count))
        var waiting: [Resource] = []
        for resource in desired {
            if let row = state.rows[resource.address] {
                add(resource, row, state.rowEntries[resource.address], from: nil)
                collisions += Self.collision(resource, state.rows)
            } else {
                waiting.append(resource)
            }
        }
        if pairs.count == state.rows.count {
            for resource in waiting { add(resource, nil, nil, from: nil) }
        } else {
            pairWithFormer(waiting, state, includes)
            addUndesired(state, includes)
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
                Pair(address, desired: nil, row: nil, rowEntry: nil))
        }
    }

    /// A resource that is recorded at its address and at a former one too.
    private static func collision(_ resource: Resource, _ rows: [Address: RecordedRow]) -> [String]
    {
        resource.formerly.filter { rows[$0].map { $0.suspendedAt == nil } ?? false }.map {
            "\($0) would move to \(resource.address), which is recorded too"
        }
    }

    /// What no row stands for at its address may be recorded at a former one that nobody else has, or for the
    /// same element in another subscription.
    private mutating func pairWithFormer(
        _ waiting: [Resource], _ state: RecordedState, _ includes: (Address) -> Bool
    ) {
        var taken = takenAddresses
        let named = Set(waiting.flatMap(\.formerly))
        let elements = MovedElements(
            state.rows.values.filter {
                includes($0.address) && !taken.contains($0.address) && !named.contains($0.address)
            })
        for resource in waiting {
            let former = resource.formerly.filter { state.rows[$0] != nil && !taken.contains($0) }
            if former.count > 1 {
                collisions.append(
                    "\(former[0]) and \(former[1]) would both move to \(resource.address)")
            }
            let address = former.first ?? elements.formerAddress(of: resource)
            let row = address.flatMap { state.rows[$0] }
            if let row { taken.insert(row.address) }
            add(resource, row, row.flatMap { state.rowEntries[$0.address] }, from: row?.address)
        }
    }

    private mutating func addUndesired(_ state: RecordedState, _ includes: (Address) -> Bool) {
        let taken = takenAddresses
        for row in state.rows.values where includes(row.address) && !taken.contains(row.address) {
            pairs.append(
                Pair(
                    row.address, desired: nil, row: row, rowEntry: state.rowEntries[row.address]))
        }
    }

    private var takenAddresses: Set<Address> { Set(pairs.lazy.compactMap { $0.row?.address }) }

    private mutating func add(
        _ resource: Resource, _ row: RecordedRow?, _ entry: Int?, from former: Address?
    ) {
        pairs.append(
            Pair(
                resource.address, desired: resource, row: row, rowEntry: entry,
                formerAddress: former))
    }
}
