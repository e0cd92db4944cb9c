// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Testing
import TransparencyLog
import Values

@testable import BurnhamStore

@Suite struct CheckpointTests {
    private static func writer(_ store: SQLiteStore, sinks: [String] = []) -> CheckpointWriter {
        CheckpointWriter(store: store, city: "city.example", environment: "local", sinks: sinks)
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    private static func findings(_ store: SQLiteStore) throws -> [LedgerFinding] {
        try LedgerVerifier(store: store).verify().findings
    }

    @Test func aCheckpointIsASignedNoteOfTheHead() throws {
        let place = TemporaryStore()
        let store = try place.open()
        try store.writeRun(0..<2, under: store.lease())
        let written = try Self.writer(store).write(store.head())
        let key = try NoteVerifierKey(parsing: written.verifierKey)
        let checkpoint = try VerifiedCheckpoint(parsing: Self.bytes(written.path), keys: [key])
            .checkpoint
        #expect(checkpoint.origin == "city.example/burnham/local/\(TemporaryStore.lineage)")
        #expect(checkpoint.size == 6)
        #expect(checkpoint.root == (try store.head().root))
        #expect(written.path == place.folder + "/checkpoints/6")
        #expect(try Self.bytes(place.folder + "/checkpoints/latest") == Self.bytes(written.path))
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: place.folder + "/keys/checkpoint.key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try Self.writer(store).write(store.head()) == written, "the key is made once")
        #expect(try LedgerVerifier(store: store).verify().ownCheckpoints == 1)
    }

    @Test func sinksAreFilesAndFolders() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        let (file, folder) = (place.root + "/latest.note", place.root + "/archive")
        let missing = place.root + "/nowhere/latest.note"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for number in 0..<2 {
            try store.writeRun(number..<number + 1, under: lease, run: "R\(number)")
            let written = try Self.writer(store, sinks: [file, folder, missing]).write(store.head())
            #expect(written.sinks.map(\.path) == [file, folder, missing])
            #expect(written.sinks[0].problem == nil && written.sinks[1].problem == nil)
            #expect(written.sinks[2].problem != nil, "and the run goes on")
            #expect(try Self.bytes(file) == Self.bytes(written.path))
        }
        let prefix = "city.example-burnham-local-\(TemporaryStore.lineage)-"
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == ["\(prefix)4", "\(prefix)8"])
    }

    @Test func nothingElseIsOverwritten() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<1, under: lease)
        let small = try store.head()
        let sinks = [place.root + "/note", place.root + "/text"]
        try Data("my shopping list".utf8).write(to: URL(filePath: sinks[1]))
        let first = try Self.writer(store, sinks: sinks).write(small)
        #expect(first.sinks[1].problem == "it holds something else")
        try store.writeRun(1..<2, under: lease, run: "R2")
        _ = try Self.writer(store, sinks: sinks).write(store.head())

        let failure = #expect(throws: StoreFailure.self) { try Self.writer(store).write(small) }
        #expect(
            failure
                == .unreadable(
                    path: place.folder + "/checkpoints/latest",
                    words: "it holds a checkpoint of 8 entries, the ledger has 4"))
        let forged = LedgerHead(size: 8, root: small.root)
        #expect(throws: StoreFailure.self) { try Self.writer(store).write(forged) }
        #expect(try Self.findings(store) == [])
    }

    @Test func ownCheckpointsMustAgree() throws {
        let place = TemporaryStore()
        let store = try place.open()
        try store.writeRun(0..<2, under: store.lease())
        let path = try Self.writer(store).write(store.head()).path
        let note = try Self.bytes(path)

        var broken = note
        // Another character of base64, or it would be no signature at all.
        let last = broken.count - 10
        broken[last] = broken[last] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        try Data(broken).write(to: URL(filePath: path))
        guard case .checkpoint(path, .unsigned)? = try Self.findings(store).first?.difference else {
            Issue.record("\(try Self.findings(store))")
            return
        }
        try Data("text".utf8).write(to: URL(filePath: path))
        guard case .checkpoint(path, .unreadable)? = try Self.findings(store).first?.difference
        else {
            Issue.record("\(try Self.findings(store))")
            return
        }
        let key = try StoreKeys(place: store.place).signerKey(
            origin: "city.example/burnham/local/\(TemporaryStore.lineage)")
        let other = try Checkpoint(origin: key.name, size: 3, root: .sha256([])).signed(by: key)
        try Data(other.bytes).write(to: URL(filePath: path))
        #expect(
            try Self.findings(store)
                == [LedgerFinding(.checkpoint(path: path, .otherRoot(size: 3)))])
    }

    @Test func anOutsideCheckpointMayBeOlderAndNeedsAKnownKey() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<2, under: lease)
        let written = try Self.writer(store).write(store.head())
        let note = try Self.bytes(written.path)
        try store.writeRun(2..<9, under: lease, run: "R2")
        let result = try LedgerVerifier(
            store: store, outside: OutsideCheckpoint(path: "note", bytes: note)
        ).verify()
        #expect(result.isSound && result.outsideSize == 6 && !result.isConsistentWithItselfOnly)

        let stranger = try NoteSignerKey(
            name: "city.example/burnham/local/\(TemporaryStore.lineage)",
            privateKey: #require(Ed25519PrivateKey(seed: randomBytes(count: 32))))
        let unknown = try LedgerVerifier(
            store: store,
            outside: OutsideCheckpoint(
                path: "note", bytes: note, verifierKey: stranger.verifierKey.text)
        ).verify()
        #expect(unknown.isConsistentWithItselfOnly)
        #expect(
            unknown.findings
                == [
                    LedgerFinding(
                        .checkpoint(path: "note", .unsigned("no signature of a known key")))
                ])
        let noKey = try LedgerVerifier(
            store: store, outside: OutsideCheckpoint(path: "note", bytes: note, verifierKey: "key")
        ).verify()
        #expect(!noKey.isSound && noKey.isConsistentWithItselfOnly)
    }

    @Test func aNewDomainKeepsOlderCheckpointsValid() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        try store.writeRun(0..<1, under: lease)
        _ = try Self.writer(store).write(store.head())
        try store.writeRun(1..<2, under: lease, run: "R2")
        try FileManager.default.removeItem(atPath: place.folder + "/checkpoints/latest")
        _ = try CheckpointWriter(store: store, city: "new.example", environment: "local")
            .write(store.head())
        let result = try LedgerVerifier(store: store).verify()
        #expect(result.findings == [])
        #expect(result.ownCheckpoints == 2)
    }
}
