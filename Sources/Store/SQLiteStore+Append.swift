// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Dispatch
import Synchronization
import Values

extension SQLiteStore {
    package func append(
        _ entries: [EntryDraft], under lease: Lease
    ) throws(StoreFailure) -> Range<Int> {
        try append(prepared: PreparedEntry.all(entries), under: lease)
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

extension PreparedEntry {
    /// Fewer are not worth a second thread.
    private static let entriesPerSliceMin = 64

    /// In the order given. Canonical JSON and digests are half of what an append costs, and many entries
    /// share it out among the processors.
    static func all(_ drafts: [EntryDraft]) -> [PreparedEntry] {
        let sliceCount = min(processorCount(), drafts.count / entriesPerSliceMin)
        guard sliceCount > 1 else { return prepared(drafts[...]) }
        let size = (drafts.count + sliceCount - 1) / sliceCount
        let slices = Mutex<[Int: [PreparedEntry]]>([:])
        DispatchQueue.concurrentPerform(iterations: sliceCount) { number in
            let end = min((number + 1) * size, drafts.count)
            let slice = prepared(drafts[min(number * size, end)..<end])
            slices.withLock { $0[number] = slice }
        }
        return slices.withLock { slices in (0..<sliceCount).flatMap { slices[$0] ?? [] } }
    }

    private static func prepared(_ drafts: ArraySlice<EntryDraft>) -> [PreparedEntry] {
        let sealer = EntrySealer()
        return drafts.map { PreparedEntry($0, by: sealer) }
    }
}
