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

        /// Nil where the cost stays.
        package init?(
            before: Terms?, after: Terms?, on day: CalendarDate, wasSuspended: Bool = false,
            subject: () -> Tenure.Subject
        ) {
            isKnown = before != nil || wasSuspended
            let cost = after?.cost(on: day)
            self.before = before?.cost(on: day).recurring
            self.after = isKnown ? cost?.recurring : cost
            guard self.before ?? Cost() != self.after ?? Cost() else { return nil }
            self.subject = subject()
        }

        package var change: Cost { (after ?? Cost()) - (before ?? Cost()) }
    }

    /// By the bytes of the path. Those whose cost stays are not among them.
    package let differences: [Difference]

    /// In any order, once each.
    package init(_ differences: [Difference]) {
        let isSorted = zip(differences, differences.dropFirst()).allSatisfy {
            $0.subject.path.precedesByBytes($1.subject.path)
        }
        self.differences =
            isSorted
            ? differences
            : differences.sorted { $0.subject.path.precedesByBytes($1.subject.path) }
    }

    package init() { differences = [] }

    /// Both by the prices of one day. Who has the terms of a state under another path in the other one, because it
    /// was moved, counts as new there and as ended here: what is paid again and again sums to the same.
    package init(
        before: [Tenure.Subject: Terms], after: [Tenure.Subject: Terms], on day: CalendarDate
    ) {
        let old = Dictionary(uniqueKeysWithValues: before.map { ($0.key.path, $0.value) })
        let paths = Set(after.keys.map(\.path))
        let changed = after.compactMap { subject, terms in
            Difference(before: old[subject.path], after: terms, on: day) { subject }
        }
        let ended = before.compactMap { subject, terms in
            paths.contains(subject.path)
                ? nil : Difference(before: terms, after: nil, on: day) { subject }
        }
        self.init(changed + ended)
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
