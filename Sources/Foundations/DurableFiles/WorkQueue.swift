// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// Work in the order it came, and the threads that wait for it. Knows nothing of Swift's tasks.
final class WorkQueue: @unchecked Sendable {
    typealias Work = @Sendable () -> Void

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let hasNews: UnsafeMutablePointer<pthread_cond_t>
    private let label: String
    // All below is guarded by the mutex.
    private var waiting: [Work?] = []
    private var next = 0
    private var isClosed = false

    init(label: String) {
        self.label = label
        mutex = .allocate(capacity: 1)
        hasNews = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(hasNews, nil)
    }

    deinit {
        pthread_cond_destroy(hasNews)
        pthread_mutex_destroy(mutex)
        hasNews.deallocate()
        mutex.deallocate()
    }

    func add(_ work: @escaping Work) {
        pthread_mutex_lock(mutex)
        if isClosed {
            preconditionFailure("work for `\(label)` after its end; this is a bug in burnham")
        }
        waiting.append(work)
        pthread_cond_signal(hasNews)
        pthread_mutex_unlock(mutex)
    }

    /// What is waiting is still done; then the threads end.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(hasNews)
        pthread_mutex_unlock(mutex)
    }

    /// Nil when there is nothing more to come.
    private func take() -> Work? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while next == waiting.count {
            if isClosed { return nil }
            pthread_cond_wait(hasNews, mutex)
        }
        let work = waiting[next]
        waiting[next] = nil
        next += 1
        dropTaken()
        return work
    }

    private func dropTaken() {
        if next == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            next = 0
        } else if next > 1024 && next * 2 > waiting.count {
            waiting.removeFirst(next)
            next = 0
        }
    }

    private func serve() {
        linux_name_thread(label)
        while let work = take() { work() }
    }

    /// Starts a thread that serves this queue and keeps it alive. Signals go to other threads, so that
    /// an interrupt never lands in the middle of a blocking call.
    func startThread() -> pthread_t {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP] { sigdelset(&all, fault) }
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let started = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<WorkQueue>.fromOpaque(context).takeRetainedValue().serve()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        guard started == 0 else {
            fatalError("the system gives no thread for `\(label)`")
        }
        return thread
    }
}
