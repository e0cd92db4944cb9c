// SPDX-License-Identifier: Apache-2.0

import Values

/// A public key that signatures of notes are checked with, with the name it signs by. Its text is
/// `NAME+HEX8(id)+BASE64(type ‖ public key)`. Does not say what the key is trusted for.
package struct NoteVerifierKey: Sendable {
    package let identity: NoteKeyIdentity
    package let type: NoteSignatureType
    package let publicKey: Ed25519PublicKey

    package var name: String { identity.name }

    init(name: String, type: NoteSignatureType, publicKey: Ed25519PublicKey) {
        identity = NoteKeyIdentity(name: name, type: type, publicKey: publicKey)
        self.type = type
        self.publicKey = publicKey
    }

    /// Throws `malformed` where the text is none, and where the id is not that of the key.
    package init(parsing text: String) throws(LogFailure) {
        let parts = try NoteKeyParts(text, format: .verifierKey)
        guard let publicKey = Ed25519PublicKey(bytes: parts.key) else {
            throw .malformed(.verifierKey, "an Ed25519 key has 32 bytes")
        }
        self.init(name: parts.identity.name, type: parts.type, publicKey: publicKey)
        guard identity.isSame(as: parts.identity) else {
            throw .malformed(.verifierKey, "its id is not that of name and key")
        }
    }

    package var text: String {
        let key = Base64.encode([type.rawValue] + publicKey.bytes)
        return "\(name)+\(identity.idHex)+\(String(decoding: key, as: UTF8.self))"
    }

    /// The time that the signature states. Nil where it does not fit.
    func verify(_ signature: [UInt8], of text: [UInt8]) -> VerifiedTime? {
        switch type {
        case .ed25519:
            return publicKey.isValid(signature, of: text) ? .unstated : nil
        case .timestampedCosignature:
            let seconds = UInt64(bigEndianBytes: signature.prefix(8))
            guard signature.count > 8, let time = Int(exactly: seconds) else { return nil }
            let message = Cosignature.message(time: time, text: text)
            let rest = Array(signature.dropFirst(8))
            return publicKey.isValid(rest, of: message) ? .seconds(time) : nil
        }
    }
}

/// What a `cosignature/v1` signs. Makes no signature itself.
enum Cosignature {
    static func message(time: Int, text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }
}

/// The parts that verifier and signer keys have in common. Does not check the id.
struct NoteKeyParts {
    let identity: NoteKeyIdentity
    let type: NoteSignatureType
    let key: [UInt8]

    init(_ text: String, format: LogFailure.Format) throws(LogFailure) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw .malformed(format, "name, id and key are separated by `+`")
        }
        let (name, hex) = (String(Substring(parts[0])), String(Substring(parts[1])))
        guard NoteKeyIdentity.isName(name) else {
            throw .malformed(format, "its name is empty or has a space")
        }
        guard hex.utf8.count == 8, let id = [UInt8](hex: hex) else {
            throw .malformed(format, "its id is 8 hexadecimal digits")
        }
        guard let bytes = Base64.decode(Array(parts[2])), let first = bytes.first else {
            throw .malformed(format, "its key is base64")
        }
        guard let type = NoteSignatureType(rawValue: first) else {
            throw .malformed(format, "signature type \(first) is not known")
        }
        identity = NoteKeyIdentity(name: name, id: UInt32(UInt64(bigEndianBytes: id)))
        self.type = type
        key = Array(bytes.dropFirst())
    }
}
