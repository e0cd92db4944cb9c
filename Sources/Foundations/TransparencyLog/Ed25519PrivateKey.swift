// SPDX-License-Identifier: Apache-2.0

import Values

/// An Ed25519 private key by its seed of 32 bytes (RFC 8032, section 5.1.5). Never prints the seed.
package struct Ed25519PrivateKey: Sendable {
    /// The key itself: whoever writes it down keeps it from others.
    package let seed: [UInt8]
    package let publicKey: Ed25519PublicKey

    /// Nil unless there are exactly 32 bytes.
    package init?(seed: [UInt8]) {
        guard seed.count == Ed25519.keyByteCount,
            let publicKey = Ed25519PublicKey(bytes: Ed25519.publicKey(seed: seed))
        else { return nil }
        self.seed = seed
        self.publicKey = publicKey
    }

    package static func generate() -> Ed25519PrivateKey {
        guard let key = Ed25519PrivateKey(seed: randomBytes(count: Ed25519.keyByteCount)) else {
            preconditionFailure("a fresh seed is no Ed25519 key; this is a bug in burnham")
        }
        return key
    }

    /// The 64 bytes of the signature.
    package func sign(_ message: [UInt8]) -> [UInt8] { Ed25519.sign(message, seed: seed) }
}

extension Ed25519PrivateKey: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package var description: String { "(private key of \(publicKey))" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
