// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// A plan for people who decide about it: what it does, what it does not and why, removals first, each with
/// its cause, and the command that does exactly this. It decides nothing and leaves nothing out silently.
package struct PlanText {
    let plan: Plan
    let context: PlanContext
    let counts: PlanCounts
    var buffer: TextBuffer
    var secrets = SecretNumbers()
    /// Of the last numbered line in a plain view.
    var lineNumber = 0

    package static func render(
        _ plan: Plan, _ context: PlanContext, on screen: Screen
    ) -> String {
        var view = PlanText(plan, context, screen)
        view.write()
        return view.buffer.text
    }

    private init(_ plan: Plan, _ context: PlanContext, _ screen: Screen) {
        self.plan = plan
        self.context = context
        counts = PlanCounts(plan)
        buffer = TextBuffer(screen)
    }

    private mutating func write() {
        if plan.saysNothing { return writeEmpty() }
        writeHeader()
        writeSummary()
        writeSince()
        writeSections()
        writeSkipped()
        writeFindings()
        writeNames()
        writeEdits()
        writeEnd()
    }

    private mutating func writeEmpty() {
        var words = "\(plan.environment) matches the catalog"
        if let since = context.since {
            words = "nothing changes in \(plan.environment) since \(since.name)"
        }
        if let departments = plan.basis.departments {
            words += " for \(departments.joined(separator: ", "))"
        }
        words += ": \(Counts.text(plan.unchangedCount, "resource"))"
        if let milliseconds = context.observedMilliseconds {
            words += ", seen in \(Counts.duration(milliseconds: milliseconds))"
        }
        if !plan.refreshes.isEmpty {
            words += "; the next apply takes new words of the catalog into "
            words += Counts.text(plan.refreshes.count, "recorded row")
        }
        buffer.words(words, indent: 2)
        buffer.line()
        writeSkippedCounts()
        writeSkipped()
        writeGuarded()
    }

    // MARK: Head

    private mutating func writeHeader() {
        let title =
            context.since.map { "Change since \($0.name), \(plan.environment)" }
            ?? "Plan \(context.shortID), \(plan.environment)"
        buffer.write(title, .strong)
        var facts = context.sourceNotes
        if let departments = plan.basis.departments {
            facts.insert("only \(departments.joined(separator: ", "))", at: 0)
        }
        facts.append(
            context.since == nil
                ? "targets seen \(Counts.minute(plan.basis.now))" : "no target was asked")
        for failure in plan.failures {
            let count = plan.changes.count {
                $0.kind == .unobserved && $0.object.target == failure.target
            }
            facts.append(
                "\(failure.target) can't be observed (\(failure.failure.kind.words)): "
                    + Counts.text(count, "address", "addresses") + " unobserved")
        }
        buffer.space(6)
        buffer.facts(facts, indent: 6)
        buffer.line()
    }

    // MARK: Sections

    private mutating func writeSections() {
        var places = [[Int]](repeating: [], count: ChangeKind.viewOrder.count)
        let changes = plan.changes
        for place in changes.indices where changes[place].kind != .unchanged {
            places[changes[place].kind.rank].append(place)
        }
        for kind in ChangeKind.viewOrder where !places[kind.rank].isEmpty {
            buffer.line()
            buffer.words(kind.title(retention: context.retention), indent: 2, .strong)
            buffer.line()
            if kind == .create {
                writeCreated(places[kind.rank])
            } else {
                writeChanges(kind, places[kind.rank])
            }
        }
    }

    // MARK: End

    private mutating func writeEnd() {
        buffer.line()
        guard context.since == nil else {
            buffer.words(
                "Nothing was changed. This is what the change of the catalog does where all stands that the"
                    + " revision asks for; `burnham plan` shows what it does in the targets.",
                indent: 0)
            return buffer.line()
        }
        guard plan.refusals.isEmpty else {
            buffer.words("Nothing was changed. This plan can't be applied.", indent: 0)
            return buffer.line()
        }
        guard plan.changes.contains(where: \.kind.isChange) else {
            let rows = Counts.text(plan.refreshes.count, "recorded row")
            buffer.words(
                plan.refreshes.isEmpty
                    ? "Nothing was changed, and an apply would change nothing."
                    : "Nothing was changed. An apply takes new words of the catalog into \(rows).",
                indent: 0)
            return buffer.line()
        }
        if context.isAboutToApply {
            buffer.words("Nothing was changed yet.", indent: 0)
            return buffer.line()
        }
        let until = Counts.minute(plan.basis.validUntil)
        buffer.words("Nothing was changed. To apply exactly this plan, until \(until):", indent: 0)
        buffer.line(indent: 2)
        buffer.write(context.applyCommand(for: plan), .strong)
        buffer.line()
    }
}

extension ProviderFailure.Kind {
    /// After "it": what a target did.
    var words: String {
        switch self {
        case .unreachable: "unreachable"
        case .denied: "denied"
        case .conflict: "conflict"
        case .rejected: "rejected"
        case .timedOut: "timed out"
        }
    }
}
