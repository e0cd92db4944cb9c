// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Lets at most so many operations a second begin in one target: after a batch it stays closed for as long as the batch
/// should have taken.
struct RateGate: Sendable {
    private let perSecond: Int
    private(set) var opensAt = Instant(seconds: 0)
    /// Somebody will come back at `opensAt`.
    var isAwaited = false

    init(perSecond: Int) { self.perSecond = perSecond }

    /// How many may begin in one batch.
    var batchMax: Int { max(1, perSecond) }

    mutating func take(_ count: Int, at now: Instant) {
        let milliseconds = (Int64(count) * 1000 + Int64(perSecond) - 1) / Int64(perSecond)
        opensAt = max(now, opensAt).advanced(byMilliseconds: milliseconds)
        isAwaited = false
    }
}
