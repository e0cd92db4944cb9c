// SPDX-License-Identifier: Apache-2.0

import Values

/// A secret's bytes on their way from or to a target. It prints as `(secret)` and has no other use than
/// delivery and its fingerprint; nothing stores it.
package struct SecretValue: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
}

/// Makes fingerprints of secrets: HMAC-SHA-256 with a key of the store over uid, attribute and value, so
/// that a change of a secret shows and the secret itself does not.
package struct Fingerprinter: Sendable {
    /// Names the key, so that fingerprints by an older key are told apart from changed secrets.
    package let keyID: String
    private let key: [UInt8]

    package init(keyID: String, key: [UInt8]) {
        self.keyID = keyID
        self.key = key
    }

    package func fingerprint(uid: String, attribute: String, of secret: SecretValue) -> String {
        let separator: [UInt8] = [0]
        let message =
            Array(uid.utf8) + separator + Array(attribute.utf8) + separator + secret.bytes
        return "\(keyID):\(hmacSHA256(key: key, message).hex)"
    }
}
