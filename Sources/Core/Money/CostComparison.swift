// SPDX-License-Identifier: Apache-2.0

import Values

/// What a change of what departments have does to its cost: of two states of the terms, by subscription. It knows
/// neither where they come from nor a currency.
package struct CostComparison: Sendable, Equatable {
    package struct Difference: Sendable, Equatable {
        package let subject: Tenure.Subject
        /// Nil for what is new, or taken into use again.
        package let before: Cost?
        /// Nil for what ends.
        package let after: Cost?
        /// Whether something of it is recorded: what is paid once has been paid.
        package let isKnown: Bool

        package var change: Cost { (after ?? Cost()) - (before ?? Cost()) }
    }

    /// By the bytes of the path. Those whose cost stays are not among them.
    package let differences: [Difference]

    /// Both by the prices of one day. Who has the terms of a state under another path in the other one, because it
    /// was moved, counts as new there and as ended here: what is paid again and again sums to the same. `suspended` are
    /// paths of what is recorded and not in use before.
    package init(
        before: [Tenure.Subject: Terms], after: [Tenure.Subject: Terms],
        suspended: Set<String> = [], on day: CalendarDate
    ) {
        let old = Self.costs(before, on: day)
        let new = Self.costs(after, on: day)
        let subjects = Dictionary(old.map { ($0.key, $0.value.subject) }) { first, _ in first }
            .merging(new.map { ($0.key, $0.value.subject) }) { $1 }
        differences = subjects.sorted { $0.key.precedesByBytes($1.key) }.compactMap {
            let isKnown = old[$0.key] != nil || suspended.contains($0.key)
            let (before, after) = (old[$0.key]?.cost, new[$0.key]?.cost)
            let difference = Difference(
                subject: $0.value, before: before?.recurring,
                after: isKnown ? after?.recurring : after, isKnown: isKnown)
            return difference.change.isFree ? nil : difference
        }
    }

    package init() { differences = [] }

    private static func costs(
        _ terms: [Tenure.Subject: Terms], on day: CalendarDate
    ) -> [String: (subject: Tenure.Subject, cost: Cost)] {
        var costs: [String: (subject: Tenure.Subject, cost: Cost)] = [:]
        for (subject, terms) in terms { costs[subject.path] = (subject, terms.cost(on: day)) }
        return costs
    }

    package var added: [Difference] { differences.filter { !$0.isKnown } }
    /// What was suspended and is in use again.
    package var resumed: [Difference] { differences.filter { $0.isKnown && $0.before == nil } }
    package var ended: [Difference] { differences.filter { $0.after == nil } }
    package var repriced: [Difference] {
        differences.filter { $0.before != nil && $0.after != nil }
    }

    package var total: Cost { differences.total }

    /// The difference of each department that has one, by its id.
    package var byDepartment: [(department: String, change: Cost)] {
        Dictionary(grouping: differences, by: \.subject.department)
            .map { ($0.key, $0.value.total) }.sorted { $0.0.precedesByBytes($1.0) }
    }
}

extension Sequence<CostComparison.Difference> {
    package var total: Cost { reduce(into: Cost()) { $0 += $1.change } }
}
