// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// How a scalar or an alias stands in the file, and the form in which it is written anew.
struct LeafReading {
    let leaf: Leaf
    /// Nil where nothing is written.
    let end: Int?
    var spansLines = false
    /// On the line of a block scalar's sign.
    var signComment: Comment?

    private let place: SourceSpan
    private let bytes: [UInt8]

    /// - Parameter parentColumn: where the items of the collection around it begin, −1 outside of all.
    init(_ bytes: [UInt8], _ event: YAMLEvent, parentColumn: Int) {
        self.bytes = bytes
        place = event.span
        let span = SourceSpan(start: event.content, end: event.span.end)
        switch event.style {
        case .literal, .folded:
            let block = BlockText(bytes, from: event.content, to: event.span.end, parentColumn)
            leaf = .block(block)
            end = block.end
            signComment = block.comment
            spansLines = true
        case .plain, .singleQuoted, .doubleQuoted:
            let lines = bytes.lines(of: span.start..<span.end)
            if lines.count > 1 {
                let folded = FoldedLines(bytes, lines, event.style)
                leaf = .lines(folded.lines, flat: folded.flat)
                spansLines = true
            } else {
                leaf = .line(span)
            }
            end = event.span.isEmpty ? nil : event.span.end
        }
    }

    /// libyaml has the place of a value that is not there where the next thing begins.
    func start(after lastEnd: Int) -> Int {
        guard end == nil else { return place.start }
        var start = place.start
        while start > lastEnd, bytes[start - 1].isSpace || bytes[start - 1].isBreak { start -= 1 }
        return start
    }

    var flatWidth: Int {
        switch leaf {
        case .line(let span): bytes[span.start..<span.end].characterCount
        case .lines(_, let flat): flat.characterCount
        case .block: 0
        }
    }
}
