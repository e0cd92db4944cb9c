// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// Finds the entries whose content may be erased: those about addresses of which a later entry holds the row,
/// or its removal. Entries about no address, open intents and runs that have not ended are never among them.
struct ErasableEntries {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Of days before `day`, and only about `addresses` where those are given.
    func entries(before day: CalendarDate, of addresses: Set<Address>?) throws -> [Int] {
        let latest = try latestWrites()
        let open = try openEntries()
        let end = try firstEntryOfRunsUnderWay()
        let wanted = addresses.map { Set($0.map(\.text)) }
        return try addressesByEntry().compactMap { entry, touched in
            guard entry < end, !open.contains(entry),
                touched.allSatisfy({ latest[$0].map { entry < $0 } ?? false }),
                wanted.map({ wanted in touched.allSatisfy(wanted.contains) }) ?? true,
                try isBefore(day, entry)
            else { return nil }
            return entry
        }
    }

    /// The last entry that wrote or removed the row of each address.
    private func latestWrites() throws -> [String: Int] {
        let call = try SQLCall(
            """
            SELECT entries.entry, entries.leaf, parts.state
            FROM entries JOIN parts ON parts.entry = entries.entry
            WHERE parts.state IS NOT NULL ORDER BY entries.entry
            """, on: database)
        var latest: [String: Int] = [:]
        try call.forEachRow {
            guard let kind = try call.withBytes(1, LeafBytes.kind(of:)), StateSlices.areIn(kind)
            else { return }
            let entry = try call.int(0)
            try call.withBytes(2) { preimage in
                guard
                    let state = PartPreimage.valueBytes(of: .state, preimage)
                        .flatMap(StateSlices.init)
                else { throw UnreadableEntry(entry: entry) }
                for address in state.removed { latest[address.string] = entry }
                for row in state.rows { latest[row.address.string] = entry }
            }
        }
        return latest
    }

    private func addressesByEntry() throws -> [(Int, [String])] {
        let call = try SQLCall(
            "SELECT entry, address FROM touches ORDER BY entry", on: database)
        var entries: [(Int, [String])] = []
        try call.forEachRow {
            let (entry, address) = (try call.int(0), try call.text(1))
            if entries.last?.0 == entry {
                entries[entries.count - 1].1.append(address)
            } else {
                entries.append((entry, [address]))
            }
        }
        return entries
    }

    private func openEntries() throws -> Set<Int> {
        let call = try SQLCall("SELECT entry FROM intents", on: database)
        var entries: Set<Int> = []
        try call.forEachRow { entries.insert(try call.int(0)) }
        return entries
    }

    private func firstEntryOfRunsUnderWay() throws -> Int {
        let call = try SQLCall(
            "SELECT coalesce(min(started), ?) FROM runs WHERE ended IS NULL", on: database)
        try call.bind(1, Int.max)
        return try call.firstRow { try call.int(0) } ?? .max
    }

    private func isBefore(_ day: CalendarDate, _ entry: Int) throws -> Bool {
        let call = try SQLCall("SELECT leaf FROM entries WHERE entry = ?", on: database)
        try call.bind(1, entry)
        let leaf = try call.firstRow { try call.withBytes(0) { LeafBytes($0) } }
        guard let leaf = leaf ?? nil else { throw UnreadableEntry(entry: entry) }
        return leaf.day < day
    }
}
