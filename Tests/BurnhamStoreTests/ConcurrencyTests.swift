// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Dispatch
import Synchronization
import Testing
import Values

@testable import BurnhamStore

@Suite struct ConcurrencyTests {
    /// Several processes' worth of connections, each with a department's lease, and a verifier all the while.
    @Test func writersOfSeveralDepartmentsShareOneLedger() throws {
        let place = TemporaryStore()
        try place.open().close()
        let failures = Mutex<[String]>([])
        let (writers, batches, perBatch) = (3, 15, 7)
        DispatchQueue.concurrentPerform(iterations: writers + 1) { number in
            do {
                if number == writers {
                    for _ in 0..<5 {
                        let store = try place.openReadOnly()
                        let found = try LedgerVerifier(store: store).verify().findings
                        if !found.isEmpty { failures.withLock { $0.append("\(found)") } }
                    }
                    return
                }
                let store = try place.open(busySeconds: 60)
                let lease = try store.lease(["d\(number)"])
                for batch in 0..<batches {
                    let entries = (0..<perBatch).map { index in
                        let key = (number * batches + batch) * perBatch + index
                        return SampleEntries.outcome(SampleEntries.row(key), step: "\(key)")
                    }
                    let range = try store.append(entries, under: lease)
                    if range.count != perBatch { failures.withLock { $0.append("\(range)") } }
                }
                try store.release(lease)
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        let store = try place.open()
        #expect(try store.head().size == writers * batches * perBatch)
        #expect(try store.rows().count == writers * batches * perBatch)
        #expect(try LedgerVerifier(store: store).verify().findings == [])
        #expect(try StoreRebuild(store: store).compare() == [])
        #expect(try store.leases().isEmpty)
    }

    /// What another connection sees later may be erased since: only one that sees the same ledger may help.
    @Test func aConnectionThatSeesALaterLedgerTakesNoPart() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<2, under: lease, run: "R0")
        let head = try store.head()
        let readers = try StoreReaders(store.place, head: head)
        let seen = Mutex<[LedgerHead]>([])
        try readers.read { database in
            let head = try StoredTree.head(database)
            seen.withLock { $0.append(head) }
        }
        let count = seen.withLock { $0.count }
        #expect(count > 0 && seen.withLock { $0 }.allSatisfy { $0 == head })
        try store.writeRun(2..<4, under: lease, run: "R1")
        try readers.read { _ in seen.withLock { $0.append(.empty) } }
        #expect(seen.withLock { $0.count } == count)
    }

    @Test func onlyOneOfSeveralGetsTheLease() throws {
        let place = TemporaryStore()
        try place.open().close()
        let outcomes = Mutex<[Bool]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            let isHeld = (try? place.open(busySeconds: 60).lease(holder: "\(number)")) != nil
            outcomes.withLock { $0.append(isHeld) }
        }
        #expect(outcomes.withLock { $0.count { $0 } } == 1)
    }

    @Test func twoWhoMakeTheStoreAtOnceShareIt() throws {
        let place = TemporaryStore()
        let lineages = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            let own = SampleEntries.uidText(number)
            let store = try? SQLiteStore.open(
                folder: place.folder, mode: .readWrite(lineage: own))
            lineages.withLock { $0.append(store?.lineage ?? "none") }
        }
        let found = lineages.withLock { $0.set }
        #expect(found.count == 1 && !found.contains("none"), "\(found)")
    }

    /// A large append is prepared by several threads and still in order.
    @Test func largeAppendsKeepTheirOrder() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let drafts = (0..<1001).map { SampleEntries.about(run: "R\($0)", .allowance) }
        #expect(try store.append(drafts, under: store.lease()) == 0..<1001)
        #expect(try store.entries(0..<1001).map(\.draft) == drafts)
    }
}
