// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// What departments pay, as sheets.
package enum CostSheets {
    /// A column a period, by its name.
    package static func summary(
        _ summary: CostSummary, periods: [String], title: String
    ) -> Sheet {
        let columns =
            [Sheet.Column("subscriptions", isNumber: true)]
            + periods.map { Sheet.Column($0, isNumber: true, in: "amounts") }
        var sheet = Sheet("costs", title: title, keyColumns(summary) + columns)
        for row in summary.rows {
            sheet.append(
                cells(row.key) + [.count(row.subscriptions)]
                    + row.amounts.map(Sheet.Cell.money))
        }
        guard !summary.rows.isEmpty else {
            sheet.notes.append("Nothing is charged.")
            return sheet
        }
        sheet.close(
            with: totalCells(summary) + [.count(summary.subscriptions)]
                + summary.totals.map(Sheet.Cell.money))
        return sheet
    }

    /// Of two states each period, the one now and the one under a change, alternately: with what lies between them.
    /// Rows that it leaves as they are stand in the total alone.
    package static func change(
        _ summary: CostSummary, periods: [String], title: String
    ) -> Sheet {
        let columns = periods.flatMap { period in
            [
                Sheet.Column("\(period)_now", "\(period) now", isNumber: true, in: "amounts"),
                Sheet.Column("\(period)_then", "then", isNumber: true, in: "amounts"),
                Sheet.Column("\(period)_difference", "difference", isNumber: true, in: "amounts"),
            ]
        }
        var sheet = Sheet("costs", title: title, keyColumns(summary) + columns)
        let changed = summary.rows.filter { row in
            places(row.amounts).contains { row.amounts[$0] != row.amounts[$0 + 1] }
        }
        for row in changed { sheet.append(cells(row.key) + differences(row.amounts)) }
        guard !changed.isEmpty else {
            sheet.notes.append("Nothing costs more or less.")
            return sheet
        }
        sheet.close(with: totalCells(summary) + differences(summary.totals))
        let left = summary.rows.count - changed.count
        if left > 0 {
            sheet.notes.append("What stays as it is, \(left) more, is in the total alone.")
        }
        return sheet
    }

    private static func differences(_ amounts: [Money]) -> [Sheet.Cell] {
        places(amounts).flatMap {
            [amounts[$0], amounts[$0 + 1], amounts[$0 + 1] - amounts[$0]].map(Sheet.Cell.money)
        }
    }

    /// Where each pair begins.
    private static func places(_ amounts: [Money]) -> StrideTo<Int> {
        stride(from: 0, to: amounts.count, by: 2)
    }

    private static func keyColumns(_ summary: CostSummary) -> [Sheet.Column] {
        summary.grouping.columns.map { Sheet.Column($0) }
    }

    private static func totalCells(_ summary: CostSummary) -> [Sheet.Cell] {
        [.text("total")]
            + Array(repeating: .none, count: summary.grouping.columns.count - 1)
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
