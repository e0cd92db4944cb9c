// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The fastest of several runs of one work, by the wall and by the processor, whose seconds are those of all
/// threads together.
struct Timing {
    private let work: String
    private var count = 0
    private var seconds = Double.infinity
    private var processorSeconds = Double.infinity

    init(_ work: String) { self.work = work }

    /// What the work gave is freed by the caller, after the clock was stopped.
    @discardableResult
    mutating func measure<Result>(
        _ body: () -> Result, count: (Result) -> Int
    ) -> Result {
        let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
        let result = body()
        seconds = min(seconds, now(CLOCK_MONOTONIC) - wall)
        processorSeconds = min(processorSeconds, now(CLOCK_PROCESS_CPUTIME_ID) - processor)
        self.count = count(result)
        return result
    }

    mutating func measure(_ body: () -> Int) { measure(body) { $0 } }

    var json: String {
        """
        {"work": "\(work)", "count": \(count), "seconds": \(seconds), \
        "processor_seconds": \(processorSeconds)}
        """
    }

    private func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
