// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// Rows of facts that people read and other programs take: one value, rendered as text, CSV, Markdown or JSON. It works
/// nothing out.
package struct Sheet: Sendable {
    package enum Cell: Sendable, Equatable {
        case text(String)
        case texts([String])
        case count(Int)
        case money(Money)
        /// Nothing for programs; people read what that means.
        case missing(String)
        case none
    }

    package struct Column: Sendable {
        /// What programs call it.
        let name: String
        let title: String
        let isNumber: Bool
        /// The member of a JSON object in which it stands with others whose names are data.
        let group: String?

        package init(
            _ name: String, _ title: String? = nil, isNumber: Bool = false, in group: String? = nil
        ) {
            self.name = name
            self.title = title ?? name
            self.isNumber = isNumber
            self.group = group
        }
    }

    /// What programs call it, among others of one report.
    package let name: String
    package let title: String
    let columns: [Column]
    private(set) var rows: [[Cell]] = []
    /// The last row, for people.
    private var total: [Cell]?
    /// Sentences below.
    package var notes: [String] = []

    package init(_ name: String, title: String, _ columns: [Column]) {
        self.name = name
        self.title = title
        self.columns = columns
    }

    package mutating func append(_ row: [Cell]) {
        precondition(
            row.count == columns.count, "a row of another length; this is a bug in burnham")
        rows.append(row)
    }

    package mutating func close(with total: [Cell]) { self.total = total }

    private var shownRows: [[Cell]] { rows + (total.map { [$0] } ?? []) }
}

// MARK: For people

extension Sheet {
    /// Amounts in the city's currency.
    package func text(currency: String, on screen: Screen) -> String {
        var buffer = TextBuffer(screen)
        write(to: &buffer, currency: currency)
        return buffer.text
    }

    func write(to buffer: inout TextBuffer, currency: String) {
        buffer.write(title, .strong)
        buffer.line()
        if !rows.isEmpty {
            buffer.line()
            var table = TextTable(
                columns.map { TextTable.Column($0.title, $0.isNumber ? .right : .left) })
            for row in shownRows { table.append(row.map { $0.words(currency) }) }
            table.write(to: &buffer)
        }
        for note in notes {
            buffer.line()
            buffer.words(note, indent: 0)
            buffer.line()
        }
    }

    package func markdown(currency: String) -> String {
        var text = "### \(SafeText.escaped(title))\n"
        if !rows.isEmpty {
            text += "\n" + Self.line(columns.map(\.title))
            text += Self.line(columns.map { $0.isNumber ? "---:" : "---" })
            for row in shownRows { text += Self.line(row.map { $0.markdown(currency) }) }
        }
        for note in notes { text += "\n\(SafeText.escaped(note))\n" }
        return text
    }

    private static func line(_ cells: [String]) -> String {
        "| \(cells.joined(separator: " | ")) |\n"
    }
}

// MARK: For programs

extension Sheet {
    /// RFC 4180 with a header; without the row of totals.
    package var csv: String {
        let names = CSVText.row(columns.map { .text($0.name) })
        return rows.reduce(into: names) { $0 += CSVText.row($1.map(\.csv)) }
    }

    /// A list of objects; a cell without a value is left out.
    var value: Value { .list(rows.map { .object(object($0)) }) }

    /// The numbers of the row of totals.
    var totalValue: Value? {
        total.map { .object(object($0.map { $0.isNumber ? $0 : .none })) }
    }

    private func object(_ row: [Cell]) -> Fields<Value> {
        var fields = Fields<Value>()
        var groups: [String: Fields<Value>] = [:]
        for (column, cell) in zip(columns, row) {
            guard let value = cell.value else { continue }
            if let group = column.group {
                groups[group, default: [:]][column.name] = value
            } else {
                fields[column.name] = value
            }
        }
        for (name, group) in groups { fields[name] = .object(group) }
        return fields
    }
}

extension Sheet.Cell {
    fileprivate var isNumber: Bool {
        switch self {
        case .count, .money: true
        case .text, .texts, .missing, .none: false
        }
    }

    func words(_ currency: String) -> String {
        switch self {
        case .text(let text): text
        case .texts(let texts): texts.joined(separator: ", ")
        case .count(let number): Counts.text(number)
        case .money(let money): MoneyText(currency: currency).amount(money)
        case .missing(let words): words
        case .none: ""
        }
    }

    fileprivate func markdown(_ currency: String) -> String {
        switch self {
        case .text(let text): text.isEmpty ? "" : MarkdownText.codeInTable(text)
        case .texts(let texts): texts.map(MarkdownText.codeInTable).joined(separator: ", ")
        case .count, .money, .missing, .none: words(currency)
        }
    }

    fileprivate var csv: CSVText.Cell {
        switch self {
        case .text(let text): .text(text)
        case .texts(let texts): .text(texts.joined(separator: " "))
        case .count(let number): .number(number.description)
        case .money(let money): .number(money.description)
        case .missing, .none: .none
        }
    }

    fileprivate var value: Value? {
        switch self {
        case .text(let text): .string(text)
        case .texts(let texts): .list(texts.map(Value.string))
        case .count(let number): .int(Int64(number))
        case .money(let money): .string(money.description)
        case .missing, .none: nil
        }
    }
}

/// Several sheets, or one with facts about all of it, as one JSON object.
package enum SheetJSON {
    package static func render(_ facts: Fields<Value>, _ sheets: [Sheet]) -> String {
        var fields = facts
        for sheet in sheets {
            fields[sheet.name] = sheet.value
            if let total = sheet.totalValue { fields["total"] = total }
        }
        return JSONText.lines(of: .object(fields))
    }
}
