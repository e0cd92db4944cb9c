// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// How an apply ended: what was done, what was not and why, and where it is written down. What failed was told
/// when it failed.
package enum ApplyText {
    /// The checkpoint that was made after a run.
    package struct Checkpoint: Sendable {
        /// Entries that it signs for.
        package let size: Int
        /// Sinks that have it now.
        package let sinkCount: Int
        /// What sinks said that do not have it, with the sink's name.
        package let failures: [String]

        package init(size: Int, sinkCount: Int, failures: [String] = []) {
            self.size = size
            self.sinkCount = sinkCount
            self.failures = failures
        }
    }

    private static let addressesMost = 5

    package static func render(
        _ report: ApplyReport, checkpoint: Checkpoint?, on screen: Screen
    ) -> String {
        var buffer = TextBuffer(screen)
        let end =
            if report.wasInterrupted {
                "was interrupted"
            } else {
                report.isComplete ? "is complete" : "stopped"
            }
        buffer.words("Run \(report.run) \(end): \(counts(report)).", indent: 2)
        buffer.line()
        writeAddresses(report.blocked + report.notStarted, to: &buffer)
        writeRecord(report, checkpoint, to: &buffer)
        if !report.isComplete {
            buffer.space(2)
            buffer.words(whatNow(report), indent: 2)
            buffer.line()
        }
        return buffer.text
    }

    private static func whatNow(_ report: ApplyReport) -> String {
        guard report.isCutShort, let plan = report.plan else {
            return "`burnham plan` shows what is left."
        }
        return
            "`burnham apply \(plan.prefix(8))` goes on with it; `burnham plan` shows what is left."
    }

    private static func counts(_ report: ApplyReport) -> String {
        var parts = ["\(Counts.text(report.doneCount)) done"]
        if !report.failures.isEmpty { parts.append("\(Counts.text(report.failures.count)) failed") }
        if !report.stale.isEmpty {
            parts.append("\(Counts.text(report.stale.count)) changed since the plan was made")
        }
        if !report.blocked.isEmpty {
            let waits = report.blocked.count == 1 ? "it waits" : "they wait"
            let undone = report.failures.count + report.stale.count
            let cause = undone == 1 ? "the failed one" : "what failed"
            parts.append("\(Counts.text(report.blocked.count)) not started (\(waits) for \(cause))")
        }
        if !report.notStarted.isEmpty {
            parts.append("\(Counts.text(report.notStarted.count)) not started")
        }
        return parts.joined(separator: ", ")
    }

    private static func writeAddresses(_ addresses: [Address], to buffer: inout TextBuffer) {
        for address in addresses.prefix(addressesMost) {
            buffer.space(2)
            buffer.write("not started", .changed)
            buffer.space(2)
            buffer.write(address.text)
            buffer.line()
        }
        if addresses.count > addressesMost {
            buffer.space(2)
            buffer.write("and \(Counts.text(addresses.count - addressesMost)) more")
            buffer.line()
        }
    }

    private static func writeRecord(
        _ report: ApplyReport, _ checkpoint: Checkpoint?, to buffer: inout TextBuffer
    ) {
        guard !report.entries.isEmpty else { return }
        let (first, last) = (report.entries.lowerBound, report.entries.upperBound - 1)
        var words =
            first == last
            ? "It is recorded, entry \(Counts.text(first))."
            : "All of it is recorded, entries \(Counts.text(first)) to \(Counts.text(last))."
        if let checkpoint {
            words += " Checkpoint \(Counts.text(checkpoint.size)) "
            words +=
                checkpoint.sinkCount == 0
                ? "has no copy but the one beside the store."
                : "went to \(Counts.text(checkpoint.sinkCount, "sink"))."
        }
        buffer.space(2)
        buffer.words(words, indent: 2)
        buffer.line()
        for failure in checkpoint?.failures ?? [] {
            buffer.space(2)
            buffer.write("warn", .changed)
            buffer.space(2)
            buffer.words("the checkpoint did not reach \(failure)", indent: 8)
            buffer.line()
        }
    }

    /// The last line of an event stream.
    package static func json(
        _ report: ApplyReport, checkpoint: Checkpoint?, now: Instant
    ) -> String {
        let failures = report.failures.map { failure -> Value in
            [
                "address": .string(failure.address.text),
                "failure": ApplyEvents.value(of: failure.failure),
                "target": .string(failure.target), "type": .string(failure.type),
            ]
        }
        let value: Value = [
            "blocked": .list(report.blocked.map { .string($0.text) }),
            "checkpoint": checkpoint.map(value) ?? .null,
            "complete": .bool(report.isComplete),
            "done": .int(Int64(report.doneCount)),
            "entries": [
                .int(Int64(report.entries.lowerBound)), .int(Int64(report.entries.upperBound)),
            ],
            "event": "finished", "failures": .list(failures),
            "interrupted": .bool(report.wasInterrupted),
            "not_started": .list(report.notStarted.map { .string($0.text) }),
            "run": .string(report.run), "stale": .list(report.stale.map { .string($0.text) }),
            "time": .string(now.description),
        ]
        return JSONText.text(of: value) + "\n"
    }

    private static func value(_ checkpoint: Checkpoint) -> Value {
        [
            "failures": .list(checkpoint.failures.map(Value.string)),
            "sinks": .int(Int64(checkpoint.sinkCount)), "size": .int(Int64(checkpoint.size)),
        ]
    }
}
