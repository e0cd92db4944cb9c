// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// What is printed while an apply runs: events and times in, text to print out. Live on a terminal, lines in a
/// pipe, JSON for programs. It has no clock, writes nowhere, and no event makes it print a line of its
/// own for each step.
package struct ApplyView: Sendable {
    package enum Style: Sendable {
        /// Redraws a few lines in place: only for a terminal that moves its cursor.
        case live
        case lines
        case json
    }

    private static let redrawMilliseconds: Int64 = 100

    private var tally: ApplyTally
    private let style: Style
    private let screen: Screen
    private var lines = ApplyLines()
    private var drawnLines = 0
    private var drawnAt: Instant?

    package init(plan: Plan, style: Style, screen: Screen) {
        tally = ApplyTally(plan)
        self.style = screen.isPlain && style == .live ? .lines : style
        self.screen = screen
    }

    /// What to print now; often nothing.
    package mutating func handle(_ event: ApplyProgress, now: Instant) -> String {
        tally.take(event, now: now)
        switch style {
        case .json: return ApplyEvents.line(event, tally, now: now)
        case .lines: return lines.text(event, tally, screen, now: now)
        case .live:
            let lasting = ApplyLines.lasting(event, tally, screen)
            guard lasting.isEmpty else { return erase() + lasting + draw(now) }
            return isDue(now) ? erase() + draw(now) : ""
        }
    }

    /// To be called a few times a second while nothing happens: times go on.
    package mutating func tick(now: Instant) -> String {
        guard style == .live, tally.began != nil, isDue(now) else { return "" }
        return erase() + draw(now)
    }

    /// When the run has ended: takes away what was drawn in place.
    package mutating func finish() -> String { erase() }

    private func isDue(_ now: Instant) -> Bool {
        drawnAt.map { now.milliseconds - $0.milliseconds >= Self.redrawMilliseconds } ?? true
    }

    private mutating func draw(_ now: Instant) -> String {
        guard tally.began != nil else { return "" }
        let frame = ApplyFrame.lines(&tally, screen, now: now)
        drawnLines = frame.count
        drawnAt = now
        return frame.map { $0 + "\n" }.joined()
    }

    /// Cursor up and erase below (ECMA-48, 8.3.22 and 8.3.39).
    private mutating func erase() -> String {
        guard drawnLines > 0 else { return "" }
        defer { drawnLines = 0 }
        return "\u{1B}[\(drawnLines)A\u{1B}[J"
    }
}
