// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// A literal or folded block scalar: its sign and its lines, which are kept as they are but for their indentation.
struct BlockText {
    /// `|` or `>`, a 2 where the indentation cannot be seen from the first line, and what happens to line ends.
    private(set) var sign: [UInt8]
    /// What stands after the indentation.
    private(set) var lines: [Range<Int>] = []
    private(set) var comment: Comment?
    /// After its last line, without the line's end where that says nothing.
    private(set) var end: Int

    /// - Parameter limit: where the line after it begins.
    init(_ bytes: [UInt8], from start: Int, to limit: Int, _ parentColumn: Int) {
        sign = [bytes[start]]
        let header = start..<bytes.lineEnd(from: start)
        let marks = bytes[header].prefix { !$0.isSpace }
        let digit = marks.first { (0x31...0x39).contains($0) }
        var chomping = marks.first { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        end = header.upperBound
        comment = Gap(bytes, from: marks.endIndex, to: header.upperBound).comments.first
        if header.upperBound < limit {
            let body = bytes.lines(of: bytes.afterBreak(at: header.upperBound)..<limit)
            let indentation = Self.indentation(bytes, body, digit, parentColumn)
            read(body, of: bytes, indentation, keepsAll: chomping == UInt8(ascii: "+"), limit)
        }
        sign += digit == nil ? [] : [UInt8(ascii: "2")]
        // Text that the file's end cuts off has no line end to keep.
        let isCut = end == bytes.count && bytes.last?.isBreak == false
        if isCut, !lines.isEmpty { chomping = UInt8(ascii: "-") }
        if let chomping { sign.append(chomping) }
    }

    private mutating func read(
        _ body: [Range<Int>], of bytes: [UInt8], _ indentation: Int, keepsAll: Bool, _ limit: Int
    ) {
        // What follows the last line end is the next thing's line.
        let body = bytes[limit - 1].isBreak ? body.dropLast() : body[...]
        lines = body.map { line in
            min(line.lowerBound + indentation, line.upperBound)..<line.upperBound
        }
        if keepsAll {
            end = limit
        } else {
            while let last = lines.last, last.isEmpty { lines.removeLast() }
            end = lines.last?.upperBound ?? end
        }
    }

    /// By the digit of its sign, else by the first line that has text; lines before that may be shorter.
    private static func indentation(
        _ bytes: [UInt8], _ body: [Range<Int>], _ digit: UInt8?, _ parentColumn: Int
    ) -> Int {
        if let digit { return max(parentColumn, 0) + Int(digit - 0x30) }
        var widest = parentColumn + 1
        for line in body {
            let spaces = bytes[line].prefix { $0 == 0x20 }.count
            widest = max(widest, spaces)
            if spaces < line.count { break }
        }
        return widest
    }
}
