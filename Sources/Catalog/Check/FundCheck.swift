// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Whether what subscriptions are charged to is in a source of funds, and still open. Only a snapshot says so:
/// it is a warning. Without such a source nothing is checked.
struct FundCheck {
    /// The last day of each fund and grant that has one, by id.
    private let lastDays: Fields<CalendarDate?>
    private let today: CalendarDate

    init(_ catalog: Catalog, _ request: LoadRequest) {
        today = request.today
        let records = request.snapshots.lazy.filter {
            catalog.sources[$0.source]?.schema == .funds
        }.flatMap(\.records)
        lastDays = Fields(
            records.compactMap { record in
                record["id"]?.string.map { id in
                    (id, record["until"]?.string.flatMap { CalendarDate($0) })
                }
            })
    }

    func diagnostics(_ charge: Charge, in head: DocumentHead) -> [Diagnostic] {
        guard !lastDays.isEmpty, charge.days.until.map({ today <= $0 }) ?? true else { return [] }
        return [charge.fund, charge.grant].compactMap(\.self).compactMap {
            diagnostic($0, charge, head)
        }
    }

    private func diagnostic(
        _ fund: Located<String>, _ charge: Charge, _ head: DocumentHead
    ) -> Diagnostic? {
        guard let lastDay = lastDays[fund.value] else {
            return Diagnostic(
                .unknownFund, "no fund or grant `\(fund.value)` in any source",
                at: head.place(fund.span), severity: .warning,
                help: nearestName(to: fund.value, among: lastDays.keys).map {
                    "one with a similar id exists: `\($0)`"
                })
        }
        guard let lastDay else { return nil }
        if lastDay < today {
            return Diagnostic(
                .fundEnded, "`\(fund.value)` ended on \(lastDay)", at: head.place(fund.span),
                severity: .warning, help: "another fund has to pay from then on")
        }
        if let from = charge.days.from, lastDay < from {
            return Diagnostic(
                .fundEnded, "`\(fund.value)` ends on \(lastDay), before this charge begins",
                at: head.place(fund.span), severity: .warning,
                help: "another fund has to pay from \(from) on")
        }
        guard let until = charge.days.until, lastDay < until else { return nil }
        return Diagnostic(
            .fundEnded, "`\(fund.value)` ends on \(lastDay), and this charge only on \(until)",
            at: head.place(fund.span), severity: .warning,
            help: "`until: \(lastDay)` ends it with the fund")
    }
}
