// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// What departments pay, as sheets.
package enum CostSheets {
    /// A column a period, by its name.
    package static func summary(
        _ summary: CostSummary, periods: [String], title: String
    ) -> Sheet {
        let columns = periods.map { Sheet.Column($0, isNumber: true, in: "amounts") }
        var sheet = sheet(summary, summary.rows, columns, title: title) { $0 }
        if summary.rows.isEmpty { sheet.notes.append("Nothing is charged.") }
        return sheet
    }

    /// Of two states each period, the one now and the one under a change, alternately: with what lies between them.
    /// Rows that it leaves as they are stand in the total alone.
    package static func change(
        _ summary: CostSummary, periods: [String], title: String
    ) -> Sheet {
        let columns = periods.flatMap { period in
            ["now", "then", "difference"].map {
                Sheet.Column("\(period)_\($0)", "\(period) \($0)", isNumber: true, in: "amounts")
            }
        }
        let places = stride(from: 0, to: summary.totals.count, by: 2)
        let changed = summary.rows.filter { row in
            places.contains { row.amounts[$0] != row.amounts[$0 + 1] }
        }
        var sheet = sheet(summary, changed, columns, title: title) { amounts in
            places.flatMap {
                [amounts[$0], amounts[$0 + 1], amounts[$0 + 1] - amounts[$0]]
            }
        }
        let left = summary.rows.count - changed.count
        if changed.isEmpty {
            sheet.notes.append("Nothing costs more or less.")
        } else if left > 0 {
            sheet.notes.append(
                "The total has \(Counts.text(left, "more row")) that stay as they are.")
        }
        return sheet
    }

    private static func sheet(
        _ summary: CostSummary, _ rows: [CostSummary.Row], _ columns: [Sheet.Column],
        title: String, amounts: ([Money]) -> [Money]
    ) -> Sheet {
        let keys = summary.grouping.columns
        var sheet = Sheet(
            "costs", title: title,
            keys.map { Sheet.Column($0) } + [Sheet.Column("subscriptions", isNumber: true)]
                + columns)
        for row in rows {
            sheet.append(
                cells(row.key) + [.count(row.subscriptions)]
                    + amounts(row.amounts).map(Sheet.Cell.money))
        }
        guard !rows.isEmpty else { return sheet }
        let blank = Array(repeating: Sheet.Cell.none, count: keys.count - 1)
        sheet.close(
            with: [.text("total")] + blank + [.count(summary.subscriptions)]
                + amounts(summary.totals).map(Sheet.Cell.money))
        return sheet
    }

    private static func cells(_ key: [String]) -> [Sheet.Cell] {
        key.enumerated().map { place, text in
            if !text.isEmpty { return .text(text) }
            return place == 0 ? .missing("(nobody is stated)") : .none
        }
    }

    package static func journal(_ journal: Journal, isClosed: Bool) -> Sheet {
        var sheet = Sheet(
            "lines",
            title: "Journal of \(journal.period), \(isClosed ? "closed" : "open")",
            [
                Sheet.Column("month"), Sheet.Column("fund"), Sheet.Column("account"),
                Sheet.Column("grant"), Sheet.Column("counterpart", "other fund"),
                Sheet.Column("department"), Sheet.Column("debit", isNumber: true),
                Sheet.Column("credit", isNumber: true),
            ])
        for line in journal.lines {
            sheet.append([
                .text(line.month.description), .text(line.fund), .text(line.account),
                line.grant.map(Sheet.Cell.text) ?? .none,
                line.counterpart.map(Sheet.Cell.text) ?? .none, .text(line.department),
                side(line.debit), side(line.credit),
            ])
        }
        let blank = Array(repeating: Sheet.Cell.none, count: 5)
        sheet.close(
            with: [.text("total")] + blank + [.money(journal.debits), .money(journal.credits)])
        sheet.notes = notes(on: journal)
        return sheet
    }

    private static func side(_ amount: Money) -> Sheet.Cell {
        amount == .zero ? .none : .money(amount)
    }

    private static func notes(on journal: Journal) -> [String] {
        guard !journal.lines.isEmpty else { return ["Nothing is charged for it."] }
        let months = Set(journal.adjustments.map(\.month)).sorted()
        guard !months.isEmpty else { return [] }
        let names = months.map(\.description).joined(separator: ", ")
        return ["Lines of \(names) are adjustments of closed periods."]
    }
}

extension CostGrouping {
    /// What programs call the parts of the key.
    fileprivate var columns: [String] {
        switch self {
        case .department, .service, .subscription: [rawValue]
        case .fund: ["fund", "grant"]
        }
    }
}
