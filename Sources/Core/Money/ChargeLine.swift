// SPDX-License-Identifier: Apache-2.0

import Values

/// What one payer owes for one subscription and one month, in whole cents.
package struct ChargeLine: Sendable, Hashable {
    package let cause: Cause
    package let amount: Money

    /// For what, and who pays.
    package struct Cause: Sendable, Hashable, Comparable {
        package let month: Month
        package let subject: Tenure.Subject
        /// Nil where nobody is stated.
        package let payer: Payer?

        package init(month: Month, subject: Tenure.Subject, payer: Payer?) {
            self.month = month
            self.subject = subject
            self.payer = payer
        }

        package static func < (left: Cause, right: Cause) -> Bool {
            if left.month != right.month { return left.month < right.month }
            let (path, other) = (left.subject.path, right.subject.path)
            if !path.hasSameBytes(as: other) { return path.precedesByBytes(other) }
            if left.payer == right.payer { return left.subject.service < right.subject.service }
            guard let payer = left.payer else { return true }
            return right.payer.map { payer < $0 } ?? false
        }
    }

    package init(_ cause: Cause, amount: Money) {
        self.cause = cause
        self.amount = amount
    }

    /// What is owed for a month, sorted, one line a subscription and payer. A subscription is paid once for a month
    /// in which it ended and began again: as it was last.
    package static func lines(
        for month: Month, of tenures: [Tenure], in year: FiscalYear,
        defaults: DefaultCharges = DefaultCharges()
    ) -> [ChargeLine] {
        var owed: [String: Tenure] = [:]
        for tenure in tenures where tenure.isOwed(for: month) {
            let path = tenure.subject.path
            if owed[path].map({ $0.begins <= tenure.begins }) ?? true { owed[path] = tenure }
        }
        return owed.values.flatMap { lines(for: month, of: $0, in: year, defaults) }
            .sorted { $0.cause < $1.cause }
    }

    private static func lines(
        for month: Month, of tenure: Tenure, in year: FiscalYear, _ defaults: DefaultCharges
    ) -> [ChargeLine] {
        let amount = tenure.amount(for: month, in: year)
        guard amount != .zero else { return [] }
        let charges = charges(for: month, of: tenure, defaults)
        guard !charges.isEmpty else {
            let cause = Cause(month: month, subject: tenure.subject, payer: nil)
            return [ChargeLine(cause, amount: amount)]
        }
        let parts = Apportionment.parts(of: amount, by: charges.map(\.share))
        var byPayer: [Payer: Money] = [:]
        for (charge, part) in zip(charges, parts) { byPayer[charge.payer, default: .zero] += part }
        return byPayer.filter { $0.value != .zero }.map { payer, part in
            ChargeLine(
                Cause(month: month, subject: tenure.subject, payer: payer), amount: part)
        }
    }

    private static func charges(
        for month: Month, of tenure: Tenure, _ defaults: DefaultCharges
    ) -> [Terms.Charge] {
        let recorded = tenure.charges(for: month).filter { $0.share > 0 }
        guard recorded.isEmpty else { return recorded }
        let day = tenure.decisiveDay(of: month)
        return defaults.charges(of: tenure.subject.department, for: month).filter {
            $0.share > 0 && $0.days.contains(day)
        }
    }
}
