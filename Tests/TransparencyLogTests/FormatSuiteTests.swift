// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog
import Values

@Suite(.enabled(if: Suites.areWanted, "the published suites are not beside the project"))
struct FormatSuiteTests {
    @Test func checkpoints() throws {
        let suite = try Suites.read("checkpoint-vectors.json")
        try Suites.run(suite["ok"]?.list, of: "checkpoint-vectors.json ok") { test throws in
            let checkpoint = try Checkpoint(parsing: try test.text("body"))
            let extensions = checkpoint.extensions.map { Value.string($0) }
            return try checkpoint.origin == test.text("origin")
                && checkpoint.size == test.number("size") && test["ext"] == .list(extensions)
                && checkpoint.text == test.text("body")
        }
        try Suites.run(suite["errors"]?.list, of: "checkpoint-vectors.json errors") { test in
            failure { _ = try Checkpoint(parsing: try test.text("body")) } != nil
        }
    }

    @Test func proofFiles() throws {
        let suite = try Suites.read("tlog-proof-vectors.json")
        try Suites.run(suite["marshal"]?.list, of: "tlog-proof-vectors.json marshal") {
            test throws in
            let extra = try test["extra"].map { _ in try test.data("extra") }
            let proof = LogProof(
                index: test.number("index"), hashes: try #require(try test.digests("hashes")),
                checkpoint: Array(try test.text("checkpoint").utf8), extra: extra)
            let wanted = Array(try test.text("want").utf8)
            let parsed = try LogProof(parsing: wanted)
            return proof.bytes == wanted && parsed.bytes == wanted && parsed.extra == extra
        }
        try Suites.run(suite["errors"]?.list, of: "tlog-proof-vectors.json errors") { test in
            failure { _ = try LogProof(parsing: Array(try test.text("proof").utf8)) } != nil
        }
        let key = try NoteVerifierKey(parsing: try suite.text("verify_vkey"))
        let cases = suite["verify_ok"]?.list
        try Suites.run(cases, of: "tlog-proof-vectors.json verify_ok") { test throws in
            let proof = try LogProof(parsing: Array(try test.text("tlog_proof").utf8))
            let leaf = TreeHasher().leafHash(Array(try test.text("entry").utf8))
            let other = TreeHasher().leafHash(Array("another".utf8))
            #expect(
                failure { _ = try proof.verified(leaf: other, keys: [key]) } == .proofFails)
            return try proof.verified(leaf: leaf, keys: [key]).checkpoint.size
                == test.number("size")
        }
    }

    @Test func tilePaths() throws {
        let suite = try Suites.read("tile-paths.json")
        func run(_ name: String, _ body: (Value) throws -> Bool) throws {
            try Suites.run(suite[name]?.list, of: "tile-paths.json \(name)", body)
        }
        try run("TestEntriesPathForLogIndex") { test throws in
            let path = TilePath.entries(
                holding: test.number("seq"), size: test.number("logSize"))
            return try path?.text == test.text("wantPath")
        }
        try run("TestEntriesPath") { test throws in
            let path = TilePath(.entries, index: test.number("N"), width: width(test, "p"))
            return try path.text == test.text("wantPath")
                && TilePath(parsing: path.text) == path
        }
        for (name, folder) in [("TestTilePath", false), ("TestNWithSuffix", true)] {
            try run(name) { test throws in
                let kind = TilePath.Kind.hashes(level: test.number("level"))
                let path = TilePath(kind, index: test.number("index"), width: width(test, "p"))
                let prefix = folder ? "tile/\(test.number("level"))/" : ""
                return try path.text == prefix + test.text("wantPath")
                    && TilePath(parsing: path.text) == path
            }
        }
        try run("TestParseTileLevelIndexPartial") { test throws in
            let text = try "tile/\(test.text("pathLevel"))/\(test.text("pathIndex"))"
            let path = try? TilePath(parsing: text)
            if test["wantErr"] == true { return path == nil }
            let kind = TilePath.Kind.hashes(level: test.number("wantLevel"))
            let index = test.number("wantIndex")
            return path == TilePath(kind, index: index, width: width(test, "wantP"))
        }
    }

    /// The suite has 0, or nothing, for a full tile.
    private func width(_ test: Value, _ key: String) -> Int {
        max(test.number(key), 0) == 0 ? TilePath.fullWidth : test.number(key)
    }

    @Test func aSignedLogOnDisk() throws {
        let vectors = try Suites.read("note-vectors.json")
        let key = try NoteVerifierKey(
            parsing: try #require(vectors["keys"]?["tessera"]).text("vkey"))
        var tree = MerkleTree()
        let hasher = TreeHasher()
        for size in 1...15 {
            let folder = "tessera-log"
            let bundle = try EntryBundle(
                parsing: Suites.bytes("\(folder)/tile/entries/000.p/\(size)"))
            #expect(bundle.entries.count == size)
            tree.append(hasher.leafHash(try #require(bundle.entries.last)), using: hasher)
            let tile = TilePath(.hashes(level: 0), index: 0, width: size)
            #expect(
                try LogTiles.hashes(of: tile, in: tree) == Suites.bytes("\(folder)/\(tile.text)"))
            let checkpoint = try VerifiedCheckpoint(
                parsing: Suites.bytes("\(folder)/checkpoint.\(size)"), keys: [key])
            #expect(checkpoint.checkpoint.root == tree.root)
            #expect(checkpoint.checkpoint.size == size)
        }
        print("tlog/tessera-log: 15 checkpoints, tiles and bundles")
    }
}
