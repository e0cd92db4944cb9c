// SPDX-License-Identifier: Apache-2.0

import Values

/// A private key with the name it signs notes by. Its text is
/// `PRIVATE+KEY+NAME+HEX8(id)+BASE64(type ‖ seed)`; it stands in that only where it is asked for.
package struct NoteSignerKey: Sendable, CustomStringConvertible {
    private static let prefix = "PRIVATE+KEY+"

    package let verifierKey: NoteVerifierKey
    private let privateKey: Ed25519PrivateKey

    package var name: String { verifierKey.name }

    /// Throws `malformed` for a name that signature lines can't carry. Type 0x04 signs as a witness.
    package init(
        name: String, privateKey: Ed25519PrivateKey, type: NoteSignatureType = .ed25519
    ) throws(LogFailure) {
        guard NoteKeyIdentity.isName(name) else {
            throw .malformed(.signerKey, "its name is empty or has a space or `+`")
        }
        self.privateKey = privateKey
        verifierKey = NoteVerifierKey(name: name, type: type, publicKey: privateKey.publicKey)
    }

    package init(parsing text: String) throws(LogFailure) {
        guard text.utf8.starts(with: Self.prefix.utf8) else {
            throw .malformed(.signerKey, "it begins with `\(Self.prefix)`")
        }
        let rest = String(Substring(text.utf8.dropFirst(Self.prefix.utf8.count)))
        let parts = try NoteKeyParts(rest, format: .signerKey)
        guard let privateKey = Ed25519PrivateKey(seed: parts.key) else {
            throw .malformed(.signerKey, "an Ed25519 seed has 32 bytes")
        }
        try self.init(name: parts.identity.name, privateKey: privateKey, type: parts.type)
        guard verifierKey.identity.isSame(as: parts.identity) else {
            throw .malformed(.signerKey, "its id is not that of name and key")
        }
    }

    /// With the seed in it: for a file that only its owner reads.
    package var secretText: String {
        let key = Base64.encode([verifierKey.type.rawValue] + privateKey.seed)
        let id = verifierKey.identity.idHex
        return "\(Self.prefix)\(name)+\(id)+\(String(decoding: key, as: UTF8.self))"
    }

    package var description: String { "(signer key of \(verifierKey.text))" }

    /// Over a note's text. `time` counts for cosignatures only, in seconds since 1970.
    func sign(_ text: [UInt8], time: Int) -> NoteSignature {
        switch verifierKey.type {
        case .ed25519:
            return NoteSignature(key: verifierKey.identity, bytes: privateKey.sign(text))
        case .timestampedCosignature:
            let signed = privateKey.sign(Cosignature.message(time: time, text: text))
            return NoteSignature(
                key: verifierKey.identity, bytes: UInt64(time).bigEndianBytes + signed)
        }
    }
}
