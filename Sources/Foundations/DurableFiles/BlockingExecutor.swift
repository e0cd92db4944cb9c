// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A fixed number of threads for calls that block (files, databases, servers), so that they never
/// hold up Swift's own few threads. Usable as a task's executor, or call by call through `run`. Does
/// not cancel what is under way: a blocking call ends by itself.
package final class BlockingExecutor: TaskExecutor {
    private let queue: WorkQueue
    private let threads: Mutex<[pthread_t]>

    /// `label` names the threads for debuggers; the kernel keeps its first 15 bytes.
    package init(threads count: Int, label: String) {
        precondition(count > 0, "an executor without threads; this is a bug in burnham")
        let queue = WorkQueue(label: label)
        self.queue = queue
        threads = Mutex((0..<count).map { _ in queue.startThread() })
    }

    /// May run on one of the threads itself, so nobody is waited for.
    deinit {
        queue.close()
        threads.withLock { threads in
            for thread in threads { pthread_detach(thread) }
        }
    }

    /// Does all that is waiting, ends the threads and waits for their end. Nothing may come after it.
    package func shutdown() {
        queue.close()
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in threads {
            precondition(
                pthread_equal(thread, pthread_self()) == 0,
                "an executor ended from its own thread; this is a bug in burnham")
            pthread_join(thread, nil)
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.add { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// One blocking call on one of the threads, and its result.
    package func run<Result: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Swift.Result<Result, Failure>, Never>) in
            queue.add {
                do throws(Failure) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
