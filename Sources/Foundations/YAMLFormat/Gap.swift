// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// A comment and how it stands in the file. It does not say what it is about.
struct Comment {
    /// From its `#` on, without the white space at its end.
    let span: SourceSpan
    /// Bytes before it on its line, where it stands alone there.
    let column: Int
    let isAlone: Bool
    /// Between it and what stands before it on its line: people align comments of several lines by it.
    let spaceCount: Int
    let hasBlankBefore: Bool
    /// One of YAML's signs (`-`, `:`, `,`, `?` …) stands before it, after the node before.
    let followsSign: Bool
}

/// What stands between two nodes of a file: white space, comments, and signs of YAML. Everything in it that is not one
/// of the signs or white space begins a comment, so that no look at the nodes is needed.
struct Gap {
    private(set) var comments: [Comment] = []
    private(set) var hasBlankBeforeSign = false
    private(set) var hasBlankBeforeEnd = false
    private(set) var hasBreak = false
    /// Whether the line ends between the last sign and the end.
    private(set) var hasBreakAfterSign = false

    private var breaks = 0
    private var hasSign = false
    private var isLineEmpty: Bool
    private var lineStart: Int

    init(_ bytes: [UInt8], from start: Int, to end: Int) {
        isLineEmpty = start == 0 || bytes[start - 1].isBreak
        lineStart = start
        breaks = isLineEmpty ? 1 : 0
        var index = start
        while index < end {
            switch bytes[index] {
            case let byte where byte.isBreak: index = addBreak(bytes, at: index)
            case let byte where byte.isSpace: index += 1
            case UInt8(ascii: "#"): index = addComment(bytes, at: index)
            default:
                addSign()
                index += 1
            }
        }
        hasBlankBeforeEnd = breaks > 1
    }

    private mutating func addBreak(_ bytes: [UInt8], at index: Int) -> Int {
        let next = bytes.afterBreak(at: index)
        (breaks, isLineEmpty, lineStart) = (breaks + 1, true, next)
        (hasBreak, hasBreakAfterSign) = (true, true)
        return next
    }

    private mutating func addComment(_ bytes: [UInt8], at index: Int) -> Int {
        let lineEnd = bytes.lineEnd(from: index)
        comments.append(
            Comment(
                span: SourceSpan(start: index, end: bytes.trimmedEnd(of: index..<lineEnd)),
                column: index - lineStart, isAlone: isLineEmpty,
                spaceCount: index - bytes.trimmedEnd(of: lineStart..<index),
                hasBlankBefore: breaks > 1, followsSign: hasSign))
        (breaks, isLineEmpty) = (0, false)
        return lineEnd
    }

    private mutating func addSign() {
        if !hasSign { hasBlankBeforeSign = breaks > 1 }
        (hasSign, isLineEmpty, breaks, hasBreakAfterSign) = (true, false, 0, false)
    }
}
