// SPDX-License-Identifier: Apache-2.0

/// What many subscriptions share and what is bought in large pieces: storage, memory, addresses. It is the environment's,
/// because its systems hold it.
package struct Pool: Sendable, Equatable {
    /// `pool.measure`, as tiers name it.
    package let name: Located<String>
    /// In whole units.
    package let capacity: Int64
    /// In thousandths of the capacity: a plan that uses more warns.
    package let warnPermille: Int

    package init(name: Located<String>, capacity: Int64, warnPermille: Int) {
        self.name = name
        self.capacity = capacity
        self.warnPermille = warnPermille
    }

    package static let warnPermilleStandard = 800

    package func isTight(_ use: Int64) -> Bool {
        Int128(use) * 1000 > Int128(capacity) * Int128(warnPermille)
    }
}
