// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Runs `body` for each index on all cores at once; results are in the order of the indices. For work that does
/// not fail and waits for nothing but files of this machine.
package func onAllCores<Result: Sendable>(
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
    package func slices(of size: Int) -> [Range<Int>] {
        stride(from: startIndex, to: endIndex, by: size).map { $0..<Swift.min($0 + size, endIndex) }
    }
}
