// SPDX-License-Identifier: Apache-2.0

/// A word of a zone file, still escaped, without its quotes. Its indices are those of the file.
struct ZoneToken: Sendable {
    let bytes: ArraySlice<UInt8>
    let isQuoted: Bool

    func isWord(_ word: String) -> Bool { !isQuoted && bytes.elementsEqual(word.utf8) }
}

/// What is wrong in a zone file, and where.
struct ZoneProblem: Error, Equatable, Sendable {
    /// From 1.
    let line: Int
    let message: String
}

/// The lines of a zone file that belong together: one line, or several in parentheses.
struct ScannedEntry {
    /// Whole lines, with the end of the last.
    let range: Range<Int>
    /// Of the first line.
    let line: Int
    let tokens: [ZoneToken]
    /// It begins with space, so that its first word is no owner.
    let isIndented: Bool
    /// The comment at the end, from its semicolon; only of an entry of one line.
    let comment: Range<Int>?
    let hasParentheses: Bool
}

/// Cuts a zone file into entries and words: RFC 1035, section 5.1. Every byte belongs to exactly one
/// entry, so that the entries put together are the file. It gives words no meaning.
struct ZoneScanner {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    private static let newline = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    /// Nil at the end of the file.
    mutating func next() throws(ZoneProblem) -> ScannedEntry? {
        guard index < bytes.count else { return nil }
        let (start, firstLine) = (index, line)
        let isIndented = isSpace(bytes[index])
        var tokens: [ZoneToken] = []
        var comment: Range<Int>?
        var depth = 0
        var hasParentheses = false
        scan: while index < bytes.count {
            switch bytes[index] {
            case Self.newline:
                index += 1
                line += 1
                if depth == 0 { break scan }
            case UInt8(ascii: "("):
                depth += 1
                hasParentheses = true
                index += 1
            case UInt8(ascii: ")"):
                guard depth > 0 else { throw problem("a parenthesis is closed and none is open") }
                depth -= 1
                index += 1
            case UInt8(ascii: ";"): comment = skipComment()
            case Self.quote: tokens.append(try quoted())
            case let byte where isSpace(byte): index += 1
            default: tokens.append(try word())
            }
        }
        guard depth == 0 else {
            throw ZoneProblem(line: firstLine, message: "a parenthesis is not closed")
        }
        return ScannedEntry(
            range: start..<index, line: firstLine, tokens: tokens, isIndented: isIndented,
            comment: hasParentheses ? nil : comment, hasParentheses: hasParentheses)
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private func problem(_ message: String) -> ZoneProblem {
        ZoneProblem(line: line, message: message)
    }

    private mutating func skipComment() -> Range<Int> {
        let start = index
        while index < bytes.count, bytes[index] != Self.newline { index += 1 }
        let hasReturn = bytes[index - 1] == UInt8(ascii: "\r")
        return start..<(hasReturn ? index - 1 : index)
    }

    private mutating func quoted() throws(ZoneProblem) -> ZoneToken {
        index += 1
        let start = index
        while index < bytes.count, bytes[index] != Self.newline {
            if bytes[index] == Self.quote {
                index += 1
                return ZoneToken(bytes: bytes[start..<index - 1], isQuoted: true)
            }
            try skipCharacter()
        }
        throw problem("a quoted text is not closed on its line")
    }

    private mutating func word() throws(ZoneProblem) -> ZoneToken {
        let start = index
        while index < bytes.count, !endsWord(bytes[index]) { try skipCharacter() }
        return ZoneToken(bytes: bytes[start..<index], isQuoted: false)
    }

    private func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case Self.newline, Self.quote, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ";"): true
        default: isSpace(byte)
        }
    }

    /// One byte, or a backslash and the byte that it takes the meaning from.
    private mutating func skipCharacter() throws(ZoneProblem) {
        guard bytes[index] != 0 else { throw problem("the file holds a NUL") }
        if bytes[index] == Self.backslash {
            index += 1
            guard index < bytes.count, bytes[index] != Self.newline else {
                throw problem("a line ends in a backslash")
            }
        }
        index += 1
    }
}
