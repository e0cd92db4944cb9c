// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a plan adds to what departments pay, and what it saves, in words: for the views that have room for a few lines.
struct PlanCosts {
    /// Those that have something to say.
    private(set) var lines: [(label: String, facts: [String])] = []

    private let money: MoneyText

    init(_ plan: Plan, _ context: PlanContext) {
        money = MoneyText(currency: context.currency)
        add(context.newcomers.values)
        addResumed(plan.costs.resumed)
        addEnded(plan.costs.ended)
        addRepriced(plan.costs.repriced)
    }

    /// What is new costs, and what it saves the people who fulfilled it by hand.
    private mutating func add(_ newcomers: some Collection<Newcomer>) {
        guard !newcomers.isEmpty else { return }
        var total = Cost()
        var (minutes, unpriced) = (0, 0)
        for newcomer in newcomers {
            minutes += newcomer.manualMinutes
            if let cost = newcomer.cost { total += cost } else { unpriced += 1 }
        }
        var facts = [
            "\(money.words(total)) for \(Counts.text(newcomers.count, "new subscription"))"
        ]
        if unpriced > 0 { facts.append("\(Counts.text(unpriced)) of them without a known price") }
        if minutes > 0 {
            facts.append("saves \(Counts.work(minutes: minutes)) of work by hand")
        }
        lines.append(("costs", facts))
    }

    private mutating func addResumed(_ resumed: [CostComparison.Difference]) {
        guard !resumed.isEmpty else { return }
        let count = Counts.text(resumed.count, "subscription")
        let words = "\(money.words(resumed.total)) for \(count) taken into use again"
        lines.append(("resumes", [words]))
    }

    private mutating func addEnded(_ ended: [CostComparison.Difference]) {
        guard !ended.isEmpty else { return }
        let saved = money.words(Cost() - ended.total)
        let count = Counts.text(ended.count, "subscription")
        lines.append(("saves", ["\(saved) for \(count) that end\(ended.count == 1 ? "s" : "")"]))
    }

    private mutating func addRepriced(_ repriced: [CostComparison.Difference]) {
        guard !repriced.isEmpty else { return }
        let count = Counts.text(repriced.count, "subscription")
        lines.append(("reprices", ["\(money.difference(repriced.total)) for \(count)"]))
    }
}
