// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
import ParallelWork
import Values

extension SQLiteStore {
    package func append(
        _ entries: [EntryDraft], under lease: Lease
    ) throws(StoreFailure) -> Range<Int> {
        // Canonical JSON and digests are half of what an append costs.
        let prepared = SlicedWork.map(entries, sliceCountMin: 64) { entries in
            let sealer = EntrySealer()
            return entries.map { PreparedEntry($0, by: sealer) }
        }
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
