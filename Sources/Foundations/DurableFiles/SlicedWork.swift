// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Shares work on many items out among the processors and puts the results in the items' order. For work that
/// does not fail and waits for nothing but files of this machine.
package enum SlicedWork {
    /// `body` gets one slice of the items on some thread. Fewer items than `sliceCountMin` stay on this one.
    package static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], sliceCountMin: Int, _ body: @Sendable (ArraySlice<Item>) -> [Result]
    ) -> [Result] {
        let count = min(processorCount(), items.count / sliceCountMin)
        guard count > 1 else { return body(items[...]) }
        let size = (items.count + count - 1) / count
        let slices = Mutex<[Int: [Result]]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { number in
            let start = min(number * size, items.count)
            let slice = body(items[start..<min(start + size, items.count)])
            slices.withLock { $0[number] = slice }
        }
        return slices.withLock { slices in (0..<count).flatMap { slices[$0] ?? [] } }
    }
}

/// How many processors there are to work on.
package func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
