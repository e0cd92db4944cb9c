// SPDX-License-Identifier: Apache-2.0

/// Text with its code points counted: positions in the language are code points, in memory bytes.
struct CodePoints {
    let text: String
    let count: Int

    init(_ text: String) {
        self.text = text
        count = text.unicodeScalars.count
    }

    private var isASCII: Bool { count == text.utf8.count }

    /// The byte at which a code point begins; `position` is at most `count`.
    func offset(of position: Int) -> Int {
        if isASCII { return position }
        var offset = 0
        var left = position
        for byte in text.utf8 {
            if byte & 0xC0 != 0x80 {
                if left == 0 { return offset }
                left -= 1
            }
            offset += 1
        }
        return offset
    }

    /// The code point that begins at a byte.
    func position(of offset: Int) -> Int {
        if isASCII { return offset }
        return text.utf8.prefix(offset).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    func slice(_ range: Range<Int>) -> String {
        let bytes = offset(of: range.lowerBound)..<offset(of: range.upperBound)
        let start = text.utf8.index(text.startIndex, offsetBy: bytes.lowerBound)
        let end = text.utf8.index(start, offsetBy: bytes.count)
        return String(text[start..<end])
    }

    func firstPosition(of other: String, from start: Int) -> Int? {
        firstOffset(of: other, in: text, from: offset(of: start)).map { position(of: $0) }
    }

    /// The last occurrence that begins at `last` or before it.
    func lastPosition(of other: String, upTo last: Int) -> Int? {
        let end = offset(of: last)
        if other.isEmpty { return last }
        let search = TextSearch(other)
        var found: Int?
        var start = 0
        while let next = search.offset(in: text.utf8.span, from: start), next <= end {
            found = next
            start = next + 1
        }
        return found.map { position(of: $0) }
    }
}
