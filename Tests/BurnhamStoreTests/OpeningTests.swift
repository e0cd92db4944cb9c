// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import GRDB
import Testing
import Values

@testable import BurnhamStore

@Suite struct OpeningTests {
    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// A store with three entries, closed.
    private static func closedStore() throws -> TemporaryStore {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<1, under: lease)
        try store.release(lease)
        try store.close()
        return place
    }

    @Test func aNewStoreIsForItsOwnerOnly() throws {
        let place = TemporaryStore()
        #expect(try !SQLiteStore.exists(folder: place.folder))
        let store = try place.open()
        #expect(store.lineage == TemporaryStore.lineage)
        #expect(try SQLiteStore.exists(folder: place.folder))
        #expect(try Self.mode(place.folder) == 0o700)
        #expect(try Self.mode(place.folder + "/keys") == 0o700)
        #expect(try Self.mode(place.database) == 0o600)
        #expect(try Self.mode(place.database + "-wal") == 0o600)
        #expect(try Self.mode(place.folder + "/keys/fingerprint.key") == 0o600)
    }

    @Test func aStoreKeepsItsLineage() throws {
        let place = try Self.closedStore()
        let other = String(repeating: "f", count: 32)
        let store = try SQLiteStore.open(folder: place.folder, mode: .readWrite(lineage: other))
        #expect(store.lineage == TemporaryStore.lineage)
    }

    @Test func commitsAreSyncedToTheDisk() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let settings = try store.queue.inDatabase { database in
            try ["journal_mode", "synchronous", "foreign_keys"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        #expect(settings == ["wal", "2", "1"])
    }

    @Test func readingWithoutAStoreMakesNone() throws {
        let place = TemporaryStore()
        let failure = #expect(throws: StoreFailure.self) { try place.openReadOnly() }
        #expect(
            failure == .unreadable(path: place.database, words: "there is no store"))
        #expect(!FileManager.default.fileExists(atPath: place.root))
    }

    /// With the log's files, as a writer leaves them, and without, as a backup may be.
    @Test(arguments: [false, true])
    func readingWritesNothing(isBackup: Bool) throws {
        let place = try Self.closedStore()
        if isBackup {
            for suffix in ["-wal", "-shm"] {
                try FileManager.default.removeItem(atPath: place.database + suffix)
            }
        }
        let before = try place.snapshot()
        let store = try place.openReadOnly()
        #expect(try store.rows().count == 1)
        #expect(try store.entries(0..<10).count == 4)
        _ = try store.fingerprinter()
        try store.close()
        var after = try place.snapshot()
        // The memory that readers and writers share to agree on locks is no content.
        after["store.sqlite-shm"] = before["store.sqlite-shm"]
        #expect(after == before)
    }

    @Test func aReaderWithoutLocksNoticesAWriter() throws {
        let place = try Self.closedStore()
        for suffix in ["-wal", "-shm"] {
            try FileManager.default.removeItem(atPath: place.database + suffix)
        }
        let reader = try place.openReadOnly()
        #expect(try reader.rows().count == 1)
        let writer = try place.open()
        _ = try writer.lease()
        #expect(throws: StoreFailure.locked(path: place.database)) { try reader.rows() }
        #expect(try place.openReadOnly().rows().count == 1)
    }

    @Test func readersSeeWhatIsCommittedWhileAWriterIsOpen() throws {
        let place = TemporaryStore()
        let writer = try place.open()
        let lease = try writer.lease()
        let reader = try place.openReadOnly()
        #expect(try reader.head().size == 0)
        try writer.writeRun(0..<3, under: lease)
        #expect(try reader.head().size == 8)
        #expect(try reader.rows().count == 3)
    }

    @Test func aLostDatabaseIsNotANewStore() throws {
        let place = try Self.closedStore()
        try FileManager.default.removeItem(atPath: place.database)
        let failure = #expect(throws: StoreFailure.self) { try place.open() }
        #expect(
            failure
                == .damaged(path: place.database, words: "it is gone, its log is still here"))
    }

    @Test func whatAKilledCreationLeftIsCleanedUp() throws {
        let place = TemporaryStore()
        try FileManager.default.createDirectory(
            atPath: place.folder, withIntermediateDirectories: true)
        for suffix in [".new", ".new-journal", ".lock"] {
            try Data("half".utf8).write(to: URL(filePath: place.database + suffix))
        }
        _ = try place.open().head()
        let names = try FileManager.default.contentsOfDirectory(atPath: place.folder).set
        #expect(names == ["keys", "store.sqlite", "store.sqlite-wal", "store.sqlite-shm"])
    }

    @Test func aKeyThatIsThereIsKept() throws {
        let place = TemporaryStore()
        let first = try place.open().fingerprinter()
        #expect(try place.openReadOnly().fingerprinter().keyID == first.keyID)
        try Data("no key\n".utf8).write(to: URL(filePath: place.folder + "/keys/fingerprint.key"))
        let failure = #expect(throws: StoreFailure.self) { try place.open().fingerprinter() }
        #expect(
            failure
                == .damaged(
                    path: place.folder + "/keys/fingerprint.key", words: "it is no fingerprint key")
        )
    }
}
