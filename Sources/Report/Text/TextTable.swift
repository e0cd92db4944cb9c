// SPDX-License-Identifier: Apache-2.0

/// A table for a screen: columns as wide as their cells; where that is too wide, the last column folds; where
/// that is not enough, each row becomes a few labelled lines. It draws no borders and cuts nothing.
package struct TextTable: Sendable {
    package enum Alignment: Sendable {
        case left, right
    }

    package struct Column: Sendable {
        package let title: String
        package let alignment: Alignment

        package init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    private static let gap = 2
    /// A last column narrower than this is not worth folding.
    private static let lastColumnLeast = 20

    private let columns: [Column]
    package private(set) var rows: [[String]] = []

    package init(_ columns: [Column]) { self.columns = columns }

    /// As many cells as there are columns.
    package mutating func append(_ row: [String]) {
        precondition(
            row.count == columns.count, "a row of another length; this is a bug in burnham")
        rows.append(row)
    }

    package func render(on screen: Screen) -> String {
        var buffer = TextBuffer(screen)
        write(to: &buffer)
        return buffer.text
    }

    func write(to buffer: inout TextBuffer) {
        let widths = widths()
        let before = widths.dropLast().reduce(0) { $0 + $1 + Self.gap }
        let room = buffer.screen.width - before
        if buffer.screen.isPlain || room < min(widths.last ?? 0, Self.lastColumnLeast) {
            return writeRecords(to: &buffer)
        }
        writeRow(columns.map(\.title), widths, .faint, to: &buffer)
        for row in rows { writeRow(row, widths, .normal, to: &buffer) }
    }

    private func widths() -> [Int] {
        columns.indices.map { place in
            rows.reduce(SafeText.width(of: columns[place].title)) {
                max($0, SafeText.width(of: $1[place]))
            }
        }
    }

    private func writeRow(
        _ row: [String], _ widths: [Int], _ tone: Tone, to buffer: inout TextBuffer
    ) {
        var start = 0
        for place in row.indices {
            let width = SafeText.width(of: row[place])
            let isRight = columns[place].alignment == .right
            let column = isRight ? start + widths[place] - width : start
            buffer.space(max(0, column - buffer.column))
            if place == row.count - 1, !isRight {
                buffer.words(row[place], indent: start, tone)
            } else {
                buffer.write(row[place], tone)
            }
            start += widths[place] + Self.gap
        }
        buffer.line()
    }

    /// One row after the other, numbered, an empty cell left out.
    private func writeRecords(to buffer: inout TextBuffer) {
        let indent = 4
        for (number, row) in rows.enumerated() {
            buffer.write("\(number + 1). ")
            buffer.words(row.first ?? "", indent: indent, .strong)
            buffer.line()
            for (column, cell) in zip(columns, row).dropFirst() where !cell.isEmpty {
                buffer.space(indent)
                buffer.write(column.title.isEmpty ? "" : column.title + ": ", .faint)
                buffer.words(cell, indent: indent + 2)
                buffer.line()
            }
        }
    }
}

/// Facts with their names, one a line, the facts aligned: what is to be said of one thing.
package struct LabelledLines: Sendable {
    private var lines: [(label: String, words: String)] = []

    package init() {}

    package mutating func add(_ label: String, _ words: String) { lines.append((label, words)) }

    /// Leaves the line out where there is nothing to say.
    package mutating func add(_ label: String, _ words: String?) {
        if let words { add(label, words) }
    }

    func write(to buffer: inout TextBuffer, indent: Int = 2) {
        let widest = lines.map { SafeText.width(of: $0.label) }.max() ?? 0
        let column = indent + min(widest, buffer.screen.width / 3) + 2
        for (label, words) in lines {
            buffer.space(indent)
            if buffer.screen.isPlain {
                buffer.write(label + ": ")
                buffer.words(words, indent: indent + 2)
            } else {
                buffer.write(label, .faint)
                buffer.align(to: column)
                buffer.words(words, indent: column)
            }
            buffer.line()
        }
    }
}
