// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What the store knew when planning began, read once. With no store yet it is empty.
struct RecordedState: Sendable {
    let lineage: String
    let head: LedgerHead
    let rows: [Address: RecordedRow]
    let rowEntries: [Address: Int]
    let uids: [String: Address]
    let openIntents: [Address: OpenIntent]
    let fingerprinter: Fingerprinter?

    static func read(
        _ store: (any LedgerReader)?, newLineage: String
    ) throws(StoreFailure) -> RecordedState {
        guard let store else {
            return RecordedState(
                lineage: newLineage, head: .empty, rows: [:], rowEntries: [:], uids: [:],
                openIntents: [:], fingerprinter: nil)
        }
        let rows = try store.rows()
        let intents = try store.openIntents()
        return RecordedState(
            lineage: store.lineage, head: try store.head(),
            rows: Dictionary(rows.map { ($0.address, $0) }, uniquingKeysWith: { $1 }),
            rowEntries: try store.rowEntries(), uids: try store.uids(),
            openIntents: Dictionary(
                intents.map { ($0.address, $0) }, uniquingKeysWith: { $1 }),
            fingerprinter: try store.fingerprinter())
    }
}
