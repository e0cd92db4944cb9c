// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog
import Values

@Suite(.enabled(if: Suites.areWanted, "the published suites are not beside the project"))
struct TreeSuiteTests {
    private let verifier = ProofVerifier()

    /// Cases that want a root of 12 bytes accepted, because nothing has to be hashed for them. Here a
    /// hash has 32 bytes by its type, so they are refused.
    private static let deviations = [
        "sizes-are-equal-one-and-proof-is-empty",
        "subtree-is-empty-sizes-are-equal-one-subtree-root-valid-tree-root-random-proof-is-empty",
        "subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-tree-root-random-proof-is-empty",
    ]

    /// Whether a hash that is not 32 bytes long may be refused.
    private func isRefusalRight(_ test: Value) throws -> Bool {
        let id = try test.text("id")
        return test["wantErr"] == true || Self.deviations.contains { id == "additional/\($0)" }
    }

    @Test func trees() throws {
        let suite = try Suites.read("rfc6962-tree.json")
        let hasher = TreeHasher()
        let leaves = try #require(suite["leaf_inputs_hex"]?.list).map { leaf in
            hasher.leafHash(try #require([UInt8](hex: leaf.string ?? "absent")))
        }
        let tree = MerkleTree(leaves: leaves)
        let levels = try #require(suite["node_hashes_hex_by_level"]?.list)
        for (level, hashes) in levels.enumerated() {
            for (index, hash) in try #require(hashes.list).enumerated() {
                let node = TreeNode(level: level, index: index)
                #expect(tree.hash(of: node)?.hex == hash.string)
            }
        }
        let roots = try #require(suite["root_hashes_hex_by_size"]?.list)
        for (size, root) in roots.enumerated() {
            #expect(tree.root(size: size)?.hex == root.string)
            #expect(MerkleTree(leaves: leaves.prefix(size)).root.hex == root.string)
        }
        print("tlog/rfc6962-tree.json: \(levels.count) levels, \(roots.count) roots")
    }

    @Test func inclusion() throws {
        let cases = try Suites.read("inclusion.json")["cases"]?.list
        try Suites.run(cases, of: "inclusion.json") { test throws in
            guard let root = try test.digest("root"), let leaf = try test.digest("leafHash"),
                let proof = try test.digests("proof")
            else { return try isRefusalRight(test) }
            let isIncluded = verifier.isIncluded(
                leaf, index: test.number("leafIdx"), size: test.number("treeSize"), root: root,
                proof: proof)
            return test["wantErr"] == .bool(!isIncluded)
        }
    }

    @Test func consistency() throws {
        let cases = try Suites.read("consistency.json")["cases"]?.list
        try Suites.run(cases, of: "consistency.json") { test throws in
            guard let old = try test.digest("root1"), let root = try test.digest("root2"),
                let proof = try test.digests("proof")
            else { return try isRefusalRight(test) }
            let isConsistent = verifier.isConsistent(
                oldSize: test.number("size1"), oldRoot: old, size: test.number("size2"),
                root: root, proof: proof)
            return test["wantErr"] == .bool(!isConsistent)
        }
    }

    @Test func subtreeInclusion() throws {
        let cases = try Suites.read("subtreeinclusion.json")["cases"]?.list
        try Suites.run(cases, of: "subtreeinclusion.json") { test throws in
            let (start, end) = (test.number("start"), test.number("end"))
            guard let root = try test.digest("root"), let leaf = try test.digest("leafHash"),
                let proof = try test.digests("proof"), start <= end
            else { return try isRefusalRight(test) }
            let isIncluded = verifier.isIncluded(
                leaf, index: test.number("leafIdx"), subtree: start..<end, root: root,
                proof: proof)
            return test["wantErr"] == .bool(!isIncluded)
        }
    }

    @Test func subtreeConsistency() throws {
        let cases = try Suites.read("subtreeconsistency.json")["cases"]?.list
        try Suites.run(cases, of: "subtreeconsistency.json") { test throws in
            let (start, end) = (test.number("start"), test.number("end"))
            guard let old = try test.digest("root1"), let root = try test.digest("root2"),
                let proof = try test.digests("proof"), start <= end
            else { return try isRefusalRight(test) }
            let isConsistent = verifier.isConsistent(
                subtree: start..<end, subtreeRoot: old, size: test.number("size"), root: root,
                proof: proof)
            return test["wantErr"] == .bool(!isConsistent)
        }
    }
}
