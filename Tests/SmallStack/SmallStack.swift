// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Runs `body` on a thread with 512 KiB of stack, the smallest that a thread of the program has, and waits for it.
/// - Parameter unoptimised: so many times the stack without optimisation, for what takes more then.
package func onSmallStack<Result: Sendable>(
    unoptimised factor: Int = 1, _ body: @escaping @Sendable () -> Result
) -> Result? {
    let result = Mutex<Result?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let made = body()
        result.withLock { $0 = made }
        done.signal()
    }
    thread.stackSize = 512 << 10
    #if DEBUG
        thread.stackSize *= factor
    #endif
    thread.start()
    done.wait()
    return result.withLock { $0 }
}

/// What the thread that asks has computed, so that a busy machine does not count.
package func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// The bar is 2 s for what runs in production; without optimisation thirty times that.
package var hostileTimeMax: Duration {
    #if DEBUG
        .seconds(60)
    #else
        .seconds(2)
    #endif
}
