// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// Writes a layout in the canonical form: `docs/reference/formatting.md` says which. It decides nothing about comments but
/// the columns they get. Nodes nest at most as deep as `YAMLSource.parse` reads, and so is the recursion here.
struct LayoutWriter {
    /// Where a flow collection over several lines and a value below its key are put on one line, that is at most so long.
    static let widthMax = 100
    static let step = 2
    /// Between a comment and what stands before it on its line, at least.
    private static let spacesBesideMin = 2

    let bytes: [UInt8]
    let layout: Layout
    var output: [UInt8] = []
    private var lineStart = 0
    /// Nothing has been written since a line that opens something: no blank line may follow.
    private var isOpening = true
    private var commentsWritten = 0

    init(_ layout: Layout, of bytes: [UInt8]) {
        self.layout = layout
        self.bytes = bytes
        output.reserveCapacity(bytes.count + bytes.count / 16)
    }

    /// Nil where a comment got lost.
    static func text(of layout: Layout, in bytes: [UInt8]) -> [UInt8]? {
        var writer = LayoutWriter(layout, of: bytes)
        for number in layout.documents.indices { writer.write(document: number) }
        return writer.commentsWritten == layout.commentCount ? writer.output : nil
    }

    // MARK: Documents

    private mutating func write(document number: Int) {
        let document = layout.documents[number]
        if number == 0 { write(document.before, at: 0) }
        if number > 0, !document.directives.isEmpty { write(line: "...") }
        for directive in document.directives {
            write(directive)
            endLine()
        }
        write(document.among, at: 0)
        guard let root = document.root else { return }
        let needsMark =
            number > 0 || !document.directives.isEmpty
            || layout.pieces[root].isEmptyLeaf && layout.pieces[root].properties.isEmpty
        write(root: root, afterMark: needsMark)
        write(document.ending, at: 0)
    }

    private mutating func write(root number: Int, afterMark hasMark: Bool) {
        let root = layout.pieces[number]
        var inner = root.inner
        if hasMark {
            write("---")
            if let head = root.head { writeBeside(head) }
            endLine(opening: true)
        } else if let head = root.head {
            inner.insert(head, at: 0)
        }
        write(inner, at: 0)
        if root.hasBlankBefore { writeBlank() }
        guard isBlock(root, at: 0) else {
            return root.isEmptyLeaf && root.properties.isEmpty ? () : writeLeaf(root, at: Self.step)
        }
        if !root.properties.isEmpty {
            write(properties: root)
            endLine(opening: true)
        }
        write(items: root, at: 0)
    }

    // MARK: Nodes below a key or a dash

    /// Writes a node after its key or dash.
    mutating func write(_ number: Int, at indentation: Int, isItem: Bool) {
        let piece = layout.pieces[number]
        if isBlock(piece, at: indentation) {
            writeBlock(piece, at: indentation, isItem: isItem)
        } else if piece.head != nil || !piece.inner.isEmpty || staysBelow(piece) {
            write(openingOf: piece, at: indentation, isItem: isItem)
            guard !piece.isEmptyLeaf || !piece.properties.isEmpty else { return }
            pad(indentation)
            writeLeaf(piece, at: indentation)
        } else {
            if !piece.isEmptyLeaf || !piece.properties.isEmpty { write(" ") }
            writeLeaf(piece, at: indentation)
        }
    }

    private mutating func writeBlock(_ piece: Piece, at indentation: Int, isItem: Bool) {
        if isItem, piece.properties.isEmpty, piece.head == nil, piece.inner.isEmpty {
            write(" ")
            return write(items: piece, at: indentation, isContinued: true)
        }
        if !piece.properties.isEmpty {
            write(" ")
            write(properties: piece)
        }
        write(openingOf: piece, at: indentation, isItem: isItem)
        write(items: piece, at: indentation)
    }

    /// The blank line of an item stands before its dash.
    private mutating func write(openingOf piece: Piece, at indentation: Int, isItem: Bool) {
        if let head = piece.head { writeBeside(head) }
        endLine(opening: true)
        write(piece.inner, at: indentation)
        if piece.hasBlankBefore, !isItem { writeBlank() }
    }

    /// Whether a node is written over lines of its own: also one in brackets that no single line holds.
    private func isBlock(_ piece: Piece, at indentation: Int) -> Bool {
        if case .leaf = piece.content { return false }
        guard piece.isFlow else { return true }
        guard piece.firstChild != nil else { return false }
        if piece.holdsComments { return true }
        return piece.spansLines && width(with: piece, at: indentation) > Self.widthMax
    }

    /// Of the line, were a node written on it.
    private func width(with piece: Piece, at indentation: Int) -> Int {
        let hasOpening = piece.head != nil || !piece.inner.isEmpty
        let before = hasOpening ? indentation : output[lineStart...].characterCount + 1
        return before + piece.flatWidth
    }

    private func staysBelow(_ piece: Piece) -> Bool {
        guard piece.isBelow, !piece.isEmptyLeaf else { return false }
        switch piece.content {
        case .leaf(.lines): return true
        case .leaf(.block): return false
        default: return output[lineStart...].characterCount + 1 + piece.flatWidth > Self.widthMax
        }
    }

    // MARK: Lines

    mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { output += $0 }
    }

    private mutating func write(line text: StaticString) {
        write(text)
        endLine()
    }

    mutating func write(_ span: SourceSpan) { output += bytes[span.start..<span.end] }

    mutating func pad(_ indentation: Int) {
        output += repeatElement(0x20, count: indentation)
    }

    mutating func endLine(opening: Bool = false) {
        output.append(0x0A)
        lineStart = output.count
        isOpening = opening
    }

    mutating func writeBlank() {
        if !isOpening { endLine(opening: true) }
    }

    // MARK: Comments

    /// On lines of their own.
    mutating func write(_ comments: [Comment], at indentation: Int) {
        for comment in comments {
            if comment.hasBlankBefore { writeBlank() }
            pad(indentation)
            write(comment)
            endLine()
        }
    }

    mutating func writeBeside(_ comment: Comment) {
        pad(max(comment.spaceCount, Self.spacesBesideMin))
        write(comment)
    }

    /// Words are parted from the `#` by a space; a ruler, `#!` and the like are left as they are.
    private mutating func write(_ comment: Comment) {
        commentsWritten += 1
        let text = bytes[comment.span.start..<comment.span.end]
        output.append(UInt8(ascii: "#"))
        if let first = text.dropFirst().first, first >= 0x80 || first.isLetterOrDigit {
            output.append(0x20)
        }
        output += text.dropFirst()
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (0x61...0x7A).contains(self | 0x20) || (0x30...0x39).contains(self)
    }
}
