// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What the store knew when planning began, read once. With no store yet it is empty.
struct RecordedState: Sendable {
    let lineage: String
    let head: LedgerHead
    let rows: [Address: RecordedRow]
    let rowEntries: [Address: Int]
    let uids: [String: Address]
    /// Steps that a run left open.
    let begun: [IntentState]
    let fingerprinter: Fingerprinter?

    static func read(
        _ store: (any LedgerReader)?, newLineage: String
    ) throws(StoreFailure) -> RecordedState {
        guard let store else {
            return RecordedState(
                lineage: newLineage, head: .empty, rows: [:], rowEntries: [:], uids: [:],
                begun: [], fingerprinter: nil)
        }
        let rows = try store.rows()
        return RecordedState(
            lineage: store.lineage, head: try store.head(),
            rows: byAddress(rows),
            rowEntries: try store.rowEntries(), uids: try store.uids(),
            begun: try store.openIntents().compactMap { IntentState($0.state) },
            fingerprinter: try store.fingerprinter())
    }

    /// Rows are large: the table is made in the size that it will have.
    private static func byAddress(_ rows: [RecordedRow]) -> [Address: RecordedRow] {
        var table = [Address: RecordedRow](minimumCapacity: rows.count)
        for row in rows { table[row.address] = row }
        return table
    }
}
