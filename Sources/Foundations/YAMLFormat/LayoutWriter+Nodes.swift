// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// The items of collections, and what stands on one line.
extension LayoutWriter {
    /// libyaml reads a key of at most 1,024 characters before its colon; a longer one gets a `?`.
    private static let plainKeyMax = 1000

    /// - Parameter isContinued: the first item stands on the line of a dash.
    mutating func write(items piece: Piece, at indentation: Int, isContinued: Bool = false) {
        var isContinued = isContinued
        var child = piece.firstChild
        while let number = child {
            if !isContinued { write(lineOf: layout.pieces[number], at: indentation) }
            isContinued = false
            if case .mapping = piece.content, let value = layout.pieces[number].next {
                write(key: number, at: indentation)
                write(value, at: indentation + Self.step, isItem: false)
                child = layout.pieces[value].next
            } else {
                write("-")
                write(number, at: indentation + Self.step, isItem: true)
                child = layout.pieces[number].next
            }
        }
        write(piece.ending, at: indentation)
        if piece.isFlow, let beside = piece.beside { write([beside], at: indentation) }
    }

    private mutating func write(lineOf piece: Piece, at indentation: Int) {
        write(piece.above, at: indentation)
        if piece.hasBlankBefore { writeBlank() }
        pad(indentation)
    }

    private mutating func write(key number: Int, at indentation: Int) {
        let key = layout.pieces[number]
        if needsMark(key) {
            write("?")
            write(number, at: indentation + Self.step, isItem: true)
            pad(indentation)
        } else {
            write(flatKey: key)
        }
        write(":")
    }

    private func needsMark(_ key: Piece) -> Bool {
        if case .leaf(.block) = key.content { return true }
        return key.flatWidth > Self.plainKeyMax
    }

    /// An alias or an anchor would take the colon for a part of its name.
    private mutating func write(flatKey key: Piece) {
        let start = output.count
        write(flat: key)
        let isName = key.isEmptyLeaf || output[start] == UInt8(ascii: "*")
        if isName, output.last != 0x20 { write(" ") }
    }

    // MARK: One line

    /// A scalar, an alias, or a collection in brackets on one line, with its comment and the line's end.
    mutating func writeLeaf(_ piece: Piece, at indentation: Int) {
        switch piece.content {
        case .leaf(.lines(let lines, _)):
            write(properties: piece)
            if !piece.properties.isEmpty { write(" ") }
            write(lines, at: indentation)
        case .leaf(.block(let block)):
            return write(block, of: piece, at: indentation)
        default:
            if piece.isEmptyLeaf { write(properties: piece) } else { write(flat: piece) }
        }
        if let beside = piece.beside { writeBeside(beside) }
        endLine()
    }

    private mutating func write(_ lines: [Range<Int>], at indentation: Int) {
        for (number, line) in lines.enumerated() {
            if number > 0 {
                endLine()
                if !line.isEmpty { pad(indentation) }
            }
            output += bytes[line]
        }
    }

    private mutating func write(_ block: BlockText, of piece: Piece, at indentation: Int) {
        write(properties: piece)
        if !piece.properties.isEmpty { write(" ") }
        output += block.sign
        if let beside = piece.beside { writeBeside(beside) }
        endLine()
        for line in block.lines {
            if !line.isEmpty { pad(indentation) }
            output += bytes[line]
            endLine()
        }
    }

    mutating func write(properties piece: Piece) {
        for (number, property) in piece.properties.enumerated() {
            if number > 0 { write(" ") }
            write(property)
        }
    }

    /// As it is written inside brackets. After properties of nothing a space stands, so that they end there.
    private mutating func write(flat piece: Piece) {
        write(properties: piece)
        if !piece.properties.isEmpty { write(" ") }
        switch piece.content {
        case .leaf(.line(let span)): write(span)
        case .leaf(.lines(_, let flat)): output += flat
        case .leaf(.block): preconditionFailure("a block in brackets; this is a bug in burnham")
        case .sequence: write(flat: piece, "[", "]")
        case .mapping: write(flat: piece, "{", "}")
        }
    }

    private mutating func write(flat piece: Piece, _ open: StaticString, _ close: StaticString) {
        write(open)
        var child = piece.firstChild
        while let number = child {
            if number != piece.firstChild { write(", ") }
            let node = layout.pieces[number]
            if case .mapping = piece.content, let value = node.next {
                if needsMark(node) { write("? ") }
                write(flatKey: node)
                write(flatValue: layout.pieces[value])
                child = layout.pieces[value].next
            } else {
                write(flat: node)
                child = node.next
            }
        }
        write(close)
    }

    private mutating func write(flatValue value: Piece) {
        guard !value.isEmptyLeaf || !value.properties.isEmpty else { return }
        write(": ")
        write(flat: value)
    }
}
