// SPDX-License-Identifier: Apache-2.0

/// Where a scalar stands in the file, more closely than libyaml says.
enum ScalarPlace {
    /// Whether a text stands in the file byte for byte. Without quotes and escapes folding only takes bytes
    /// away, so equal length is enough.
    static func isVerbatim(
        _ text: Span<UInt8>, _ style: YAMLScalar.Style, in bytes: [UInt8], at span: SourceSpan
    ) -> Bool {
        switch style {
        case .plain: return span.count == text.count
        case .singleQuoted, .doubleQuoted:
            guard span.count == text.count + 2 else { return false }
            let first = span.start + 1
            for index in 0..<text.count where bytes[first + index] != text[index] { return false }
            return true
        case .literal, .folded: return false
        }
    }

    /// Without the white space before `end`: libyaml counts line ends after a block of text to it, and
    /// has the place of an empty value after the space that follows its key.
    static func trimmed(
        _ bytes: [UInt8], from start: Int, to end: Int, floor: Int
    ) -> SourceSpan {
        var last = end
        while last > floor, Properties.isSpace(bytes[last - 1]) { last -= 1 }
        return SourceSpan(start: min(start, last), end: last)
    }

    /// The character that begins at a byte; empty at the end of the file.
    static func character(at start: Int, in bytes: [UInt8]) -> SourceSpan {
        var end = min(start + 1, bytes.count)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return SourceSpan(start: start, end: end)
    }
}
