// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

extension SQLiteStore {
    package func append(
        _ entries: [EntryDraft], under lease: Lease
    ) throws(StoreFailure) -> Range<Int> {
        let sealer = EntrySealer()
        let prepared = entries.map { PreparedEntry($0, by: sealer) }
        return try append(prepared: prepared, under: lease)
    }

    func append(
        prepared entries: [PreparedEntry], under lease: Lease
    ) throws(StoreFailure) -> Range<Int> {
        try writing { database in
            try LeaseTable(database).check(lease)
            return try LedgerAppender(database).append(entries)
        }
    }
}
