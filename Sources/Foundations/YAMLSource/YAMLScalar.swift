// SPDX-License-Identifier: Apache-2.0

/// A scalar as it was written: its text after unfolding and unescaping, how it was quoted, and the
/// core tag that stands before it. It holds no type: `value` and `ambiguity` are computed from it.
package struct YAMLScalar: Sendable {
    package enum Style: UInt8, Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

    /// The tag that the file states; `string` also for the tag `!`.
    package enum Tag: UInt8, Sendable { case none, string, integer, float, bool, null }

    package let text: String
    package let style: Style
    package let tag: Tag

    /// The bytes of `text` stand in the file just so, between quotes where it is quoted.
    package let isVerbatim: Bool

    package init(text: String, style: Style, tag: Tag = .none, isVerbatim: Bool = false) {
        self.text = text
        self.style = style
        self.tag = tag
        self.isVerbatim = isVerbatim
    }

    package var isPlain: Bool { style == .plain }

    /// Where the bytes `range` of `text` (offsets into its UTF-8) stand in the file, if `whole` is the
    /// span of this scalar's node: exact in a plain scalar and between quotes without escapes,
    /// elsewhere the whole scalar.
    package func span(ofUTF8 range: Range<Int>, in whole: SourceSpan) -> SourceSpan {
        guard isVerbatim, range.lowerBound >= 0, range.upperBound <= text.utf8.count else {
            return whole
        }
        let first = whole.start + (isPlain ? 0 : 1)
        return SourceSpan(start: first + range.lowerBound, end: first + range.upperBound)
    }
}
