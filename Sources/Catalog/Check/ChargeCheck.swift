// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Whether what is charged is the whole on every day, and to funds that there are. On days that are over nobody may
/// have paid.
struct ChargeCheck {
    private let funds: FundCheck
    private let today: CalendarDate

    init(_ catalog: Catalog, _ request: LoadRequest) {
        funds = FundCheck(catalog, request)
        today = request.today
    }

    func departmentDiagnostics(_ catalog: Catalog) -> [Diagnostic] {
        catalog.departments.values.flatMap {
            diagnostics($0.charges, in: $0.head, until: $0.until)
        }
    }

    /// `last` is the last day on which something is charged.
    func diagnostics(
        _ charges: [Charge], in head: DocumentHead, until last: CalendarDate?
    ) -> [Diagnostic] {
        guard let first = charges.first else { return [] }
        var diagnostics = charges.flatMap { funds.diagnostics($0, in: head) }
        let changes = Self.changes(charges)
        let days = Set(changes + [today]).sorted()
        for day in [days[0].advanced(byDays: -1)] + days where last.map({ day <= $0 }) ?? true {
            let total = charges.filter { $0.days.contains(day) }.map(\.share).reduce(0, +)
            guard total != Self.whole, total != 0 || day >= today else { continue }
            let place = head.place(first.fund.span)
            diagnostics.append(
                total == 0
                    ? unpaid(from: day, at: place) : wrong(total, on: day, of: changes, place))
            break
        }
        return diagnostics
    }

    private static let whole: Int64 = 1_000_000

    /// Days from which on others pay.
    private static func changes(_ charges: [Charge]) -> [CalendarDate] {
        charges.flatMap {
            [$0.days.from, $0.days.until?.advanced(byDays: 1)].compactMap(\.self)
        }
    }

    private func wrong(
        _ total: Int64, on day: CalendarDate, of changes: [CalendarDate],
        _ place: Diagnostic.Place
    ) -> Diagnostic {
        let begin = changes.filter { $0 <= day }.max().map { " from \($0) on" }
        let end = changes.min().map { " before \($0)" }
        return Diagnostic(
            .sharesDoNotSum,
            "the shares of `charge` sum to \(decimal(total)) and not to 1\(begin ?? end ?? "")",
            at: place)
    }

    private func unpaid(from day: CalendarDate, at place: Diagnostic.Place) -> Diagnostic {
        Diagnostic(
            .chargeEnds, "nobody pays from \(day) on", at: place, severity: .warning,
            help: "a line with `from: \(day)` says who does then")
    }

    private func decimal(_ millionths: Int64) -> String {
        let (whole, fraction) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        guard fraction > 0 else { return whole.description }
        var digits = String((1_000_000 + fraction).description.dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
