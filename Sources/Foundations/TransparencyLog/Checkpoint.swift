// SPDX-License-Identifier: Apache-2.0

package import Values

/// The state of a log at one moment (c2sp.org/tlog-checkpoint): which log, how many entries, the root
/// of their tree. Unsigned; a `SignedNote` of its text carries the signatures.
package struct Checkpoint: Sendable {
    /// The log's name.
    package let origin: String
    package let size: Int
    package let root: Digest
    /// Further lines, not empty, with whatever meaning the log gives them.
    package let extensions: [String]

    /// Throws `malformed` where origin or extensions are empty or no lines.
    package init(
        origin: String, size: Int, root: Digest, extensions: [String] = []
    ) throws(LogFailure) {
        for line in [origin] + extensions {
            guard !line.isEmpty, line.utf8.allSatisfy({ $0 >= 0x20 }) else {
                throw .malformed(.checkpoint, "origin and extensions are lines that are not empty")
            }
        }
        guard size >= 0 else { throw .malformed(.checkpoint, "its size is not negative") }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Strict: a size without leading zeros, a root of 32 bytes in base64, no empty lines.
    package init(parsing text: String) throws(LogFailure) {
        let lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        guard lines.count >= 4, lines.last == "" else {
            throw .malformed(.checkpoint, "it has three lines or more, each ending in a newline")
        }
        guard let size = Int(decimal: lines[1]) else {
            throw .malformed(.checkpoint, "its size is a decimal without leading zeros")
        }
        guard let bytes = Base64.decode(Array(lines[2].utf8)), let root = Digest(bytes: bytes)
        else { throw .malformed(.checkpoint, "its root is base64 of 32 bytes") }
        try self.init(
            origin: lines[0], size: size, root: root, extensions: Array(lines[3...].dropLast()))
    }

    package var text: String {
        let root = String(decoding: Base64.encode(root.bytes), as: UTF8.self)
        return ([origin, String(size), root] + extensions).map { "\($0)\n" }.joined()
    }

    /// Signed by the log: the key's name must equal the origin.
    package func signed(by key: NoteSignerKey) throws(LogFailure) -> SignedNote {
        guard key.name.hasSameBytes(as: origin) else { throw .notSignedByOrigin(origin) }
        var note = try SignedNote(text: text)
        note.sign(with: key)
        return note
    }
}

extension Int {
    /// Nil for anything but digits, for leading zeros and for numbers beyond 2^63 − 1.
    init?(decimal text: some StringProtocol) {
        let digits = text.utf8
        guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            first != UInt8(ascii: "0") || digits.count == 1
        else { return nil }
        self.init(text)
    }
}
