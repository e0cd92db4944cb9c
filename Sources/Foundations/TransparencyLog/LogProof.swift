// SPDX-License-Identifier: Apache-2.0

package import Values

/// A proof file (c2sp.org/tlog-proof): that an entry is in a log, to be checked offline with the log's
/// key. The extra data is signed by nobody.
package struct LogProof: Sendable {
    private static let header = "c2sp.org/tlog-proof@v1"
    /// A tree of 2^63 leaves has no longer proof.
    private static let hashesMax = 63

    package let index: Int
    /// From the leaf's sibling up.
    package let hashes: [Digest]
    package let extra: [UInt8]?
    /// A signed note, as the log wrote it.
    package let checkpoint: [UInt8]

    package init(index: Int, hashes: [Digest], checkpoint: [UInt8], extra: [UInt8]? = nil) {
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
        self.extra = extra
    }

    package init(parsing bytes: [UInt8]) throws(LogFailure) {
        var lines = ProofLines(rest: bytes[...])
        guard let first = lines.next(), first.hasSameBytes(as: Self.header) else {
            throw .malformed(.proof, "its first line is `\(Self.header)`")
        }
        var line = lines.next()
        extra = try Self.extra(in: line)
        if extra != nil { line = lines.next() }
        guard let digits = line?.after("index "), let index = Int(decimal: digits) else {
            throw .malformed(.proof, "its index is a decimal without leading zeros")
        }
        self.index = index
        hashes = try Self.hashes(in: &lines)
        checkpoint = Array(lines.rest)
    }

    private static func extra(in line: String?) throws(LogFailure) -> [UInt8]? {
        guard let encoded = line?.after("extra ") else { return nil }
        guard let extra = Base64.decode(Array(encoded.utf8)) else {
            throw .malformed(.proof, "its extra data is base64")
        }
        return extra
    }

    /// Up to the empty line.
    private static func hashes(in lines: inout ProofLines) throws(LogFailure) -> [Digest] {
        var hashes: [Digest] = []
        while let line = lines.next() {
            if line.isEmpty { return hashes }
            guard hashes.count < hashesMax, let bytes = Base64.decode(Array(line.utf8)),
                let hash = Digest(bytes: bytes)
            else { throw .malformed(.proof, "its hashes are base64 of 32 bytes, at most 63") }
            hashes.append(hash)
        }
        throw .malformed(.proof, "an empty line stands before the checkpoint")
    }

    package var bytes: [UInt8] {
        var lines = [Self.header]
        if let extra {
            lines.append("extra " + String(decoding: Base64.encode(extra), as: UTF8.self))
        }
        lines.append("index \(index)")
        lines += hashes.map { String(decoding: Base64.encode($0.bytes), as: UTF8.self) }
        return Array(lines.map { "\($0)\n" }.joined().utf8) + [UInt8(ascii: "\n")] + checkpoint
    }

    /// The checkpoint that the proof leads to, for an entry with that leaf hash. Throws what verifying
    /// the checkpoint throws, and `proofFails`.
    package func verified(
        leaf: Digest, keys: [NoteVerifierKey]
    ) throws(LogFailure) -> VerifiedCheckpoint {
        let verified = try VerifiedCheckpoint(parsing: checkpoint, keys: keys)
        let isIncluded = ProofVerifier().isIncluded(
            leaf, index: index, size: verified.checkpoint.size, root: verified.checkpoint.root,
            proof: hashes)
        guard isIncluded else { throw .proofFails }
        return verified
    }
}

/// The lines of a proof file before its checkpoint.
private struct ProofLines {
    var rest: ArraySlice<UInt8>

    /// Nil where no whole UTF-8 line is left.
    mutating func next() -> String? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(validating: rest[..<end], as: UTF8.self)
    }
}

extension String {
    /// What stands after `prefix`, compared by bytes.
    fileprivate func after(_ prefix: String) -> Substring? {
        utf8.starts(with: prefix.utf8) ? Substring(utf8.dropFirst(prefix.utf8.count)) : nil
    }
}
