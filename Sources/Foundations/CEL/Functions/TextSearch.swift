// SPDX-License-Identifier: Apache-2.0

/// Finds text in text by its bytes, in time that grows with the sum of their lengths (Knuth, Morris
/// and Pratt).
struct TextSearch {
    private let needle: [UInt8]
    /// Of every prefix, how long its longest end is that is a prefix too.
    private let borders: [Int]

    init(_ text: String) {
        let needle = Array(text.utf8)
        var borders = Array(repeating: 0, count: needle.count)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[index] != needle[length] { length = borders[length - 1] }
            if needle[index] == needle[length] { length += 1 }
            borders[index] = length
        }
        self.needle = needle
        self.borders = borders
    }

    /// Where the first occurrence at or after `start` begins; an empty needle is found at once.
    func offset(in text: borrowing Span<UInt8>, from start: Int) -> Int? {
        guard !needle.isEmpty else { return start <= text.count ? start : nil }
        var length = 0
        var index = start
        while index < text.count {
            let byte = text[index]
            while length > 0, byte != needle[length] { length = borders[length - 1] }
            if byte == needle[length] { length += 1 }
            index += 1
            if length == needle.count { return index - length }
        }
        return nil
    }
}
