// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import GRDB
import TransparencyLog

/// Makes a new store: folder, keys, then the database under another name, which it gets its own of only
/// when it is whole. So a database that is cut off is never mistaken for a new one. It opens nothing for use.
struct StoreCreation {
    private static let lockTimeoutMilliseconds = 10_000

    let place: StorePlace
    let lineage: String

    func run() throws(StoreFailure) {
        precondition(
            Self.isLineage(lineage), "`\(lineage)` is no lineage; this is a bug in burnham")
        do {
            try makeDirectories(place.folder, mode: 0o700)
            let lock = try FileLock.acquire(
                place.creationLock, timeoutMilliseconds: Self.lockTimeoutMilliseconds)
            defer { lock.release() }
            if try place.hasStore() { return }
            try StoreKeys(place: place).makeFingerprintKey()
            try removeUnfinished()
            try replaceFile(place.unfinished, bytes: [], mode: 0o600, mustBeNew: true)
            try makeDatabase()
            try renameItem(place.unfinished, to: place.database)
            try removeFile(place.creationLock)
        } catch {
            throw StoreFailure(error, path: place.database)
        }
    }

    /// 128 bits in lower-case hex.
    static func isLineage(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// What somebody who was killed left behind.
    private func removeUnfinished() throws(FileFailure) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let path = place.unfinished + suffix
            if try fileStatus(path) != nil { try removeFile(path) }
        }
    }

    private func makeDatabase() throws {
        var configuration = Configuration()
        configuration.label = "store-creation"
        let queue = try DatabaseQueue(path: place.unfinished, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA page_size = \(StoreSchema.pageSize);
                    PRAGMA synchronous = FULL;
                    """)
            try database.inTransaction(.immediate) {
                try database.execute(
                    sql: """
                        PRAGMA application_id = \(StoreSchema.applicationID);
                        PRAGMA user_version = \(StoreSchema.version);
                        """)
                for statement in StoreSchema.statements { try database.execute(sql: statement) }
                try writeStoreRow(database)
                return .commit
            }
        }
        try queue.close()
    }

    private func writeStoreRow(_ database: Database) throws {
        let call = try SQLCall(
            "INSERT INTO store (one, lineage, size, root, frontier, token) VALUES (1, ?, 0, ?, ?, 0)",
            on: database)
        try call.bind(1, lineage)
        try call.bind(2, TreeHasher.emptyRoot)
        try call.bind(3, TreeFrontier().bytes)
        try call.run()
    }
}
