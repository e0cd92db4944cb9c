// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// What verifying a ledger found out.
package struct LedgerVerification: Sendable {
    /// Size and root as computed from the entries.
    package let head: LedgerHead
    /// In the order of the entries; the first `findingsMax` of them.
    package let findings: [LedgerFinding]
    /// How many there are in all.
    package let findingCount: Int
    /// Of those that are about the ledger itself and not about what is recorded from it.
    package let ledgerFindingCount: Int
    /// How many checkpoints of the store's own were compared.
    package let ownCheckpoints: Int
    /// The size of the outside checkpoint that was given and that the ledger agrees with.
    package let outsideSize: Int?
    /// Entries whose content was erased as an erasure says.
    package let erasedEntries: Int

    package static let findingsMax = 1000

    package var isSound: Bool { findingCount == 0 }

    /// The entries are what was written; what is recorded may differ from them.
    package var isLedgerSound: Bool { ledgerFindingCount == 0 }

    /// Nothing from outside was compared: somebody who rewrote everything here would not show.
    package var isConsistentWithItselfOnly: Bool { outsideSize == nil }
}

/// A checkpoint that was kept elsewhere, and the key that it has to be signed with.
package struct OutsideCheckpoint: Sendable {
    package let path: String
    package let bytes: [UInt8]
    /// A verifier key in the form of C2SP's signed notes; nil: the keys beside the store.
    package let verifierKey: String?

    package init(path: String, bytes: [UInt8], verifierKey: String? = nil) {
        self.path = path
        self.bytes = bytes
        self.verifierKey = verifierKey
    }
}
