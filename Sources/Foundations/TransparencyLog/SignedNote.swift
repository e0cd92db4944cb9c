// SPDX-License-Identifier: Apache-2.0

/// A text with signature lines (c2sp.org/signed-note). The text is to be ignored until `verified` has
/// said that a known key signed it.
package struct SignedNote: Sendable {
    /// Larger notes and notes with more signatures are refused.
    package static let bytesMax = 1_000_000
    package static let signaturesMax = 100

    /// Ends in a newline.
    package let text: String
    package private(set) var signatures: [NoteSignature]

    /// Throws `malformed` where the text does not end in a newline or has control characters.
    package init(text: String) throws(LogFailure) {
        let bytes = Array(text.utf8)
        try Self.check(bytes)
        guard bytes.last == Self.newline else {
            throw .malformed(.note, "its text ends in a newline")
        }
        self.text = text
        signatures = []
    }

    package init(parsing bytes: [UInt8]) throws(LogFailure) {
        try Self.check(bytes)
        guard let end = Self.endOfText(in: bytes) else {
            throw .malformed(.note, "an empty line stands between text and signatures")
        }
        guard let text = String(validating: bytes[..<end], as: UTF8.self) else {
            throw .malformed(.note, "it is UTF-8")
        }
        self.text = text
        signatures = try Self.signatures(in: bytes[(end + 1)...])
    }

    package var bytes: [UInt8] {
        signatures.reduce(Array(text.utf8) + [Self.newline]) { $0 + $1.line }
    }

    /// Adds a signature. `time` counts for cosignatures only, in seconds since 1970.
    package mutating func sign(with key: NoteSignerKey, time: Int = 0) {
        signatures.append(key.sign(Array(text.utf8), time: time))
    }

    private static let newline = UInt8(ascii: "\n")

    private static func check(_ bytes: [UInt8]) throws(LogFailure) {
        guard bytes.count <= bytesMax else {
            throw .malformed(.note, "it has at most \(bytesMax) bytes")
        }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == newline }) else {
            throw .malformed(.note, "it has no control characters")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .malformed(.note, "it is UTF-8")
        }
    }

    /// Behind the newline that ends the text: the last empty line begins there.
    private static func endOfText(in bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().last { bytes[$0] == newline && bytes[$0 - 1] == newline }
    }

    private static func signatures(
        in bytes: ArraySlice<UInt8>
    ) throws(LogFailure) -> [NoteSignature] {
        guard bytes.last == newline else {
            throw .malformed(.note, "its last line is a signature and ends in a newline")
        }
        let lines = bytes.dropLast().split(separator: newline, omittingEmptySubsequences: false)
        guard lines.count <= signaturesMax else {
            throw .malformed(.note, "it has at most \(signaturesMax) signatures")
        }
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(parsing: line)) }
        return signatures
    }
}
