// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Runs `body` on a thread with 512 KiB of stack.
package func onSmallStack<Result: Sendable>(
    _ body: @escaping @Sendable () -> [Result]
) -> [Result] {
    let results = Mutex<[Result]>([])
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let result = body()
        results.withLock { $0 = result }
        done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return results.withLock { $0 }
}
