// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog
import Values

/// A log of 70,000 entries: roots, tiles, bundles and proofs made here against those listed.
@Suite(.enabled(if: Suites.areWanted, "the published suites are not beside the project"))
struct BigLogSuiteTests {
    private static let name = "big-log-70000.json"
    private static let size = 70_000
    private static let tree: MerkleTree = {
        let hasher = TreeHasher()
        return MerkleTree(leaves: (0..<size).lazy.map { hasher.leafHash(entry($0)) })
    }()

    private static func entry(_ index: Int) -> [UInt8] { Array("burnham-entry-\(index)\n".utf8) }

    @Test func rootsAndProofs() throws {
        let suite = try Suites.read(Self.name)
        let tree = Self.tree
        let roots = try #require(suite["roots_b64"]?.object).entries.map {
            ["size": .string($0.key), "root": $0.value] as Value
        }
        try Suites.run(roots, of: "\(Self.name) roots") { test throws in
            let size = try #require(Int(try test.text("size")))
            return try tree.root(size: size) == test.digest("root")
        }
        try Suites.run(suite["inclusion"]?.list, of: "\(Self.name) inclusion") { test throws in
            let (index, size) = (test.number("index"), test.number("size"))
            let proof = try #require(tree.inclusionProof(index: index, size: size))
            let isIncluded = ProofVerifier().isIncluded(
                TreeHasher().leafHash(Self.entry(index)), index: index, size: size,
                root: try #require(tree.root(size: size)), proof: proof)
            return try isIncluded && proof == test.digests("proof")
        }
        try Suites.run(suite["consistency"]?.list, of: "\(Self.name) consistency") { test throws in
            let (old, size) = (test.number("size1"), test.number("size2"))
            let proof = try #require(tree.consistencyProof(from: old, to: size))
            let isConsistent = ProofVerifier().isConsistent(
                oldSize: old, oldRoot: try #require(tree.root(size: old)), size: size,
                root: try #require(tree.root(size: size)), proof: proof)
            return try isConsistent && proof == test.digests("proof")
        }
    }

    @Test func tiles() throws {
        let suite = try Suites.read(Self.name)
        let paths = LogTiles.paths(from: 0, to: Self.size)
        let tiles = suite["tiles_at_70000"]?.list
        let bundles = suite["entry_bundles_at_70000"]?.list
        let listed = try ((tiles ?? []) + (bundles ?? [])).map { try $0.text("path") }
        #expect(paths.map(\.text) == listed)
        try Suites.run(tiles, of: "\(Self.name) tiles") { test throws in
            let path = try TilePath(parsing: test.text("path"))
            let bytes = try #require(LogTiles.hashes(of: path, in: Self.tree))
            return try bytes.count == test.number("bytes")
                && Digest.sha256(bytes).hex == test.text("sha256")
        }
        try Suites.run(bundles, of: "\(Self.name) entry bundles") { test throws in
            let path = try TilePath(parsing: test.text("path"))
            let first = path.index * TilePath.fullWidth
            let bundle = try EntryBundle(
                entries: (first..<first + path.width).map(Self.entry))
            #expect(try EntryBundle(parsing: bundle.bytes) == bundle)
            return try Digest.sha256(bundle.bytes).hex == test.text("sha256")
        }
    }

    @Test func tilesOfGrowth() {
        #expect(LogTiles.paths(from: 70_000, to: 70_000).isEmpty)
        #expect(
            LogTiles.paths(from: 65_500, to: 65_537).map(\.text) == [
                "tile/0/255", "tile/0/256.p/1", "tile/1/000", "tile/2/000.p/1",
                "tile/entries/255", "tile/entries/256.p/1",
            ])
    }
}
