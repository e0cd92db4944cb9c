// SPDX-License-Identifier: Apache-2.0

/// Why a note, key, checkpoint, tile path or proof file is refused. Says what is wrong with it, not
/// where it came from; the caller knows that.
package enum LogFailure: Error, Hashable, Sendable {
    /// The text breaks its format; the rule that it breaks.
    case malformed(Format, String)
    /// No signature of a known key.
    case unverified
    /// Two known keys share a name and an id.
    case ambiguousKey(name: String)
    /// A known key's signature does not fit the text.
    case badSignature(name: String)
    /// None of the verified signatures is the log's own.
    case notSignedByOrigin(String)
    /// An inclusion or consistency proof does not lead to the checkpoint's root.
    case proofFails

    package enum Format: String, Sendable {
        case note, checkpoint
        case verifierKey = "verifier key"
        case signerKey = "signer key"
        case tilePath = "tile path"
        case entryBundle = "entry bundle"
        case proof
    }
}

extension LogFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let format, let rule): "not a \(format.rawValue): \(rule)"
        case .unverified: "no signature of a known key"
        case .ambiguousKey(let name): "two known keys named `\(name)` have the same id"
        case .badSignature(let name): "the signature of `\(name)` does not fit the text"
        case .notSignedByOrigin(let origin): "no verified signature is that of `\(origin)`"
        case .proofFails: "the proof does not lead to the checkpoint's root"
        }
    }
}
