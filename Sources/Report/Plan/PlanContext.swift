// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// What a view of a plan needs beside the plan. It changes nothing of what the plan says.
package struct PlanContext: Sendable {
    package static let standardCurrency = "USD"

    /// The digest of the plan's file, in hex.
    package var planID: String
    /// How old the data is that the plan rests on, each in a few words: `people as of 05:00`.
    package var sourceNotes: [String] = []
    /// How long what is suspended is kept before it may be purged.
    package var retention: Span?
    /// How long it took to see the targets; nil where it was not measured.
    package var observedMilliseconds: Int64?
    /// What is new for a department with this plan, by `department/subscription`.
    package var newcomers = Fields<Newcomer>()
    /// What the environment's routes leave out.
    package var skipped: [SkippedResources] = []
    /// ISO 4217: what the city counts in.
    package var currency = Self.standardCurrency
    /// Options that the printed command needs, `--environment live` as two.
    package var commandOptions: [String] = []
    /// Shows each of what is alike, attributes of what is created, and long values whole.
    package var showsAll = false
    /// Set where the plan is about a change of the catalog and not about the world as it stands.
    package var since: PlanSince?
    /// Whoever reads it is asked next, or has said yes: no command is shown.
    package var isAboutToApply = false

    package init(planID: String) { self.planID = planID }

    /// The first eight digits: what people type.
    package var shortID: String { String(planID.prefix(8)) }

    /// The command that applies exactly this plan.
    package func applyCommand(for plan: Plan) -> String {
        var words = ["burnham", "apply", shortID] + commandOptions
        for allowance in plan.neededAllowances { words += ["--allow", allowance.text] }
        return words.map(Self.shellWord).joined(separator: " ")
    }

    /// In single quotes where the shell would read more into it (POSIX.1-2024, 2.2.2).
    private static func shellWord(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-_./=:,@+%".utf8.contains($0)
            }
        }
        if isPlain, !word.isEmpty { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }
}

/// A subscription of which nothing is recorded yet, for those who decide about its cost.
package struct Newcomer: Sendable {
    /// Nil where it can't be worked out.
    package let cost: Cost?
    /// The last valid day.
    package let expires: CalendarDate?
    /// What its fulfilment cost people before, in minutes.
    package let manualMinutes: Int

    package init(cost: Cost?, expires: CalendarDate?, manualMinutes: Int) {
        self.cost = cost
        self.expires = expires
        self.manualMinutes = manualMinutes
    }
}

extension Plan {
    /// What lifts every budget that the plan is over, by the exact counts.
    package var neededAllowances: [Allowance] {
        var kinds: [ChangeKind] = []
        for budget in exceeded where !kinds.contains(budget.kind) { kinds.append(budget.kind) }
        return kinds.sorted { $0.rank < $1.rank }.map { Allowance(kind: $0, count: count($0)) }
    }

    /// Whether nothing was found that anybody has to know.
    var saysNothing: Bool {
        changes.isEmpty && failures.isEmpty && refusals.isEmpty && exceeded.isEmpty && notes.isEmpty
            && edits.isEmpty && shownFindings.isEmpty
    }
}
