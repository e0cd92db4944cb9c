// SPDX-License-Identifier: Apache-2.0

/// The lines of one file: from an offset to line and column, and the text of a line. Lines end with a
/// line feed, a carriage return, or both. Bytes that are not UTF-8 read as U+FFFD. It prints nothing.
///
/// Made only when there is something to show: it goes over the whole file once.
package struct LineIndex: Sendable {
    /// Both count from 1; the column counts characters (Unicode scalars), a tab as one.
    package struct Position: Hashable, Sendable {
        package let line: Int
        package let column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// A piece of one line around a span, short enough to print.
    package struct Excerpt: Equatable, Sendable {
        package let text: String
        /// Characters of `text` before the span's first, and the span's characters that are in `text`.
        package let leading: Int
        package let marked: Int
        package let isCutAtStart: Bool
        package let isCutAtEnd: Bool
    }

    private let bytes: [UInt8]
    private let starts: [UInt32]
    private let counts: CharacterCounts

    package init(_ bytes: [UInt8]) {
        let base = bytes.starts(with: SourceText.byteOrderMark) ? SourceText.byteOrderMark.count : 0
        self.bytes = bytes
        var starts: [UInt32] = [UInt32(base)]
        var isASCII = true
        for index in bytes.indices.dropFirst(base) {
            let byte = bytes[index]
            let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if byte == 0x0A || byte == 0x0D && !isPair { starts.append(UInt32(index + 1)) }
            if byte >= 0x80 { isASCII = false }
        }
        self.starts = starts
        counts = CharacterCounts(bytes, from: base, isASCII: isASCII)
    }

    /// Lines of the file; what follows the last line end counts as one, also where nothing follows.
    package var lineCount: Int { starts.count }

    /// An offset beyond the end counts as the end, one inside a character as that character's next.
    package func position(at offset: Int) -> Position {
        let line = lineNumber(at: offset)
        let start = Int(starts[line - 1])
        let before = characters(from: start, to: max(start, offset))
        return Position(line: line, column: before + 1)
    }

    /// The bytes of a line (from 1) without its line end.
    package func span(ofLine line: Int) -> SourceSpan {
        let start = Int(starts[line - 1])
        var end = line < starts.count ? Int(starts[line]) : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return SourceSpan(start: start, end: end)
    }

    /// The whole line, however long; `excerpt` is what to print.
    package func text(ofLine line: Int) -> String {
        let span = span(ofLine: line)
        return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    }

    /// What to print of the line on which `span` begins: at most some `bytesMax` bytes around it.
    package func excerpt(of span: SourceSpan, bytesMax: Int = 160) -> Excerpt {
        let line = self.span(ofLine: lineNumber(at: span.start))
        let first = min(max(span.start, line.start), line.end)
        let last = min(max(span.end, first), line.end)
        let marked = min(last - first, bytesMax / 2)
        var start = line.start
        if line.count > bytesMax { start = max(start, first - (bytesMax - marked) / 2) }
        let from = characterStart(atOrBefore: start, in: line)
        let to = characterStart(atOrBefore: min(line.end, from + bytesMax), in: line)
        let markEnd = min(last, to)
        return Excerpt(
            text: String(decoding: bytes[from..<to], as: UTF8.self),
            leading: characters(from: from, to: first),
            marked: characters(from: first, to: markEnd),
            isCutAtStart: from > line.start, isCutAtEnd: to < line.end)
    }

    private func lineNumber(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    private func characters(from start: Int, to end: Int) -> Int {
        counts.characters(before: end, in: bytes) - counts.characters(before: start, in: bytes)
    }

    private func characterStart(atOrBefore offset: Int, in line: SourceSpan) -> Int {
        guard offset < line.end else { return line.end }
        var offset = offset
        while offset > line.start, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }
}
