// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// A plain or quoted scalar over several lines. The white space around its line ends says nothing, so that every
/// line can be indented anew; and it can be written on one line.
struct FoldedLines {
    /// Without the white space around line ends; empty for a blank line.
    let lines: [Range<Int>]
    /// The same scalar on one line.
    let flat: [UInt8]

    init(_ bytes: [UInt8], _ raw: [Range<Int>], _ style: YAMLScalar.Style) {
        let isEscaped = style == .doubleQuoted
        lines = raw.enumerated().map { number, line in
            let start = number == 0 ? line.lowerBound : bytes.trimmedStart(of: line)
            let isLast = number == raw.count - 1
            let end = isLast ? line.upperBound : Self.end(bytes, start..<line.upperBound, isEscaped)
            return start..<max(start, end)
        }
        flat = Self.flat(bytes, lines, style)
    }

    /// A space that a backslash escapes is text.
    private static func end(_ bytes: [UInt8], _ line: Range<Int>, _ isEscaped: Bool) -> Int {
        let end = bytes.trimmedEnd(of: line)
        let hasEscapedSpace =
            isEscaped && end < line.upperBound && backslashes(bytes, line.lowerBound..<end) % 2 == 1
        return hasEscapedSpace ? end + 1 : end
    }

    private static func backslashes(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
        bytes[line].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    }

    private static func flat(
        _ bytes: [UInt8], _ lines: [Range<Int>], _ style: YAMLScalar.Style
    ) -> [UInt8] {
        // Only double quotes can say a line end on one line.
        let hasLineEnds = lines.dropFirst().dropLast().contains(where: \.isEmpty)
        guard style == .doubleQuoted || hasLineEnds else {
            return Array(lines.map { bytes[$0] }.joined(separator: [0x20]))
        }
        var flat: [UInt8] = style == .doubleQuoted ? [] : [UInt8(ascii: "\"")]
        var blanks = 0
        for (number, line) in lines.enumerated() {
            let isBlank = line.isEmpty && number > 0 && number < lines.count - 1
            if isBlank {
                blanks += 1
                continue
            }
            if number > 0 { append(blanks, to: &flat, isEscaped: style == .doubleQuoted) }
            blanks = 0
            flat +=
                style == .doubleQuoted
                ? Array(bytes[line])
                : escaped(
                    bytes, line, style, isFirst: number == 0, isLast: number == lines.count - 1)
        }
        return style == .doubleQuoted ? flat : flat + [UInt8(ascii: "\"")]
    }

    /// What one line end and so many blank lines say.
    private static func append(_ blanks: Int, to flat: inout [UInt8], isEscaped: Bool) {
        let isContinued = isEscaped && backslashes(flat, 0..<flat.count) % 2 == 1
        if isContinued { flat.removeLast() }
        if blanks == 0, !isContinued { flat.append(0x20) }
        for _ in 0..<blanks { flat += Array("\\n".utf8) }
    }

    /// A line of a plain or single-quoted scalar inside double quotes.
    private static func escaped(
        _ bytes: [UInt8], _ line: Range<Int>, _ style: YAMLScalar.Style, isFirst: Bool, isLast: Bool
    ) -> [UInt8] {
        var text = bytes[line]
        if style == .singleQuoted {
            if isFirst { text = text.dropFirst() }
            if isLast { text = text.dropLast() }
        }
        var escaped: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                escaped.append(UInt8(ascii: "\\"))
            }
            escaped.append(byte)
            let isDoubled = style == .singleQuoted && byte == UInt8(ascii: "'")
            index += isDoubled ? 2 : 1
        }
        return escaped
    }
}
