// SPDX-License-Identifier: Apache-2.0

/// Why an apply did not begin. Nothing was written on any target.
package enum ApplyRefusal: Error, Sendable {
    case store(StoreFailure)
    /// The plan no longer fits the ledger, in words.
    case stale(String)
    case usedUp(run: String)
    case expired(Instant)
    /// It was made for a time that has not come, and judged by it.
    case early(Instant)
    case otherLineage
    case refused([String])
    case exceeded([ExceededBudget])
    /// Allowances that name another count than the plan has.
    case wrongAllowance([Allowance])
}

/// One budget lifted by its exact count.
package struct Allowance: Sendable, Equatable {
    package let kind: ChangeKind
    package let count: Int

    package init(kind: ChangeKind, count: Int) {
        self.kind = kind
        self.count = count
    }
}
