// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// Makes a layout from a file's events. A comment goes to the node that it stands at: `LayoutBuilder+Comments`.
struct LayoutBuilder {
    /// A collection that is open.
    struct Frame {
        let piece: Int
        let isMapping: Bool
        let isFlow: Bool
        /// A pair in brackets without braces of its own, `[a: b]`.
        var isBare = false
        /// Where its items begin on their lines; only of use for one that is not flow.
        var column = 0
        var childCount = 0
        var lastChild: Int?
    }

    /// A collection that has ended, or a value that is empty, into which a comment of at least a certain column goes.
    struct Home {
        let piece: Int
        let columnMin: Int
    }

    let bytes: [UInt8]
    var layout = Layout()
    var frames: [Frame] = []
    /// Where what was read last ends.
    var lastEnd = 0
    /// The leaf or flow collection that ended last: a comment on its line belongs to it.
    var previous: Int?
    /// From the innermost outwards.
    var homes: [Home] = []

    /// The layout of a file that `YAMLSource.parse` found nothing wrong with and that has no byte order mark.
    static func layout(of bytes: [UInt8]) -> Layout {
        var builder = LayoutBuilder(bytes: bytes)
        YAMLSource.forEachEvent(in: bytes) { builder.take($0) }
        return builder.layout
    }

    private mutating func take(_ event: YAMLEvent) {
        switch event.kind {
        case .documentStart: beginDocument(event)
        case .documentEnd: break
        case .streamEnd: endStream()
        case .scalar, .alias: addLeaf(event)
        case .sequenceStart: open(event, isMapping: false)
        case .mappingStart: open(event, isMapping: true)
        case .sequenceEnd, .mappingEnd: close(event)
        }
    }

    // MARK: Documents

    private mutating func beginDocument(_ event: YAMLEvent) {
        let isFirst = layout.documents.isEmpty
        var document = Layout.Document()
        if !isFirst {
            endDocument(at: event.span.start)
        } else if !event.span.isEmpty {
            document.before = gap(to: event.span.start).comments
        }
        if !event.span.isEmpty {
            readDirectives(of: &document, in: event.span)
            lastEnd = event.span.end
        } else if !isFirst {
            lastEnd = event.span.start
        }
        layout.documents.append(document)
    }

    private mutating func readDirectives(of document: inout Layout.Document, in span: SourceSpan) {
        var start = span.start
        for line in bytes.lines(of: span.start..<span.end)
        where bytes[line.lowerBound...].first == UInt8(ascii: "%") {
            lastEnd = start
            document.among += gap(to: line.lowerBound).comments
            let hash = line.dropFirst().first {
                bytes[$0] == UInt8(ascii: "#") && bytes[$0 - 1].isSpace
            }
            let end = bytes.trimmedEnd(of: line.lowerBound..<(hash ?? line.upperBound))
            document.directives.append(SourceSpan(start: line.lowerBound, end: end))
            start = end
        }
        lastEnd = start
        document.among += gap(to: span.end).comments
    }

    private mutating func endDocument(at position: Int) {
        var ending: [Comment] = []
        route(gap(to: position).comments, orTo: &ending)
        layout.documents[layout.documents.count - 1].ending = ending
        lastEnd = position
        (previous, homes) = (nil, [])
    }

    private mutating func endStream() {
        guard layout.documents.isEmpty else { return endDocument(at: bytes.count) }
        let comments = gap(to: bytes.count).comments
        if !comments.isEmpty { layout.documents = [Layout.Document(before: comments)] }
    }

    // MARK: Nodes

    private mutating func addLeaf(_ event: YAMLEvent) {
        let leaf = LeafReading(bytes, event, parentColumn: frames.last?.column ?? -1)
        let number = place(event, .leaf(leaf.leaf), at: leaf.start(after: lastEnd))
        let piece = layout.pieces[number]
        layout.pieces[number].flatWidth += leaf.flatWidth
        layout.pieces[number].spansLines = leaf.spansLines
        if let comment = leaf.signComment {
            layout.pieces[number].beside = comment
            layout.commentCount += 1
        }
        lastEnd = max(lastEnd, leaf.end ?? leaf.start(after: lastEnd))
        previous = number
        homes = []
        guard piece.isEmptyLeaf, let frame = frames.last, !frame.isFlow else { return }
        homes = [Home(piece: number, columnMin: frame.column + 1)]
    }

    private mutating func open(_ event: YAMLEvent, isMapping: Bool) {
        let content: Piece.Content = isMapping ? .mapping : .sequence
        let number = place(event, content, at: event.span.start)
        layout.pieces[number].isFlow = event.isFlow
        var frame = Frame(piece: number, isMapping: isMapping, isFlow: event.isFlow)
        lastEnd = event.content
        if event.isFlow {
            frame.isBare = isMapping && bytes[event.content] != UInt8(ascii: "{")
            lastEnd += frame.isBare ? 0 : 1
        } else {
            frame.column = column(of: event.content)
        }
        frames.append(frame)
        (previous, homes) = (nil, [])
    }

    private mutating func close(_ event: YAMLEvent) {
        let frame = frames.removeLast()
        guard frame.isFlow else {
            homes.append(Home(piece: frame.piece, columnMin: (frames.last?.column ?? -1) + 1))
            return
        }
        if !frame.isBare { closeBrackets(of: frame, event) }
        measure(frame)
    }

    private mutating func closeBrackets(of frame: Frame, _ event: YAMLEvent) {
        let gap = gap(to: event.span.start)
        if frame.childCount == 0 {
            addOpening(gap.comments, to: frame.piece)
        } else {
            var ending: [Comment] = []
            route(gap.comments, orTo: &ending)
            layout.pieces[frame.piece].ending += ending
        }
        note(gap, in: frame.piece)
        lastEnd = event.span.end
        previous = frame.piece
    }

    /// What the children of a flow collection come to on one line.
    private mutating func measure(_ frame: Frame) {
        var child = layout.pieces[frame.piece].firstChild
        var (width, isKey) = (2, true)
        while let number = child {
            let piece = layout.pieces[number]
            width += piece.flatWidth + 2
            if frame.isMapping, !isKey, piece.flatWidth == 0 { width -= 2 }
            layout.pieces[frame.piece].spansLines =
                layout.pieces[frame.piece].spansLines || piece.spansLines
            if piece.holdsComments { layout.pieces[frame.piece].holdsComments = true }
            isKey.toggle()
            child = piece.next
        }
        layout.pieces[frame.piece].flatWidth += width - (frame.childCount == 0 ? 0 : 2)
    }

    /// Bytes before an offset on its line: only spaces and signs of YAML stand there.
    private func column(of offset: Int) -> Int {
        var start = offset
        while start > 0, !bytes[start - 1].isBreak { start -= 1 }
        return offset - start
    }
}
