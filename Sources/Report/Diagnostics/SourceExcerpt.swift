// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// The line that a span begins on, ready to print: cut around the span, made safe, secrets hidden, and where
/// the carets go below it. It never holds more than that one line.
struct SourceExcerpt {
    let line: Int
    let text: String
    /// Columns before the first caret.
    let caretStart: Int
    let caretCount: Int

    /// So much around the span is looked through for secrets.
    private static let windowBytes = 8192
    private static let tab = "    "

    /// `isHidden`: the whole line belongs to a secret.
    init(of span: SourceSpan, in index: LineIndex, isHidden: Bool, columnsMost: Int) {
        line = index.position(at: span.start).line
        let excerpt = index.excerpt(of: span, bytesMax: columnsMost)
        let window = index.excerpt(of: span, bytesMax: Self.windowBytes)
        let scalars = Array(window.text.unicodeScalars)
        let hidden = isHidden ? [0..<scalars.count] : SecretMask(scalars).ranges
        let start = window.leading - excerpt.leading
        let end = min(scalars.count, start + excerpt.text.unicodeScalars.count)
        var drawing = Drawing(scalars: scalars, hidden: hidden)
        if excerpt.isCutAtStart { drawing.write("…") }
        let mark = window.leading..<(window.leading + excerpt.marked)
        (caretStart, caretCount) = drawing.draw(start..<end, mark: mark)
        if excerpt.isCutAtEnd { drawing.write("…") }
        text = String(decoding: drawing.bytes, as: UTF8.self)
    }

    /// Writes scalars and keeps the columns of those that are marked.
    private struct Drawing {
        let scalars: [Unicode.Scalar]
        let hidden: [Range<Int>]
        var bytes: [UInt8] = []
        var column = 0

        init(scalars: [Unicode.Scalar], hidden: [Range<Int>]) {
            self.scalars = scalars
            self.hidden = hidden
        }

        mutating func write(_ text: String) { column += SafeText.append(text, to: &bytes) }

        /// Where what is marked begins, and how many columns it takes; a mark of nothing takes one.
        mutating func draw(_ range: Range<Int>, mark: Range<Int>) -> (start: Int, count: Int) {
            var (first, last): (Int?, Int) = (nil, 0)
            var next = range.lowerBound
            while next < range.upperBound {
                let piece = piece(at: next, before: range.upperBound)
                let start = column
                writePiece(piece)
                if piece.upperBound > mark.lowerBound, first == nil { first = start }
                if piece.lowerBound < mark.upperBound { last = column }
                next = piece.upperBound
            }
            let start = first ?? column
            return (start, max(1, last - start))
        }

        /// One scalar, or all of what is hidden together.
        private func piece(at place: Int, before end: Int) -> Range<Int> {
            let secret = hidden.first { $0.contains(place) }
            return place..<(secret.map { min($0.upperBound, end) } ?? place + 1)
        }

        private mutating func writePiece(_ piece: Range<Int>) {
            if hidden.contains(where: { $0.contains(piece.lowerBound) }) {
                write(SecretMask.text)
            } else if scalars[piece.lowerBound] == "\t" {
                write(SourceExcerpt.tab)
            } else {
                column += SafeText.append(scalars[piece.lowerBound], to: &bytes)
            }
        }
    }
}
