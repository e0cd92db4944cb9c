// SPDX-License-Identifier: Apache-2.0

import Values

/// What is owed month by month: what is over as it was recorded, this month and those to come as the catalog states it.
package struct CostCalendar: Sendable {
    private let recorded: [Tenure]
    private let stated: [Tenure]
    private let thisMonth: Month
    private let fiscalYearStart: Int64

    package init(
        recorded: [Tenure], stated: [Tenure], thisMonth: Month, fiscalYearStart: Int64
    ) {
        self.recorded = recorded
        self.stated = stated
        self.thisMonth = thisMonth
        self.fiscalYearStart = fiscalYearStart
    }

    package func year(of month: Month) -> FiscalYear {
        FiscalYear(of: month, startingIn: fiscalYearStart)
    }

    package func charges(for month: Month) -> [ChargeLine] {
        ChargeLine.lines(
            for: month, of: month < thisMonth ? recorded : stated, in: year(of: month))
    }

    /// By the ledger alone, whatever the month.
    package func recordedCharges(for month: Month) -> [ChargeLine] {
        ChargeLine.lines(for: month, of: recorded, in: year(of: month))
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
        var sums: [[String]: (amounts: [Money], paths: Set<String>)] = [:]
        for (place, charges) in periods.enumerated() {
            for charge in charges {
                let key = grouping.key(of: charge.cause)
                var sum =
                    sums[key] ?? (Array(repeating: .zero, count: periods.count), [])
                sum.amounts[place] += charge.amount
                sum.paths.insert(charge.cause.subject.path)
                sums[key] = sum
            }
        }
        rows = sums.map {
            Row(key: $0.key, subscriptions: $0.value.paths.count, amounts: $0.value.amounts)
        }.sorted(by: Self.precedes)
        totals = periods.map { $0.map(\.amount).sum() }
        subscriptions = Set(periods.joined().map(\.cause.subject.path)).count
    }

    private static func precedes(_ left: Row, _ right: Row) -> Bool {
        let (first, second) = (left.amounts.sum(), right.amounts.sum())
        return first == second ? left.key.lexicographicallyPrecedes(right.key) : first > second
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
