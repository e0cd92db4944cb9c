// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The lines below the head: how much of what will happen, what will not, and what refuses the plan.
extension PlanText {
    private static let indent = 14

    mutating func writeSummary() {
        buffer.line()
        let done = ChangeKind.summaryOrder.filter { counts[$0] > 0 }
        let undone = ChangeKind.viewOrder.filter { !$0.isChange && counts[$0] > 0 }
        writeFacts(
            context.since == nil ? "will do" : "would do",
            done.isEmpty ? ["nothing"] : done.map(counted))
        writeMoney()
        if !undone.isEmpty {
            writeFacts(context.since == nil ? "will not" : "would not", undone.map(counted))
        }
        if plan.unchangedCount > 0 {
            writeFacts("unchanged", [Counts.text(plan.unchangedCount, "resource")])
        }
        writeSkippedCounts()
        writeChecks()
        for refusal in plan.refusals { writeWords("refused", refusal) }
        writeExceeded()
        writeGuarded()
    }

    mutating func writeGuarded() {
        guard let guarded = context.since?.guarded, !guarded.isEmpty else { return }
        writeFacts("guarded", guarded)
    }

    /// What a change of the catalog does to each department.
    mutating func writeSince() {
        guard context.since != nil else { return }
        buffer.line()
        DepartmentSheet.sheet(plan).write(to: &buffer, currency: context.currency)
    }

    /// Where the targets would take every step there is nothing to say.
    private mutating func writeChecks() {
        let checks = plan.checks
        guard checks.checkedCount < checks.count else { return }
        var facts = ["\(Counts.text(checks.checkedCount)) of \(Counts.text(checks.count, "step"))"]
        if checks.openCount > 0 {
            facts.append("\(Counts.text(checks.openCount)) can't be checked before the apply")
        }
        if !checks.refused.isEmpty {
            facts.append("\(Counts.text(checks.refused.count)) would be refused")
        }
        writeFacts("checked", facts)
    }

    private mutating func writeMoney() {
        for line in PlanCosts(plan, context).lines { writeFacts(line.label, line.facts) }
    }

    private func counted(_ kind: ChangeKind) -> String {
        "\(Counts.text(counts[kind])) \(kind.counted(counts[kind]))"
    }

    private mutating func writeExceeded() {
        guard !plan.exceeded.isEmpty else { return }
        let allowances = plan.neededAllowances.map(\.text).joined(separator: " ")
        writeWords("refused", "until allowed: \(allowances)")
        for budget in plan.exceeded { writeWords("", budget.words) }
    }

    private mutating func writeFacts(_ label: String, _ facts: [String]) {
        writeLabel(label)
        buffer.facts(facts, indent: Self.indent)
        buffer.line()
    }

    mutating func writeWords(_ label: String, _ words: String) {
        writeLabel(label)
        buffer.words(words, indent: Self.indent)
        buffer.line()
    }

    private mutating func writeLabel(_ label: String) {
        buffer.space(2)
        buffer.write(label, label == "refused" ? .removed : .faint)
        buffer.align(to: Self.indent)
    }
}

extension ChangeKind {
    /// What an apply does, the usual before the rare.
    fileprivate static let summaryOrder: [ChangeKind] = [
        .create, .update, .replace, .move, .adopt, .recover, .resume, .suspend, .delete, .purge,
        .forget,
    ]
}
