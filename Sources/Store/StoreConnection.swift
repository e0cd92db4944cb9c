// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import GRDB
import Values

/// An open SQLite connection of the kind that the store needs, and the checks that it really is a store's.
struct StoreConnection {
    let queue: DatabaseQueue
    let isUnlocked: Bool

    /// Pages of log after which it is worked into the database.
    private static let logPagesMax = 4096
    /// Bytes of log that are kept for the next run when it has been worked in.
    private static let logBytesKept = 32 * 1024 * 1024

    static func writing(
        _ place: StorePlace, busySeconds: Double
    ) throws(StoreFailure) -> StoreConnection {
        do {
            let queue = try DatabaseQueue(
                path: plainPath(place.database), configuration: configuration(busySeconds))
            try queue.inDatabase { database in
                // Before anything is written: the file may be somebody else's.
                try checkHeader(database, place)
                database.keepLogFiles()
                try database.execute(
                    sql: """
                        PRAGMA journal_mode = WAL;
                        PRAGMA synchronous = FULL;
                        PRAGMA wal_autocheckpoint = \(logPagesMax);
                        PRAGMA journal_size_limit = \(logBytesKept);
                        """)
            }
            return StoreConnection(queue: queue, isUnlocked: false)
        } catch {
            throw StoreFailure(error, path: place.database)
        }
    }

    /// SQLite's readers of a database with a log need the log's two files, and make them where they are
    /// missing. Where there is no log, or one without content that can't be opened, the database is
    /// complete in itself and is read without them and without locks.
    static func reading(
        _ place: StorePlace, busySeconds: Double
    ) throws(StoreFailure) -> StoreConnection {
        do {
            guard let log = try fileStatus(place.log) else {
                return try unlocked(place, busySeconds)
            }
            do {
                return try opened(place, plainPath(place.database), busySeconds, isUnlocked: false)
            } catch let error as DatabaseError where isAboutLogFiles(error) {
                if log.size == 0 { return try unlocked(place, busySeconds) }
                throw StoreFailure.unreadable(
                    path: place.database,
                    words:
                        "its last writer was cut off, and reading its log needs the right to write")
            }
        } catch {
            throw StoreFailure(error, path: place.database)
        }
    }

    private static func unlocked(
        _ place: StorePlace, _ busySeconds: Double
    ) throws -> StoreConnection {
        try opened(
            place, "file:\(percentEncoded(place.database))?immutable=1", busySeconds,
            isUnlocked: true)
    }

    private static func opened(
        _ place: StorePlace, _ path: String, _ busySeconds: Double, isUnlocked: Bool
    ) throws -> StoreConnection {
        var configuration = configuration(busySeconds)
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { try checkHeader($0, place) }
        return StoreConnection(queue: queue, isUnlocked: isUnlocked)
    }

    private static func isAboutLogFiles(_ error: DatabaseError) -> Bool {
        [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    }

    private static func configuration(_ busySeconds: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.foreignKeysEnabled = true
        configuration.label = "store"
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA cache_size = -32768;
                    """)
        }
        return configuration
    }

    /// SQLite takes a name that begins with `file:` for a URI.
    private static func plainPath(_ path: String) -> String {
        path.utf8.starts(with: "file:".utf8) ? "./\(path)" : path
    }

    /// The path of a `file:` URI.
    private static func percentEncoded(_ path: String) -> String {
        var encoded: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: "."):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%")] + Array(CollectionOfOne(byte).hex.utf8)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func checkHeader(_ database: Database, _ place: StorePlace) throws {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard application == StoreSchema.applicationID else {
            throw StoreFailure.damaged(path: place.database, words: "it is no store")
        }
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version <= StoreSchema.version else {
            throw StoreFailure.newer(path: place.database, version: version)
        }
        guard version == StoreSchema.version else {
            throw StoreFailure.damaged(
                path: place.database, words: "it has the unknown version \(version)")
        }
    }

    /// The lineage, where the ledger is as long as the store says, or may be of any length.
    func checkedLineage(
        _ place: StorePlace, checksLength: Bool
    ) throws(StoreFailure) -> String {
        do {
            return try queue.read { database in
                let store = try SQLCall("SELECT lineage, size FROM store", on: database)
                let last = try SQLCall(
                    "SELECT coalesce(max(entry), -1) FROM entries", on: database)
                guard
                    let (lineage, size) = try store.firstRow({
                        (try store.text(0), try store.int(1))
                    }), StoreCreation.isLineage(lineage)
                else {
                    throw StoreFailure.damaged(path: place.database, words: "it has no lineage")
                }
                let entries = try last.firstRow { try last.int(0) + 1 }
                guard entries == size || !checksLength else {
                    throw StoreFailure.damaged(
                        path: place.database,
                        words: "it should hold \(size) entries and holds \(entries ?? 0)")
                }
                return lineage
            }
        } catch {
            throw StoreFailure(error, path: place.database)
        }
    }
}
