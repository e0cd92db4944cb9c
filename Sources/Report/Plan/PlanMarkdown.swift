// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// A plan as Markdown for a comment on a change: counts only, unless asked, because who reads the comments may
/// not be who may read the catalog. Whatever comes from outside stands in code spans, so that nothing in
/// it becomes a link, a mention or a heading.
package struct PlanMarkdown {
    private let plan: Plan
    private let context: PlanContext
    private let counts: PlanCounts
    private var secrets = SecretNumbers()
    private var text = ""

    package static func render(
        _ plan: Plan, _ context: PlanContext, detail: Bool = false
    ) -> String {
        var view = PlanMarkdown(plan, context)
        view.writeHead()
        if detail {
            view.writeChanges()
            view.writeSkipped()
        }
        return view.text
    }

    private init(_ plan: Plan, _ context: PlanContext) {
        self.plan = plan
        self.context = context
        counts = PlanCounts(plan)
    }

    // MARK: Counts

    private mutating func writeHead() {
        if let since = context.since {
            text +=
                "### Change since \(code(since.revision)) (\(since.commit)), \(code(plan.environment))\n\n"
        } else {
            text += "### Plan \(code(context.shortID)), \(code(plan.environment))\n\n"
        }
        guard !plan.saysNothing else {
            let count = Counts.text(plan.unchangedCount, "resource")
            text +=
                context.since == nil
                ? "It matches the catalog: \(count).\n" : "It changes nothing: \(count).\n"
            writeSkippedCounts()
            return writeGuarded()
        }
        text += "| kind | count |\n|---|---:|\n"
        for kind in ChangeKind.viewOrder + [.unchanged] where counts[kind] > 0 {
            text += "| \(kind.rawValue) | \(Counts.text(counts[kind])) |\n"
        }
        if counts.drift > 0 {
            text += "| of which changed by hand | \(Counts.text(counts.drift)) |\n"
        }
        writeCosts()
        writeStops()
        writeSkippedCounts()
        writeGuarded()
        if context.since != nil {
            text += "\n#" + DepartmentSheet.sheet(plan).markdown(currency: context.currency)
        }
    }

    private mutating func writeGuarded() {
        guard let guarded = context.since?.guarded, !guarded.isEmpty else { return }
        text += "\nIt changes who may do what:\n\n"
        for words in guarded { text += "- \(code(words))\n" }
    }

    private mutating func writeCosts() {
        let lines = PlanCosts(plan, context).lines
        guard !lines.isEmpty else { return }
        text += "\n"
        for line in lines { text += "- \(line.label): \(line.facts.joined(separator: ", "))\n" }
    }

    private mutating func writeSkippedCounts() {
        for group in context.skipped {
            let verb = group.addresses.count == 1 ? "is" : "are"
            text += "\n\(group.counted) \(verb) skipped: \(code(group.reason))\n"
        }
    }

    private mutating func writeStops() {
        var lines: [String] = []
        if !plan.refusals.isEmpty {
            lines.append(
                "It can't be applied: " + Counts.text(plan.refusals.count, "reason") + ".")
        }
        lines += findingCounts
        if !plan.exceeded.isEmpty {
            let allowances = plan.neededAllowances.map { code($0.text) }.joined(separator: ", ")
            lines.append("It is over its budgets, and refused until allowed: \(allowances).")
        }
        if !plan.failures.isEmpty {
            lines.append(Counts.text(plan.failures.count, "target") + " could not be observed.")
        }
        if !plan.checks.refused.isEmpty {
            let count = Counts.text(plan.checks.refused.count, "step")
            lines.append("The targets would refuse \(count).")
        }
        if plan.checks.openCount > 0 {
            let count = Counts.text(plan.checks.openCount, "step")
            lines.append("\(count) can't be checked before the apply.")
        }
        for line in lines { text += "\n\(line)\n" }
    }

    private var findingCounts: [String] {
        var lines: [String] = []
        func add(_ words: String, _ isCounted: (Finding) -> Bool) {
            let count = plan.shownFindings.count(where: isCounted)
            if count > 0 { lines.append("\(words): \(Counts.text(count, "finding")).") }
        }
        add("Policies deny", \.denies)
        add("Policies deny what stands already, to which the plan adds nothing", \.stands)
        add("Policies warn") { $0.effect == .warn }
        let excused = plan.excusedFindings.reduce(0) { $0 + $1.count }
        if excused > 0 { lines.append("Exceptions excuse: \(Counts.text(excused, "finding")).") }
        return lines
    }

    // MARK: Each change

    private mutating func writeChanges() {
        for refusal in plan.refusals { text += "\n- refused: \(code(refusal))" }
        if !plan.refusals.isEmpty { text += "\n" }
        writeFindings()
        for block in plan.names {
            text +=
                "\nTo keep what \(code(block.subscription)) has, state in \(code(block.file)):\n"
            text += "\n```yaml\n\(block.lines.joined(separator: "\n"))\n```\n"
        }
        var left = 0
        for kind in ChangeKind.viewOrder where counts[kind] > 0 {
            guard text.utf8.count < MarkdownText.bytesMost else {
                left += counts[kind]
                continue
            }
            text += "\n#### \(kind.rawValue)\n\n"
            let changes = plan.changes
            for place in changes.indices where changes[place].kind == kind {
                if text.utf8.count < MarkdownText.bytesMost {
                    write(changes[place])
                } else {
                    left += 1
                }
            }
        }
        writeLeftOut(left)
    }

    private mutating func writeFindings() {
        let findings = plan.shownFindings
        let excused = plan.excusedFindings
        guard !findings.isEmpty || !excused.isEmpty else { return }
        text += "\n#### findings\n\n"
        var left = 0
        for finding in findings {
            guard text.utf8.count < MarkdownText.bytesMost else {
                left += 1
                continue
            }
            let place = finding.spot.map { " " + code("\($0.file):\($0.line):\($0.column)") }
            text += "- \(finding.effect.rawValue) \(code(finding.rule))\(place ?? "") "
            text += "\(code(finding.subject)): \(code(finding.words))\n"
        }
        for excused in excused { text += "- excused \(excused.words(code))\n" }
        writeLeftOut(left)
    }

    private mutating func writeSkipped() {
        var left = 0
        for group in context.skipped {
            text += "\n#### skipped: \(code(group.reason))\n\n"
            for address in group.addresses {
                if text.utf8.count < MarkdownText.bytesMost {
                    text += "- \(code(address.text))\n"
                } else {
                    left += 1
                }
            }
        }
        writeLeftOut(left)
    }

    private mutating func writeLeftOut(_ count: Int) {
        guard count > 0 else { return }
        text += "\n\(Counts.text(count)) more are left out: a comment has a limit.\n"
    }

    private mutating func write(_ change: Change) {
        var item = "- \(code(change.address.text)) \(code(change.object.type))"
        if change.kind != .orphan { item += " \(code(change.object.identity))" }
        if let reason = change.reason { item += ": \(code(reason))" }
        item += "\n"
        for attribute in change.shownAttributes(all: false) {
            item += "  - \(code(attribute.name)): \(words(of: attribute, in: change))\n"
        }
        guard text.utf8.count + item.utf8.count < MarkdownText.bytesMost else {
            text += "- \(code(change.address.text)), too long to show\n"
            return
        }
        text += item
    }

    private mutating func words(of attribute: AttributeChange, in change: Change) -> String {
        if attribute.hidesValue {
            return code(secrets.text(of: attribute, at: change.address))
        }
        let before = attribute.before.map { code(ValueText.text(of: $0)) } ?? "none"
        if attribute.isDrift, !attribute.differs {
            let recorded = attribute.recorded.map { code(ValueText.text(of: $0)) } ?? "none"
            return "\(before) on the target, \(recorded) recorded"
        }
        switch attribute.after {
        case .known(let value)?: return "\(before) → \(code(ValueText.text(of: value)))"
        case .pending(let pending)?: return "\(before) → \(code(ValueText.text(of: pending)))"
        case .secret?, nil: return "\(before) → none"
        }
    }

    private func code(_ outside: String) -> String { MarkdownText.code(outside) }
}
