// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// The few lines that a live view redraws: how much is done, by target, and what is waited for. No line is as
/// wide as the screen, because one that wraps could not be redrawn.
enum ApplyFrame {
    private static let barColumns = 20
    private static let targetsMost = 10

    static func lines(_ tally: inout ApplyTally, _ screen: Screen, now: Instant) -> [String] {
        let names = tally.targets.map { SafeText.width(of: $0.name) }.max() ?? 0
        let nameColumns = min(names, screen.width / 4)
        var lines = [head(tally, now)]
        let open = tally.targets.indices.filter { !tally.targets[$0].isEnded }
        let ended = tally.targets.indices.filter { tally.targets[$0].isEnded }
        let shown = (open + ended).prefix(targetsMost).sorted()
        for place in shown { lines.append(line(place, &tally, nameColumns, now)) }
        if shown.count < tally.targets.count {
            lines.append("  and \(Counts.text(tally.targets.count - shown.count, "more target"))")
        }
        return lines.map { SafeText.cut($0, to: screen.width - 1) }
    }

    private static func head(_ tally: ApplyTally, _ now: Instant) -> String {
        let (ended, all) = (tally.endedCount, tally.states.count)
        let filled = all == 0 ? barColumns : barColumns * ended / all
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: barColumns - filled)
        var parts = [
            "Run \(tally.run.prefix(5))…", "\(Counts.text(ended)) of \(Counts.text(all))", bar,
        ]
        if tally.failedCount > 0 { parts.append("\(Counts.text(tally.failedCount)) failed") }
        if let left = tally.millisecondsLeft(now) {
            parts.append("about \(Counts.rough(milliseconds: left)) left")
        }
        return parts.joined(separator: "   ")
    }

    private static func line(
        _ place: Int, _ tally: inout ApplyTally, _ nameColumns: Int, _ now: Instant
    ) -> String {
        let target = tally.targets[place]
        let name = SafeText.cut(target.name, to: nameColumns)
        let count = "\(Counts.text(target.endedCount)) of \(Counts.text(target.steps.count))"
        let words = words(place, &tally, now)
        let start = "  " + padded(name, nameColumns) + "   "
        return words.isEmpty ? start + count : start + padded(count, 10) + "  " + words
    }

    private static func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - SafeText.width(of: text)))
    }

    /// What the target is doing, or waits for.
    private static func words(_ place: Int, _ tally: inout ApplyTally, _ now: Instant) -> String {
        let target = tally.targets[place]
        let underWay = tally.underWay(in: target)
        if let step = underWay.first {
            let elapsed = max(0, now.milliseconds - target.batchBegan.milliseconds)
            let more = underWay.count > 1 ? " and \(Counts.text(underWay.count - 1)) more" : ""
            let seconds = elapsed >= 1000 ? " (\(Counts.rough(milliseconds: elapsed)))" : ""
            let action = tally.plan.steps[step].action.gerund
            return "\(tally.plan.identity(of: step)): \(action)\(more)\(seconds)"
        }
        if target.retryingCount > 0 {
            return "will try \(Counts.text(target.retryingCount, "step")) again"
        }
        guard let (step, before) = tally.waiting(in: place), let before else { return "" }
        return "\(tally.plan.identity(of: step)) waits for \(tally.plan.identity(of: before))"
    }
}

extension Step.Action {
    /// What is being done.
    fileprivate var gerund: String {
        switch self {
        case .create: "creating"
        case .update: "updating"
        case .suspend: "suspending"
        case .resume: "resuming"
        case .delete: "deleting"
        case .purge: "purging"
        case .mark: "marking"
        case .unmark: "taking the mark off"
        case .record: "recording"
        }
    }
}
