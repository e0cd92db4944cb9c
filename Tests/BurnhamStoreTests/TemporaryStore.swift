// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import GRDB

@testable import BurnhamStore

/// A store in a folder of its own, which is removed at the end.
final class TemporaryStore: Sendable {
    static let lineage = "0123456789abcdef0123456789abcdef"

    let root: String
    let folder: String

    init() {
        root = NSTemporaryDirectory() + "burnham-store-\(UUID().uuidString)"
        folder = root + "/.burnham/local"
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var database: String { folder + "/store.sqlite" }

    func open(busySeconds: Double = 5) throws -> SQLiteStore {
        try SQLiteStore.open(
            folder: folder, mode: .readWrite(lineage: Self.lineage), busySeconds: busySeconds)
    }

    func openReadOnly(busySeconds: Double = 5) throws -> SQLiteStore {
        try SQLiteStore.open(folder: folder, mode: .readOnly, busySeconds: busySeconds)
    }

    /// Changes the database behind the store's back.
    func tamper(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Every file below the folder with its bytes.
    func snapshot() throws -> [String: Data] {
        var files: [String: Data] = [:]
        let found = FileManager.default.enumerator(atPath: folder)
        while let path = found?.nextObject() as? String {
            var isFolder: ObjCBool = false
            let full = "\(folder)/\(path)"
            _ = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
            files[path] = isFolder.boolValue ? Data() : try Data(contentsOf: URL(filePath: full))
        }
        return files
    }
}

extension SQLiteStore {
    func lease(
        _ scopes: [String] = ["*"], holder: String = "test", at now: Instant = SampleEntries.noon
    ) throws -> Lease {
        try acquireLease(LeaseRequest(scopes: scopes, holder: holder, now: now))
    }

    /// Begins a run, then writes an intent and an outcome for each number.
    func writeRun(_ numbers: Range<Int>, under lease: Lease, run: String = "R1") throws {
        _ = try append([SampleEntries.about(run: run, .runStarted)], under: lease)
        for number in numbers {
            let row = SampleEntries.row(number)
            let step = SampleEntries.stepKey(number)
            _ = try append(
                [
                    SampleEntries.intent(row, step: step, run: run),
                    SampleEntries.outcome(row, step: step, run: run),
                ], under: lease)
        }
        _ = try append([SampleEntries.about(run: run, .runEnded)], under: lease)
    }
}
