// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// What departments pay, as sheets.
package enum CostSheets {
    /// A column a period, by its name.
    package static func summary(
        _ summary: CostSummary, periods: [String], title: String
    ) -> Sheet {
        let keys = summary.grouping.columns
        var sheet = Sheet(
            "costs", title: title,
            keys.map { Sheet.Column($0) }
                + [Sheet.Column("subscriptions", isNumber: true)]
                + periods.map { Sheet.Column($0, isNumber: true, in: "amounts") })
        for row in summary.rows {
            sheet.append(
                cells(row.key) + [.count(row.subscriptions)]
                    + row.amounts.map(Sheet.Cell.money))
        }
        guard !summary.rows.isEmpty else {
            sheet.notes.append("Nothing is charged.")
            return sheet
        }
        let blank = Array(repeating: Sheet.Cell.none, count: keys.count - 1)
        sheet.close(
            with: [.text("total")] + blank + [.count(summary.subscriptions)]
                + summary.totals.map(Sheet.Cell.money))
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
