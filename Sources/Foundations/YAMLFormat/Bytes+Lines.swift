// SPDX-License-Identifier: Apache-2.0

/// Lines as YAML has them: a line feed, a carriage return or both end one.
extension UInt8 {
    var isBreak: Bool { self == 0x0A || self == 0x0D }
    var isSpace: Bool { self == 0x20 || self == 0x09 }
}

extension [UInt8] {
    /// The offset after the line end that begins at `index`.
    func afterBreak(at index: Int) -> Int {
        let isPair = self[index] == 0x0D && index + 1 < count && self[index + 1] == 0x0A
        return index + (isPair ? 2 : 1)
    }

    /// The offset of the next line end, or the end of the file.
    func lineEnd(from start: Int) -> Int {
        var index = start
        while index < count, !self[index].isBreak { index += 1 }
        return index
    }

    /// The end of a range without the white space there.
    func trimmedEnd(of range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, self[end - 1].isSpace { end -= 1 }
        return end
    }

    /// The start of a range without the white space there.
    func trimmedStart(of range: Range<Int>) -> Int {
        var start = range.lowerBound
        while start < range.upperBound, self[start].isSpace { start += 1 }
        return start
    }

    /// Where the lines of a range stand, without their ends.
    func lines(of range: Range<Int>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        while start <= range.upperBound {
            let end = Swift.min(lineEnd(from: start), range.upperBound)
            lines.append(start..<end)
            guard end < range.upperBound else { break }
            start = afterBreak(at: end)
        }
        return lines
    }
}

extension Sequence<UInt8> {
    /// Characters (Unicode scalars) of UTF-8.
    var characterCount: Int { reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
}
