// SPDX-License-Identifier: Apache-2.0

/// A note that at least one known key signed. Only `SignedNote.verified` makes one.
package struct VerifiedNote: Sendable {
    package let text: String
    /// One for each known key that signed, in the order of their lines.
    package let signatures: [VerifiedSignature]
    /// Of keys that are not known, each line once.
    package let unverified: [NoteSignature]

    fileprivate init(
        text: String, signatures: [VerifiedSignature], unverified: [NoteSignature]
    ) {
        self.text = text
        self.signatures = signatures
        self.unverified = unverified
    }
}

/// When a signature says that it was made.
package enum VerifiedTime: Hashable, Sendable {
    /// Only cosignatures state one.
    case unstated
    /// Since 1970.
    case seconds(Int)
}

/// A signature that fits the text.
package struct VerifiedSignature: Sendable {
    package let key: NoteVerifierKey
    package let time: VerifiedTime
}

extension SignedNote {
    /// Checks the signatures of the keys that are known and leaves the others aside. Throws
    /// `badSignature` where a known key's does not fit, `unverified` where no known key signed.
    package func verified(by keys: [NoteVerifierKey]) throws(LogFailure) -> VerifiedNote {
        let bytes = Array(text.utf8)
        var verified: [VerifiedSignature] = []
        var unverified: [NoteSignature] = []
        var lines: Set<[UInt8]> = []
        for signature in signatures {
            guard let key = try Self.key(of: signature, among: keys) else {
                if lines.insert(signature.line).inserted { unverified.append(signature) }
                continue
            }
            if verified.contains(where: { $0.key.identity.isSame(as: signature.key) }) { continue }
            guard let time = key.verify(signature.bytes, of: bytes) else {
                throw .badSignature(name: key.name)
            }
            verified.append(VerifiedSignature(key: key, time: time))
        }
        if verified.isEmpty { throw .unverified }
        return VerifiedNote(text: text, signatures: verified, unverified: unverified)
    }

    private static func key(
        of signature: NoteSignature, among keys: [NoteVerifierKey]
    ) throws(LogFailure) -> NoteVerifierKey? {
        var found: NoteVerifierKey?
        for key in keys where key.identity.isSame(as: signature.key) {
            if found != nil { throw .ambiguousKey(name: key.name) }
            found = key
        }
        return found
    }
}
