// SPDX-License-Identifier: Apache-2.0

/// Converts between bytes and characters (Unicode scalars) of valid UTF-8, each conversion in bounded
/// time wherever it points. Text of one byte a character costs nothing. It knows no lines.
struct CharacterCounts: Sendable {
    private static let blockBytes = 1024

    private let base: Int
    private let count: Int
    /// The characters that begin before each block; empty where all text is ASCII.
    private let before: [UInt32]
    /// Where the last conversion ended: readers ask in the order of the file.
    private var cursor: (byte: Int, characters: Int)

    /// Offsets count from the start of `bytes`, characters from `base`.
    init(_ bytes: [UInt8], from base: Int, isASCII: Bool) {
        self.base = base
        count = bytes.count
        cursor = (base, 0)
        guard !isASCII else {
            before = []
            return
        }
        var before: [UInt32] = []
        before.reserveCapacity((bytes.count - base) / Self.blockBytes + 1)
        var characters = 0
        for block in stride(from: base, to: bytes.count, by: Self.blockBytes) {
            before.append(UInt32(characters))
            let end = min(block + Self.blockBytes, bytes.count)
            characters += Self.characters(in: bytes, block..<end)
        }
        self.before = before
    }

    /// How many characters begin before the byte `offset`.
    func characters(before offset: Int, in bytes: [UInt8]) -> Int {
        let offset = min(max(offset, base), count)
        guard !before.isEmpty else { return offset - base }
        let block = min((offset - base) / Self.blockBytes, before.count - 1)
        let first = base + block * Self.blockBytes
        return Int(before[block]) + Self.characters(in: bytes, first..<offset)
    }

    /// The byte at which character number `character` begins, or the end of the text.
    @inline(__always)
    mutating func offset(ofCharacter character: Int, in bytes: [UInt8]) -> Int {
        before.isEmpty ? min(base + character, count) : search(for: character, in: bytes)
    }

    private mutating func search(for character: Int, in bytes: [UInt8]) -> Int {
        let distance = character - cursor.characters
        if distance < 0 || distance > Self.blockBytes { cursor = block(holding: character) }
        var (byte, characters) = cursor
        while characters + 8 <= character, byte + 8 <= count {
            characters += Self.characters(in: bytes, byte..<byte + 8)
            byte += 8
        }
        while byte < count {
            let isFirst = Self.isFirst(bytes[byte])
            if isFirst, characters == character { break }
            characters += isFirst ? 1 : 0
            byte += 1
        }
        cursor = (byte, characters)
        return byte
    }

    /// The last block before which at most `character` characters begin.
    private func block(holding character: Int) -> (byte: Int, characters: Int) {
        var low = 0
        var high = before.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(before[middle]) <= character { low = middle } else { high = middle }
        }
        return (base + low * Self.blockBytes, Int(before[low]))
    }

    private static func isFirst(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

    private static func characters(in bytes: [UInt8], _ range: Range<Int>) -> Int {
        var continuations = 0
        for index in range where !isFirst(bytes[index]) { continuations += 1 }
        return range.count - continuations
    }
}
