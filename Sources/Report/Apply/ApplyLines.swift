// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// The lines of an apply that stay: what failed, at once; and in a pipe also how far each target is, when it is
/// done, at every hundredth step and when ten seconds have passed.
struct ApplyLines: Sendable {
    private static let stepsBetween = 100
    private static let millisecondsBetween: Int64 = 10_000

    /// When each target last had a line.
    private var told: [String: Instant] = [:]

    mutating func text(
        _ event: ApplyProgress, _ tally: ApplyTally, _ screen: Screen, now: Instant
    ) -> String {
        switch event {
        case .settled, .started: return Self.lasting(event, tally, screen)
        case .began:
            for target in tally.targets { told[target.name] = now }
            return Self.beginning(tally, screen)
        case .ended(let step, _, _):
            let target = tally.target(of: step)
            let isDue = target.isEnded || target.endedCount.isMultiple(of: Self.stepsBetween)
            let line = isDue || isLongAgo(target.name, now) ? progress(target, tally, now) : ""
            return Self.lasting(event, tally, screen) + line
        case .retrying(let steps):
            guard let step = steps.first, isLongAgo(tally.target(of: step).name, now) else {
                return ""
            }
            let target = tally.target(of: step)
            told[target.name] = now
            let count = Counts.text(target.retryingCount, "step")
            return "  \(SafeText.escaped(target.name)): will try \(count) again\n"
        }
    }

    private func isLongAgo(_ target: String, _ now: Instant) -> Bool {
        let last = told[target]?.milliseconds ?? now.milliseconds
        return now.milliseconds - last >= Self.millisecondsBetween
    }

    private mutating func progress(
        _ target: ApplyTally.Target, _ tally: ApplyTally, _ now: Instant
    ) -> String {
        told[target.name] = now
        let left = tally.millisecondsLeft(now).map {
            ", about \(Counts.rough(milliseconds: $0)) left in all"
        }
        let name = SafeText.escaped(target.name)
        let count = "\(Counts.text(target.endedCount)) of \(Counts.text(target.steps.count))"
        return "  \(name): \(count)\(left ?? "")\n"
    }

    private static func beginning(_ tally: ApplyTally, _ screen: Screen) -> String {
        var buffer = TextBuffer(screen)
        buffer.write("Run \(tally.run): \(Counts.text(tally.states.count, "step"))")
        if tally.settledCount > 0 {
            buffer.write(", \(Counts.text(tally.settledCount)) done before")
        }
        let shares = tally.targets.map { "\($0.name) \(Counts.text($0.steps.count))" }
        if !shares.isEmpty {
            buffer.space(3)
            buffer.facts(shares, indent: 2)
        }
        buffer.line()
        return buffer.text
    }

    // MARK: What stays in a live view too

    static func lasting(
        _ event: ApplyProgress, _ tally: ApplyTally, _ screen: Screen
    ) -> String {
        switch event {
        case .settled(let intents):
            let words = intents == 1 ? "step that was" : "steps that were"
            return "\(Counts.text(intents)) \(words) left open by an earlier run: looked into\n"
        case .ended(let step, let end, let failure):
            guard end != .done else { return "" }
            var buffer = TextBuffer(screen)
            let change = tally.plan.change(of: step)
            let subject = FailureText.Subject(
                address: change.address, type: change.object.type,
                target: tally.plan.target(of: tally.plan.steps[step]))
            if end == .stale {
                FailureText.writeStale(subject, to: &buffer)
            } else if let failure {
                FailureText.write(failure, of: subject, to: &buffer)
            }
            return buffer.text
        case .began, .started, .retrying: return ""
        }
    }
}
