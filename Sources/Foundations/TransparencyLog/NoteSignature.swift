// SPDX-License-Identifier: Apache-2.0

import Values

/// One signature line of a note: who claims to have signed, and the bytes. Proves nothing before
/// `SignedNote.verified` has checked it.
package struct NoteSignature: Sendable {
    /// U+2014 and a space.
    private static let mark = Array("\u{2014} ".utf8)

    package let key: NoteKeyIdentity
    /// Without the key's id.
    package let bytes: [UInt8]

    package var name: String { key.name }

    init(key: NoteKeyIdentity, bytes: [UInt8]) {
        self.key = key
        self.bytes = bytes
    }

    /// `line` is without its newline.
    init(parsing line: ArraySlice<UInt8>) throws(LogFailure) {
        guard line.starts(with: Self.mark) else {
            throw .malformed(.note, "a signature line begins with an em dash and a space")
        }
        let rest = line.dropFirst(Self.mark.count)
        guard let space = rest.firstIndex(of: UInt8(ascii: " ")) else {
            throw .malformed(.note, "a signature line has a name and a signature")
        }
        let name = String(decoding: rest[..<space], as: UTF8.self)
        guard NoteKeyIdentity.isName(name) else {
            throw .malformed(.note, "a signer's name is empty or has a space or `+`")
        }
        guard let bytes = Base64.decode(rest[(space + 1)...]), bytes.count > 4 else {
            throw .malformed(.note, "a signature is base64 of at least 5 bytes")
        }
        let id = UInt32(UInt64(bigEndianBytes: bytes.prefix(4)))
        self.init(key: NoteKeyIdentity(name: name, id: id), bytes: Array(bytes.dropFirst(4)))
    }

    /// With its newline.
    var line: [UInt8] {
        let encoded = Base64.encode(UInt64(key.id).bigEndianBytes.suffix(4) + bytes)
        return Self.mark + Array("\(name) ".utf8) + encoded + [UInt8(ascii: "\n")]
    }
}
