// SPDX-License-Identifier: Apache-2.0

/// A half-open range of bytes of one file, `start` included and `end` not. It does not know which
/// file, and knows no lines: `LineIndex` turns an offset into a line and a column.
///
/// Offsets are kept in 32 bits, so that a node stays small; `YAMLLimits.bytesMax` keeps files below that.
package struct SourceSpan: Hashable, Sendable {
    private var first: UInt32
    private var next: UInt32

    package init(start: Int, end: Int) {
        first = UInt32(clamping: start)
        next = UInt32(clamping: max(start, end))
    }

    /// Bytes from the start of the file.
    package var start: Int {
        get { Int(first) }
        set { first = UInt32(clamping: newValue) }
    }

    /// The offset after the last byte.
    package var end: Int {
        get { Int(next) }
        set { next = UInt32(clamping: newValue) }
    }

    package var count: Int { end - start }
    package var isEmpty: Bool { first == next }
}
