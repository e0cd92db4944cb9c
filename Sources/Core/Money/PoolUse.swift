// SPDX-License-Identifier: Apache-2.0

import Values

/// How much of a pool is taken, and how much would be.
package struct PoolUse: Sendable, Equatable {
    package let pool: Pool
    package let before: Int64
    package let after: Int64

    package init(_ pool: Pool, before: Int64, after: Int64) {
        self.pool = pool
        self.before = before
        self.after = after
    }

    /// Of every pool, by what subscriptions take before and after.
    package static func uses(
        of pools: [Pool], before: some Sequence<Terms>, after: some Sequence<Terms>
    ) -> [PoolUse] {
        let (old, new) = (sums(before), sums(after))
        return pools.map {
            PoolUse($0, before: old[$0.name.value] ?? 0, after: new[$0.name.value] ?? 0)
        }
    }

    private static func sums(_ terms: some Sequence<Terms>) -> Fields<Int64> {
        var sums = Fields<Int64>()
        for consumption in terms.lazy.flatMap(\.consumes) {
            sums[consumption.pool] = sum(sums[consumption.pool] ?? 0, consumption.amount)
        }
        return sums
    }

    /// Stops at the largest number there is, which no pool holds. Neither is below nought.
    static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflows) = left.addingReportingOverflow(right)
        return overflows ? .max : sum
    }

    package var grows: Bool { after > before }
    package var headroom: Int64 { pool.capacity - after }
    package var isOverfull: Bool { after > pool.capacity }

    /// In thousandths of the capacity, rounded down.
    package var permille: Int { Int(clamping: Int128(after) * 1000 / Int128(pool.capacity)) }

    /// Why a plan that fills the pool so far is refused. Whoever only gives room back is not.
    package var refusal: String? {
        guard grows, isOverfull else { return nil }
        return "pool `\(pool.name.value)` has \(pool.capacity) and would have to hold \(after)"
            + ", now \(before)"
    }

    /// What whoever plans it has to know.
    package var warning: String? {
        guard grows, !isOverfull, pool.isTight(after) else { return nil }
        return "pool `\(pool.name.value)` would be \(permille / 10)% full: \(after) of"
            + " \(pool.capacity), now \(before)"
    }
}
