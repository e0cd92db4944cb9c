// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// Which node a comment belongs to. One that stands after something on a line belongs to that. One that stands alone
/// belongs to what follows it, unless it is indented further than that and a collection that has just ended is where
/// it stands: then it is the last thing in there. The layout written anew has each comment where these rules find it again.
extension LayoutBuilder {
    /// A new node in the place that comes next, with the comments before it.
    mutating func place(_ event: YAMLEvent, _ content: Piece.Content, at start: Int) -> Int {
        let gap = gap(to: start)
        let number = layout.pieces.count
        var piece = Piece(content)
        piece.properties = event.properties
        piece.flatWidth = event.properties.reduce(0) { $0 + $1.count + 1 }
        piece.hasBlankBefore = gap.hasBlankBeforeEnd
        piece.isBelow = isBelowOpening && gap.hasBreakAfterSign
        layout.pieces.append(piece)
        addComments(of: gap, to: number)
        addOpening(propertyComments(event), to: number)
        link(number)
        return number
    }

    /// Whether the node that comes next follows a key or a dash.
    private var isBelowOpening: Bool {
        guard let frame = frames.last else { return false }
        return frame.isMapping ? frame.childCount % 2 == 1 : !frame.isFlow
    }

    private mutating func addComments(of gap: Gap, to number: Int) {
        guard let frame = frames.last else { return addOpening(gap.comments, to: number) }
        if frame.isFlow { note(gap, in: frame.piece) }
        if frame.isMapping, frame.childCount % 2 == 1 {
            addOpening(gap.comments, to: number)
        } else if frame.isFlow || frame.isMapping {
            addAbove(gap.comments, of: number, in: frame)
        } else {
            addAbove(gap.comments.filter { !$0.followsSign }, of: number, in: frame)
            addOpening(gap.comments.filter(\.followsSign), to: number)
            layout.pieces[number].hasBlankBefore = gap.hasBlankBeforeSign
        }
    }

    private mutating func addAbove(_ comments: [Comment], of number: Int, in frame: Frame) {
        guard !comments.isEmpty else { return }
        if frame.childCount == 0 { return addOpening(comments, to: frame.piece) }
        var above: [Comment] = []
        route(comments, orTo: &above)
        layout.pieces[number].above = above
    }

    /// Comments between a key or dash, or an opening bracket, and what follows.
    mutating func addOpening(_ comments: [Comment], to number: Int) {
        for comment in comments {
            let isFree = layout.pieces[number].head == nil && layout.pieces[number].inner.isEmpty
            if !comment.isAlone, isFree {
                layout.pieces[number].head = comment
            } else {
                layout.pieces[number].inner.append(comment)
            }
        }
    }

    /// Gives comments to what ended before them, or to `rest`.
    mutating func route(_ comments: [Comment], orTo rest: inout [Comment]) {
        var home = 0
        for comment in comments {
            if !comment.isAlone, let previous, layout.pieces[previous].beside == nil {
                layout.pieces[previous].beside = comment
                continue
            }
            while home < homes.count, comment.column < homes[home].columnMin { home += 1 }
            if home < homes.count, comment.isAlone {
                addLast(comment, in: homes[home].piece)
            } else {
                rest.append(comment)
            }
        }
    }

    private mutating func addLast(_ comment: Comment, in number: Int) {
        if case .leaf = layout.pieces[number].content {
            // A value that is not there: what stands beside it stands beside its key, above this comment.
            if layout.pieces[number].properties.isEmpty, layout.pieces[number].head == nil {
                layout.pieces[number].head = layout.pieces[number].beside
                layout.pieces[number].beside = nil
            }
            layout.pieces[number].inner.append(comment)
        } else {
            layout.pieces[number].ending.append(comment)
        }
    }

    /// Between and after the anchor and the tag of a node.
    private mutating func propertyComments(_ event: YAMLEvent) -> [Comment] {
        guard var end = event.properties.first?.end else { return [] }
        var comments: [Comment] = []
        for next in event.properties.dropFirst().map(\.start) + [event.content] {
            let gap = Gap(bytes, from: end, to: next)
            comments += gap.comments
            end = event.properties.first { $0.start == next }?.end ?? next
        }
        layout.commentCount += comments.count
        if !comments.isEmpty, let frame = frames.last, frame.isFlow {
            layout.pieces[frame.piece].holdsComments = true
        }
        return comments
    }

    mutating func gap(to end: Int) -> Gap {
        let gap = Gap(bytes, from: lastEnd, to: max(lastEnd, end))
        layout.commentCount += gap.comments.count
        return gap
    }

    mutating func note(_ gap: Gap, in number: Int) {
        if gap.hasBreak { layout.pieces[number].spansLines = true }
        if !gap.comments.isEmpty { layout.pieces[number].holdsComments = true }
    }

    /// Puts a node after its sister, or into the document.
    private mutating func link(_ number: Int) {
        guard !frames.isEmpty else {
            layout.documents[layout.documents.count - 1].root = number
            return
        }
        let last = frames.count - 1
        let parent = frames[last].piece
        if let sister = frames[last].lastChild {
            layout.pieces[sister].next = number
        } else {
            layout.pieces[parent].firstChild = number
        }
        frames[last].lastChild = number
        frames[last].childCount += 1
    }
}
