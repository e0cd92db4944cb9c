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

/// One node, with the comments that belong to it.
struct Piece {
    enum Content {
        case leaf(Leaf)
        case sequence
        case mapping
    }

    var content: Content
    /// Anchor and tag.
    var properties: [SourceSpan] = []
    var isFlow = false

    // Comments, in the order in which they are written.

    /// Before an item or an entry of a collection.
    var above: [Comment] = []
    /// On the line of the key or dash before the node.
    var head: Comment?
    /// On lines between that line and the node.
    var inner: [Comment] = []
    /// After the node on its last line; after the sign of a block scalar.
    var beside: Comment?
    /// After the last item of a collection.
    var ending: [Comment] = []

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
    var lastChild: Int?
    var next: Int?

    var isEmptyLeaf: Bool {
        if case .leaf(.line(let span)) = content { span.isEmpty } else { false }
    }
}

/// A node without children, in the form in which it is written.
enum Leaf {
    case line(SourceSpan)
    /// A plain or quoted scalar over several lines, and the same on one.
    case lines([Range<Int>], flat: [UInt8])
    case block(BlockText)
}
