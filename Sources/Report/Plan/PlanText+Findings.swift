// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What policies found, and what else there is to know before deciding.
extension PlanText {
    private static let findingsShownMost = 20
    private static let ruleWidthMost = 40

    mutating func writeFindings() {
        let findings = plan.shownFindings
        let excused = plan.excusedFindings
        let remarks = plan.remarks
        guard !findings.isEmpty || !excused.isEmpty || !remarks.isEmpty else { return }
        buffer.line()
        buffer.write("Findings", .strong)
        buffer.line()
        let width = findings.reduce(0) { max($0, $1.rule.utf8.count) }
        var shown: [String: Int] = [:]
        for finding in findings {
            shown[finding.rule, default: 0] += 1
            if context.showsAll || shown[finding.rule, default: 0] <= Self.findingsShownMost {
                write(finding, ruleWidth: min(width, Self.ruleWidthMost))
            }
        }
        for (rule, count) in shown.sorted(by: { $0.key.precedesByBytes($1.key) })
        where !context.showsAll && count > Self.findingsShownMost {
            buffer.space(8)
            buffer.words(
                "\(Counts.text(count - Self.findingsShownMost)) more of \(rule); `--all` shows them",
                indent: 8)
            buffer.line()
        }
        for excused in excused { write(excused) }
        for note in remarks { writeNote(note) }
    }

    private mutating func write(_ excused: ExcusedFindings) {
        buffer.space(2)
        buffer.words("excused \(excused.words { $0 })", indent: 8)
        buffer.line()
    }

    private mutating func writeNote(_ note: String) {
        buffer.space(2)
        buffer.write("warn", .changed)
        buffer.space(2)
        buffer.words(note, indent: 8)
        buffer.line()
    }

    private mutating func write(_ finding: Finding, ruleWidth: Int) {
        buffer.space(2)
        buffer.write(finding.effect.rawValue, finding.effect == .deny ? .removed : .changed)
        buffer.space(2)
        buffer.write(finding.rule)
        buffer.align(to: 8 + ruleWidth + 2)
        buffer.write(finding.spot.map { "\($0.file):\($0.line):\($0.column)" } ?? finding.subject)
        buffer.line(indent: 8)
        if finding.spot != nil {
            buffer.write(finding.subject, .strong)
            buffer.write(": ")
        }
        buffer.words(finding.words, indent: 8)
        buffer.line()
    }
}
