// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// What `body` gives for 0 up to `count`, in this order, worked out on all cores. `body` may run on several threads
/// at once; the answer does not depend on how the work was spread.
func onAllCores<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
        let result = body(index)
        results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
}

extension RandomAccessCollection where Index == Int {
    /// Slices of equal size, in order: few enough that each is worth a thread, many enough that all cores end at
    /// about the same time.
    func slices(of size: Int) -> [Range<Int>] {
        stride(from: startIndex, to: endIndex, by: size).map { $0..<Swift.min($0 + size, endIndex) }
    }
}
