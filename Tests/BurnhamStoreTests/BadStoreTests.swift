// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import GRDB
import Testing
import Values

@testable import BurnhamStore

/// Stores that can't be used: each is a typed failure, and the file stays as it was.
@Suite struct BadStoreTests {
    private static func filledStore() throws -> TemporaryStore {
        let place = TemporaryStore()
        let store = try place.open()
        try store.writeRun(0..<40, under: store.lease())
        try store.close()
        return place
    }

    private static func expectRefused(
        _ place: TemporaryStore, _ isExpected: (StoreFailure) -> Bool
    ) throws {
        let before = try Data(contentsOf: URL(filePath: place.database))
        for open in [{ try place.open() }, { try place.openReadOnly() }] {
            let failure = #expect(throws: StoreFailure.self) {
                let store = try open()
                _ = try store.rows()
                _ = try store.entries(0..<1000)
            }
            #expect(failure.map(isExpected) == true, "\(String(describing: failure))")
        }
        #expect(try Data(contentsOf: URL(filePath: place.database)) == before)
    }

    private static func isDamaged(_ failure: StoreFailure) -> Bool {
        if case .damaged = failure { true } else { false }
    }

    @Test(arguments: [0, 1, 99, 100, 4096, 8192, 30_000])
    func truncated(count: Int) throws {
        let place = try Self.filledStore()
        let handle = try FileHandle(forWritingTo: URL(filePath: place.database))
        try handle.truncate(atOffset: UInt64(count))
        try handle.close()
        try Self.expectRefused(place, Self.isDamaged)
    }

    @Test func garbage() throws {
        let place = try Self.filledStore()
        try Data(repeating: 0x42, count: 50_000).write(to: URL(filePath: place.database))
        try Self.expectRefused(place, Self.isDamaged)
    }

    @Test func pagesOverwritten() throws {
        let place = try Self.filledStore()
        let handle = try FileHandle(forWritingTo: URL(filePath: place.database))
        try handle.seek(toOffset: 8192)
        try handle.write(contentsOf: Data(repeating: 0x42, count: 150_000))
        try handle.close()
        try Self.expectRefused(place, Self.isDamaged)
    }

    @Test func anotherProgramsDatabase() throws {
        let place = TemporaryStore()
        try FileManager.default.createDirectory(
            atPath: place.folder, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: place.database)
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "CREATE TABLE store (lineage TEXT)")
        }
        try queue.close()
        try Self.expectRefused(place) {
            $0 == .damaged(path: place.database, words: "it is no store")
        }
    }

    @Test func newer() throws {
        let place = try Self.filledStore()
        try place.tamper("PRAGMA user_version = 2")
        try Self.expectRefused(place) { $0 == .newer(path: place.database, version: 2) }
    }

    @Test func anEntryLess() throws {
        let place = try Self.filledStore()
        try place.tamper("DELETE FROM entries WHERE entry = (SELECT max(entry) FROM entries)")
        try Self.expectRefused(place, Self.isDamaged)
    }

    @Test func aFolderInItsPlace() throws {
        let place = TemporaryStore()
        try FileManager.default.createDirectory(
            atPath: place.database, withIntermediateDirectories: true)
        for open in [{ try place.open() }, { try place.openReadOnly() }] {
            let failure = #expect(throws: StoreFailure.self) { try open() }
            guard case .unreadable = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
        }
    }

    @Test func locked() throws {
        let place = TemporaryStore()
        let store = try place.open(busySeconds: 0.05)
        let lease = try store.lease()
        let other = try DatabaseQueue(path: place.database)
        try other.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            #expect(throws: StoreFailure.locked(path: place.database)) {
                try store.append([SampleEntries.about(run: "R", .allowance)], under: lease)
            }
            #expect(try store.head().size == 0, "readers are not kept out")
            try database.execute(sql: "ROLLBACK")
        }
        _ = try store.append([SampleEntries.about(run: "R", .allowance)], under: lease)
    }

    @Test func full() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<3, under: lease)
        let head = try store.head()
        try store.queue.inDatabase { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        #expect(throws: StoreFailure.noSpace(path: place.database)) {
            let text = String(repeating: "x", count: 100_000)
            _ = try store.append(
                [SampleEntries.about(run: "R", .plan, state: .string(text))], under: lease)
        }
        #expect(try store.head() == head)
        #expect(try store.rows().count == 3)
    }

    /// What a killed process leaves: the log holds a transaction whose commit is missing.
    @Test func aTransactionThatWasCutOffNeverWas() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<3, under: lease)
        let head = try store.head()
        let copy = TemporaryStore()
        try FileManager.default.createDirectory(
            atPath: copy.root + "/.burnham", withIntermediateDirectories: true)
        try store.queue.inDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = 2; BEGIN IMMEDIATE")
            let entries = (10..<200).map {
                PreparedEntry(
                    SampleEntries.outcome(SampleEntries.row($0), step: "s\($0)"), by: EntrySealer())
            }
            _ = try LedgerAppender(database).append(entries)
            try FileManager.default.copyItem(atPath: place.folder, toPath: copy.folder)
            try database.execute(sql: "ROLLBACK")
        }
        try FileManager.default.removeItem(atPath: copy.database + "-shm")
        let logSize = try Data(contentsOf: URL(filePath: copy.database + "-wal")).count
        #expect(logSize > 100_000, "the cut-off transaction has reached the log")
        let revived = try copy.open()
        #expect(try revived.head() == head)
        #expect(try revived.rows().count == 3)
        _ = try revived.append([SampleEntries.about(run: "R2", .runStarted)], under: lease)
    }
}
