// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Shares work on many items out among the processors and puts the results in the items' order.
package enum SlicedWork {
    /// `body` gets one slice of the items on some thread. Fewer items than `sliceCountMin` stay on this one.
    package static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], sliceCountMin: Int, _ body: @Sendable (ArraySlice<Item>) -> [Result]
    ) -> [Result] {
        let count = min(processorCount(), items.count / sliceCountMin)
        guard count > 1 else { return body(items[...]) }
        let slices = items.slices(of: (items.count + count - 1) / count)
        return onAllCores(slices.count) { body(items[slices[$0]]) }.flatMap(\.self)
    }
}

/// How many processors there are to work on.
package func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
