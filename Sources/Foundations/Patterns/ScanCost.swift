// SPDX-License-Identifier: Apache-2.0

/// How many characters the engine may look at between two steps that it counts: it counts where it
/// could go back, and walks over literals and fixed repeats without counting.
///
/// An upper bound, followed along while a pattern is translated: a sequence costs the sum of its
/// parts, alternatives the dearest of them, a repeat as often as it has to happen.
struct ScanCost {
    private struct Level {
        var dearest = 0
        var sequence = 0
        var last = 0
        var repeatsFreely = false

        var total: Int { max(dearest, sequence) }
    }

    private static let costMax = 1 << 30
    private var outer: [Level] = []
    private var level = Level()

    var total: Int { level.total }

    mutating func atom(_ cost: Int = 1) {
        level.last = cost
        level.sequence = min(level.sequence + cost, Self.costMax)
    }

    mutating func alternative() {
        level.dearest = level.total
        level.sequence = 0
        level.last = 0
    }

    mutating func open() {
        outer.append(level)
        level = Level()
    }

    /// Returns whether something inside the group repeats a varying number of times.
    mutating func close() -> Bool {
        let inner = level
        level = outer.popLast() ?? Level()
        level.repeatsFreely = level.repeatsFreely || inner.repeatsFreely
        atom(inner.total)
        return inner.repeatsFreely
    }

    mutating func repeatLast(least: Int, most: Int?) {
        if most != least, most != 1 { level.repeatsFreely = true }
        guard least > 1 else { return }
        let (more, overflows) = level.last.multipliedReportingOverflow(by: least - 1)
        level.sequence = overflows ? Self.costMax : min(level.sequence + more, Self.costMax)
    }
}
