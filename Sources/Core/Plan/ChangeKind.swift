// SPDX-License-Identifier: Apache-2.0

/// What a plan says about one address. The names stand in plans, in JSON and in the ledger.
package enum ChangeKind: String, Sendable, CaseIterable {
    // Changes: an apply does something about them.
    case create, update, replace, move, suspend, resume, delete, purge, adopt, forget, recover
    // Not changes.
    case unchanged, conflict, uncertain, unobserved, orphan, held, waiting, reported, barred

    package var isChange: Bool {
        switch self {
        case .create, .update, .replace, .move, .suspend, .resume, .delete, .purge, .adopt,
            .forget, .recover:
            true
        case .unchanged, .conflict, .uncertain, .unobserved, .orphan, .held, .waiting, .reported,
            .barred:
            false
        }
    }

    /// Leaves an object in use that is new, other than before, or newly ours.
    package var gives: Bool {
        switch self {
        case .create, .update, .replace, .move, .resume, .adopt, .recover: true
        default: false
        }
    }

    /// Takes something away from somebody: shown first and counted against budgets.
    package var isRemoval: Bool {
        switch self {
        case .suspend, .delete, .replace, .purge: true
        default: false
        }
    }
}

/// What a plan does about what somebody else changed by hand.
package enum DriftMode: String, Sendable, CaseIterable {
    /// Shown, not written.
    case report
    /// Written back to what the catalog says.
    case mend
    /// Taken over into the catalog, where a value that stands there alone gave it.
    case accept
}

/// What Burnham may do in a target.
package enum ManageMode: String, Sendable, CaseIterable {
    /// Never writes.
    case observe
    /// Never takes anything away.
    case additive
    case full

    package func allows(_ kind: ChangeKind) -> Bool {
        switch self {
        case .observe: !kind.isChange
        case .additive: !kind.isRemoval
        case .full: true
        }
    }
}
