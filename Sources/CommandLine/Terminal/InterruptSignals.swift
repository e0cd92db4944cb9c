// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Interrupts as a stream: the first SIGINT or SIGTERM finishes what is under way, a second ends the program
/// at once, which is safe too.
final class InterruptSignals {
    let stream: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        self.stream = stream
        let count = Mutex(0)
        let counter = Counter(count: count)
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if counter.next() > 1 { _exit(ProgramExit.interrupted.rawValue) }
                continuation.yield()
            }
            source.resume()
            return source
        }
    }

    deinit { for source in sources { source.cancel() } }

    private final class Counter: Sendable {
        private let count: Mutex<Int>

        init(count: consuming Mutex<Int>) { self.count = count }

        func next() -> Int {
            count.withLock {
                $0 += 1
                return $0
            }
        }
    }
}
