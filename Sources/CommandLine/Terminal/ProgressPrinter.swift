// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamReport
import Dispatch
import Synchronization

/// Prints an apply's progress: in place on a terminal, as lines in a pipe, as events for programs. Progress
/// goes to standard error, events are a result.
final class ProgressPrinter: @unchecked Sendable {
    private let view: Mutex<ApplyView>
    private let console: Console
    private let isResult: Bool
    /// Only used by whoever made the printer.
    private let timer: any DispatchSourceTimer

    init(plan: Plan, format: TableFormat, console: Console) {
        let style: ApplyView.Style =
            if format == .json {
                .json
            } else {
                console.isWatched && !console.screen.isPlain ? .live : .lines
            }
        isResult = format == .json
        self.console = console
        view = Mutex(ApplyView(plan: plan, style: style, screen: console.screen))
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + .milliseconds(250), repeating: .milliseconds(250))
        timer.setEventHandler { [weak self] in self?.tick() }
        timer.resume()
    }

    func show(_ event: ApplyProgress) {
        view.withLock { print($0.handle(event, now: SystemClock.now())) }
    }

    private func tick() {
        view.withLock { print($0.tick(now: SystemClock.now())) }
    }

    func finish() {
        timer.cancel()
        view.withLock { print($0.finish()) }
    }

    private func print(_ text: String) {
        guard !text.isEmpty else { return }
        if isResult { console.result(text) } else { console.aside(text) }
    }
}
