// SPDX-License-Identifier: Apache-2.0

import Values

/// What is owed month by month: what is over as it was recorded, what is to come as the catalog states it. For this
/// month both are owed: what the catalog states, and what was there in it and is stated no longer.
package struct CostCalendar: Sendable {
    /// What the catalog states, and where the same is recorded: under its own path, or one that it had before.
    package struct Stated: Sendable {
        package let tenures: [Tenure]
        package let recordedAt: Set<String>

        package init(_ tenures: [Tenure], recordedAt: Set<String>) {
            self.tenures = tenures
            self.recordedAt = recordedAt
        }
    }

    private let recorded: [Tenure]
    private let stated: Stated
    private let thisMonth: Month
    private let fiscalYearStart: Int64
    private let defaults: DefaultCharges

    package init(
        recorded: [Tenure], stated: Stated, thisMonth: Month, fiscalYearStart: Int64,
        defaults: DefaultCharges = DefaultCharges()
    ) {
        self.recorded = recorded
        self.stated = stated
        self.thisMonth = thisMonth
        self.fiscalYearStart = fiscalYearStart
        self.defaults = defaults
    }

    package func year(of month: Month) -> FiscalYear {
        FiscalYear(of: month, startingIn: fiscalYearStart)
    }

    package func charges(for month: Month) -> [ChargeLine] {
        if month < thisMonth { return recordedCharges(for: month) }
        let leaving = month == thisMonth ? recorded.filter { !isStated($0) } : []
        return lines(for: month, of: leaving + stated.tenures)
    }

    /// By the ledger alone, whatever the month.
    package func recordedCharges(for month: Month) -> [ChargeLine] {
        lines(for: month, of: recorded)
    }

    /// Departments of which something is recorded for a month that nobody pays but whom they name themselves.
    package func departmentsWithoutPayer(in month: Month) -> Set<String> {
        let charges = ChargeLine.lines(for: month, of: recorded, in: year(of: month))
        return Set(charges.map(\.cause).filter { $0.payer == nil }.map(\.subject.department))
    }

    /// Whether it goes on as something that the catalog states.
    private func isStated(_ tenure: Tenure) -> Bool {
        tenure.ends == nil && stated.recordedAt.contains(tenure.subject.path)
    }

    private func lines(for month: Month, of tenures: [Tenure]) -> [ChargeLine] {
        ChargeLine.lines(for: month, of: tenures, in: year(of: month), defaults: defaults)
    }
}

/// By what costs are summed up.
package enum CostGrouping: String, Sendable, CaseIterable {
    case department, service, subscription, fund
}

/// Charges summed up by one thing and by periods of months. However they are grouped, the totals are the same,
/// because the same lines are added.
package struct CostSummary: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        /// One element, or for a fund that and its grant; empty where nobody is stated to pay.
        package let key: [String]
        package let subscriptions: Int
        /// One for each period.
        package let amounts: [Money]
    }

    package let grouping: CostGrouping
    /// What costs most over all periods comes first.
    package let rows: [Row]
    package let totals: [Money]
    package let subscriptions: Int

    package init(by grouping: CostGrouping, _ periods: [[ChargeLine]]) {
        self.grouping = grouping
        var sums: [Key: (amounts: [Money], paths: Set<String>)] = [:]
        for (place, charges) in periods.enumerated() {
            for charge in charges {
                let key = Key(parts: grouping.key(of: charge.cause))
                var sum =
                    sums[key] ?? (Array(repeating: .zero, count: periods.count), [])
                sum.amounts[place] += charge.amount
                sum.paths.insert(charge.cause.subject.path)
                sums[key] = sum
            }
        }
        rows = sums.map {
            Row(key: $0.key.parts, subscriptions: $0.value.paths.count, amounts: $0.value.amounts)
        }.sorted(by: Self.precedes)
        totals = periods.map { $0.map(\.amount).sum() }
        subscriptions = Set(periods.joined().map(\.cause.subject.path)).count
    }

    private static func precedes(_ left: Row, _ right: Row) -> Bool {
        let (first, second) = (left.amounts.sum(), right.amounts.sum())
        if first != second { return first > second }
        return left.key.lexicographicallyPrecedes(right.key) { $0.precedesByBytes($1) }
    }

    /// Compared by bytes: what is summed up by has names that a city gives.
    private struct Key: Hashable {
        let parts: [String]

        static func == (left: Key, right: Key) -> Bool {
            left.parts.elementsEqual(right.parts) { $0.hasSameBytes(as: $1) }
        }
    }
}

extension CostGrouping {
    fileprivate func key(of cause: ChargeLine.Cause) -> [String] {
        switch self {
        case .department: [cause.subject.department]
        case .service: [cause.subject.service]
        case .subscription: [cause.subject.path]
        case .fund: [cause.payer?.fund ?? "", cause.payer?.grant ?? ""]
        }
    }
}
