// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import TransparencyLog

@Suite struct TreeTests {
    private static let leaves = (0..<70).map { TreeHasher().leafHash([UInt8($0)]) }
    private static let tree = MerkleTree(leaves: leaves)

    /// RFC 6962, 2.1, word for word.
    private func definition(_ leaves: ArraySlice<Digest>) -> Digest {
        if leaves.isEmpty { return Digest.sha256([]) }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        let (left, right) = (definition(leaves[..<middle]), definition(leaves[middle...]))
        return Digest.sha256([1] + left.bytes + right.bytes)
    }

    @Test(arguments: 0...70)
    func rootsAreThoseOfTheDefinition(size: Int) {
        let leaves = Self.leaves.prefix(size)
        #expect(MerkleTree(leaves: leaves).root == definition(leaves))
        #expect(Self.tree.root(size: size) == definition(leaves))
    }

    @Test func everyInclusionProofVerifiesAndNoOther() throws {
        let verifier = ProofVerifier()
        for size in 1...40 {
            let root = try #require(Self.tree.root(size: size))
            for index in 0..<size {
                let proof = try #require(Self.tree.inclusionProof(index: index, size: size))
                func isIncluded(_ leaf: Digest, _ proof: [Digest]) -> Bool {
                    verifier.isIncluded(leaf, index: index, size: size, root: root, proof: proof)
                }
                #expect(isIncluded(Self.leaves[index], proof))
                #expect(!isIncluded(Self.leaves[index + 1], proof))
                #expect(!isIncluded(Self.leaves[index], proof + [root]))
                if !proof.isEmpty { #expect(!isIncluded(Self.leaves[index], proof.dropLast())) }
            }
            #expect(Self.tree.inclusionProof(index: size, size: size) == nil)
        }
        #expect(Self.tree.inclusionProof(index: -1, size: 5) == nil)
        #expect(Self.tree.inclusionProof(index: 0, size: 71) == nil)
    }

    @Test func everyConsistencyProofVerifiesAndNoOther() throws {
        let verifier = ProofVerifier()
        for size in 1...40 {
            let root = try #require(Self.tree.root(size: size))
            for old in 1...size {
                let oldRoot = try #require(Self.tree.root(size: old))
                let proof = try #require(Self.tree.consistencyProof(from: old, to: size))
                func isConsistent(_ oldRoot: Digest, _ proof: [Digest]) -> Bool {
                    verifier.isConsistent(
                        oldSize: old, oldRoot: oldRoot, size: size, root: root, proof: proof)
                }
                #expect(isConsistent(oldRoot, proof))
                #expect(!isConsistent(Self.leaves[69], proof))
                #expect(!isConsistent(oldRoot, proof + [root]))
                if !proof.isEmpty { #expect(!isConsistent(oldRoot, proof.dropLast())) }
            }
        }
        #expect(Self.tree.consistencyProof(from: 0, to: 5) == nil)
        #expect(Self.tree.consistencyProof(from: 6, to: 5) == nil)
        let empty = TreeHasher.emptyRoot
        #expect(
            !verifier.isConsistent(
                oldSize: 0, oldRoot: empty, size: 5, root: Self.tree.root, proof: []))
    }

    @Test func theFrontierIsStoredAndGoesOn() throws {
        let hasher = TreeHasher()
        var frontier = TreeFrontier()
        for (size, leaf) in Self.leaves.enumerated() {
            let stored = frontier.bytes
            #expect(stored.count == 8 + 32 * size.nonzeroBitCount)
            frontier = try #require(TreeFrontier(bytes: stored))
            #expect(frontier.root(using: hasher) == Self.tree.root(size: size))
            frontier.append(leaf, using: hasher)
        }
        #expect(frontier.size == 70)
    }

    @Test(arguments: [0, 1, 5, 8], [0, 8, 16, 24, 56])
    func aTreeGoesOnWithTheLeavesOfAnother(count: Int, start: Int) {
        let hasher = TreeHasher()
        var (whole, other) = (TreeFrontier(), TreeFrontier())
        for leaf in Self.leaves[..<start] { whole.append(leaf, using: hasher) }
        var joined = whole
        var (expected, found): ([TreeNode: Digest], [TreeNode: Digest]) = ([:], [:])
        for leaf in Self.leaves[start..<start + count] {
            whole.append(leaf, using: hasher) { expected[$0] = $1 }
            other.append(leaf, using: hasher)
        }
        joined.append(other, using: hasher) { found[$0] = $1 }
        #expect(joined == whole)
        #expect(found.count <= expected.count)
        for (node, hash) in found { #expect(expected[node] == hash) }
    }

    @Test func aDamagedFrontierIsRefused() {
        var frontier = TreeFrontier()
        frontier.append(Self.leaves[0], using: TreeHasher())
        let good = frontier.bytes
        #expect(good.prefix(8) == [0, 0, 0, 0, 0, 0, 0, 1])
        for bad in [
            [], Array(good.dropLast()), good + [0], [0xFF] + good.dropFirst(),
            [0x7F] + [UInt8](repeating: 0xFF, count: 7 + 63 * 32),
        ] {
            #expect(TreeFrontier(bytes: bad) == nil)
        }
    }

    @Test func largeSizesDoNotOverflow() {
        let verifier = ProofVerifier()
        let hash = Self.leaves[0]
        let proof = [Digest](repeating: hash, count: 200)
        #expect(
            !verifier.isIncluded(
                hash, index: .max - 1, size: .max, root: hash, proof: proof))
        #expect(
            !verifier.isConsistent(
                oldSize: .max - 1, oldRoot: hash, size: .max, root: hash, proof: proof))
        #expect(
            !verifier.isConsistent(
                subtree: -1 ..< -1, subtreeRoot: TreeHasher.emptyRoot, size: 1, root: hash,
                proof: []))
        #expect(
            !verifier.isConsistent(
                subtree: 5..<Int.max, subtreeRoot: hash, size: .max, root: hash, proof: proof))
        let tiles = TilePath(.hashes(level: 0), index: .max / 256)
        #expect((try? TilePath(parsing: tiles.text)) == tiles)
        let farTile = TilePath(.hashes(level: 63), index: .max)
        #expect(LogTiles.hashes(of: farTile, in: Self.tree) == nil)
    }
}
