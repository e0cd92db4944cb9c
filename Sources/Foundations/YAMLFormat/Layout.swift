// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// The documents of a file as they are written, comments included, free of columns: what `LayoutWriter` lays out anew.
/// Nodes lie in one array and name each other by number, so that nothing here nests.
struct Layout {
    struct Document {
        /// Comments before the directives, and those among them.
        var before: [Comment] = []
        var among: [Comment] = []
        var directives: [SourceSpan] = []
        /// Nil only where a file holds nothing but comments.
        var root: Int?
        var ending: [Comment] = []
    }

    var pieces: [Piece] = []
    var documents: [Document] = []
    /// How many comments the file has: none may be lost.
    var commentCount = 0
}

/// One node, with the comments that belong to it. A file has a million of them: what few have lies outside.
struct Piece {
    enum Content {
        case leaf(Leaf)
        case sequence
        case mapping
    }

    var content: Content
    /// Anchor and tag.
    var properties: [SourceSpan] = []
    /// At most one.
    private var comments: [Comments] = []
    var isFlow = false

    /// A blank line stands before an item or entry, or between `inner` and the node.
    var hasBlankBefore = false
    /// The node does not begin on the line of its key or dash.
    var isBelow = false

    // What a flow collection would be on one line.

    /// Characters on one line, properties included.
    var flatWidth = 0
    var spansLines = false
    /// Comments stand between its brackets.
    var holdsComments = false

    // The children of a collection; in a mapping keys and values take turns.

    var firstChild: Int?
    var next: Int?

    init(_ content: Content) { self.content = content }

    var isEmptyLeaf: Bool {
        if case .leaf(.line(let span)) = content { span.isEmpty } else { false }
    }
}

// The comments of a node, in the order in which they are written.
extension Piece {
    private struct Comments {
        var above: [Comment] = []
        var head: Comment?
        var inner: [Comment] = []
        var beside: Comment?
        var ending: [Comment] = []
    }

    /// Changed where it lies: a node may have half a million of them, one after the other.
    private var own: Comments {
        get { comments.first ?? Comments() }
        _modify {
            if comments.isEmpty { comments.append(Comments()) }
            yield &comments[0]
        }
    }

    /// Before an item or an entry of a collection.
    var above: [Comment] {
        get { own.above }
        _modify { yield &own.above }
    }

    /// On the line of the key or dash before the node.
    var head: Comment? {
        get { own.head }
        _modify { yield &own.head }
    }

    /// On lines between that line and the node.
    var inner: [Comment] {
        get { own.inner }
        _modify { yield &own.inner }
    }

    /// After the node on its last line; after the sign of a block scalar.
    var beside: Comment? {
        get { own.beside }
        _modify { yield &own.beside }
    }

    /// After the last item of a collection.
    var ending: [Comment] {
        get { own.ending }
        _modify { yield &own.ending }
    }
}

/// A node without children, in the form in which it is written.
enum Leaf {
    case line(SourceSpan)
    /// A plain or quoted scalar over several lines, and the same on one.
    indirect case lines([Range<Int>], flat: [UInt8])
    indirect case block(BlockText)
}
