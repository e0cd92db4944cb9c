// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Interrupts as a stream: the first SIGINT or SIGTERM finishes what is under way, a second ends the program
/// at once, which is safe too.
enum InterruptSignals {
    static func stream() -> AsyncStream<Void> {
        AsyncStream { continuation in
            let watch = Watch()
            for number in [SIGINT, SIGTERM] {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler {
                    if watch.count() > 1 { _exit(ProgramExit.interrupted.rawValue) }
                    continuation.yield()
                }
                source.resume()
                watch.keep(source)
            }
            continuation.onTermination = { _ in watch.end() }
        }
    }

    /// Keeps the sources while somebody listens, and counts what they tell.
    private final class Watch: @unchecked Sendable {
        private let counted = Mutex(0)
        /// Only touched before the first signal and after the last.
        private var sources: [any DispatchSourceSignal] = []

        func keep(_ source: any DispatchSourceSignal) { sources.append(source) }

        func end() { for source in sources { source.cancel() } }

        func count() -> Int {
            counted.withLock {
                $0 += 1
                return $0
            }
        }
    }
}
