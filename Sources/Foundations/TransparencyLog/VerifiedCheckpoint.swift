// SPDX-License-Identifier: Apache-2.0

import Values

/// A checkpoint that its own log signed with a known key, and whoever else of the known keys did. How
/// many witnesses are enough is for the caller to say.
package struct VerifiedCheckpoint: Sendable {
    package let checkpoint: Checkpoint
    package let note: VerifiedNote

    /// Throws `notSignedByOrigin` where only others than the log itself signed.
    package init(parsing bytes: [UInt8], keys: [NoteVerifierKey]) throws(LogFailure) {
        note = try SignedNote(parsing: bytes).verified(by: keys)
        let checkpoint = try Checkpoint(parsing: note.text)
        let isOwn = note.signatures.contains {
            $0.key.type == .ed25519 && $0.key.name.hasSameBytes(as: checkpoint.origin)
        }
        guard isOwn else { throw .notSignedByOrigin(checkpoint.origin) }
        self.checkpoint = checkpoint
    }

    /// The known keys, other than the log's own, that signed: witnesses, with the times they state.
    package var cosignatures: [VerifiedSignature] {
        note.signatures.filter { $0.key.type == .timestampedCosignature }
    }
}
