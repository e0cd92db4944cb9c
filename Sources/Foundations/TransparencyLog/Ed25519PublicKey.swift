// SPDX-License-Identifier: Apache-2.0

import Values

/// An Ed25519 public key in its 32 bytes (RFC 8032, section 5.1.2). A key that is no point of the
/// curve is taken here; it verifies nothing.
package struct Ed25519PublicKey: Hashable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Ed25519.keyByteCount else { return nil }
        self.bytes = bytes
    }

    package func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        Ed25519.isValid(signature, of: message, key: bytes)
    }

    package var description: String { bytes.hex }
}
