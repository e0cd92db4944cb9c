// SPDX-License-Identifier: Apache-2.0

/// A table for a screen: columns as wide as their cells; where that is too wide, the widest fold between words;
/// where that is not enough, each row becomes a few labelled lines. It draws no borders and cuts nothing.
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
        guard !buffer.screen.isPlain, let widths = widths(within: buffer.screen.width) else {
            return writeRecords(to: &buffer)
        }
        writeRow(columns.map(\.title), widths, .faint, to: &buffer)
        for row in rows { writeRow(row, widths, .normal, to: &buffer) }
    }

    /// Nil where even folded cells are too wide. The widest column gives way first, none below its longest word.
    private func widths(within room: Int) -> [Int]? {
        var widths = columns.indices.map { widest($0, SafeText.width(of:)) }
        let least = columns.indices.map { place in
            columns[place].alignment == .right
                ? widths[place]
                : widest(place) { Self.words(of: $0).map(SafeText.width(of:)).max() ?? 0 }
        }
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - room
        while excess > 0 {
            let foldable = widths.indices.filter { widths[$0] > least[$0] }
            guard let place = foldable.max(by: { widths[$0] <= widths[$1] }) else { return nil }
            widths[place] -= 1
            excess -= 1
        }
        return widths
    }

    private func widest(_ place: Int, _ width: (String) -> Int) -> Int {
        rows.reduce(width(columns[place].title)) { max($0, width($1[place])) }
    }

    private func writeRow(
        _ row: [String], _ widths: [Int], _ tone: Tone, to buffer: inout TextBuffer
    ) {
        let cells = zip(row, widths).map { Self.folded($0, to: $1) }
        for line in 0..<(cells.map(\.count).max() ?? 0) {
            var start = 0
            for (place, cell) in cells.enumerated() {
                let text = line < cell.count ? cell[line] : ""
                let isRight = columns[place].alignment == .right
                let column = isRight ? start + widths[place] - SafeText.width(of: text) : start
                start += widths[place] + Self.gap
                guard !text.isEmpty else { continue }
                buffer.space(max(0, column - buffer.column))
                buffer.write(text, tone)
            }
            buffer.line()
        }
    }

    private static func words(of text: String) -> [String] {
        text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }

    /// At least one line, none wider than `width`, which every word is within.
    private static func folded(_ text: String, to width: Int) -> [String] {
        if SafeText.width(of: text) <= width { return [text] }
        var lines = [""]
        for (number, word) in words(of: text).enumerated() {
            let last = lines[lines.count - 1]
            if number == 0 {
                lines[0] = word
            } else if SafeText.width(of: last) + 1 + SafeText.width(of: word) <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(word)
            }
        }
        return lines
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
