// SPDX-License-Identifier: Apache-2.0

/// A stretch of a document's bytes.
struct Extent: Equatable, Sendable {
    var start: UInt32
    var end: UInt32

    /// A document is far smaller than 4 GiB: what reads it sees to that.
    init(_ range: Range<Int>) {
        start = UInt32(range.lowerBound)
        end = UInt32(range.upperBound)
    }

    static let empty = Extent(0..<0)

    var range: Range<Int> { Int(start)..<Int(end) }
    var isEmpty: Bool { start == end }
    var count: Int { Int(end - start) }
}

/// One logical line of a record: an attribute with one value, or a comment. Folds are undone in `name`
/// and `value`, kept in `whole`. It holds places in its document's bytes and no text itself.
struct LDIFLine: Sendable {
    enum Form: UInt8, Sendable { case comment, plain, base64 }

    let form: Form
    /// From the line's start to the start of the next one; what is written to the file.
    let whole: Extent
    /// The attribute description, options included.
    let name: Extent
    /// As it stands after the colons; base 64 is not yet decoded.
    let value: Extent
    /// Counted from 1; 0 for a line that is not from a file.
    let number: UInt32
}

/// Where and why a text is no LDIF of entries.
struct LDIFProblem: Error, Equatable {
    let line: Int
    let message: String
}
