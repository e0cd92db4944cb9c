// SPDX-License-Identifier: Apache-2.0

import Values

/// A key's name and id, which signature lines carry (c2sp.org/signed-note). Identifies; an id of four
/// bytes proves nothing.
package struct NoteKeyIdentity: Sendable {
    package let name: String
    package let id: UInt32

    init(name: String, id: UInt32) {
        self.name = name
        self.id = id
    }

    /// The id as signed-note recommends it: the first four bytes of
    /// SHA-256(name ‖ 0x0A ‖ type ‖ public key).
    init(name: String, type: NoteSignatureType, publicKey: Ed25519PublicKey) {
        let named = Array(name.utf8) + [UInt8(ascii: "\n"), type.rawValue]
        let digest = Digest.sha256(named + publicKey.bytes).bytes
        self.init(name: name, id: UInt32(UInt64(bigEndianBytes: digest.prefix(4))))
    }

    func isSame(as other: NoteKeyIdentity) -> Bool {
        id == other.id && name.hasSameBytes(as: other.name)
    }

    var idHex: String { UInt64(id).bigEndianBytes.suffix(4).hex }

    /// Not empty, no Unicode space, no `+` and no control character.
    package static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace
            }
    }
}

/// The kinds of signature that are verified here; those of other kinds are signatures of unknown keys.
package enum NoteSignatureType: UInt8, Sendable {
    /// Over the note's text.
    case ed25519 = 0x01
    /// Over a time and a checkpoint's text (c2sp.org/tlog-cosignature, `cosignature/v1`).
    case timestampedCosignature = 0x04
}
