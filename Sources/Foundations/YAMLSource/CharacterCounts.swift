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
        cursor = bytes.withUnsafeBytes { buffer in
            var (byte, characters) = cursor
            while characters + 8 <= character, byte + 8 <= count {
                characters += Self.characters(inEightAt: byte, of: buffer)
                byte += 8
            }
            while byte < count {
                let isFirst = Self.isFirst(buffer[byte])
                if isFirst, characters == character { break }
                characters += isFirst ? 1 : 0
                byte += 1
            }
            return (byte, characters)
        }
        return cursor.byte
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
        bytes.withUnsafeBytes { buffer in
            var characters = 0
            var index = range.lowerBound
            while index + 8 <= range.upperBound {
                characters += Self.characters(inEightAt: index, of: buffer)
                index += 8
            }
            for byte in buffer[index..<range.upperBound] where isFirst(byte) { characters += 1 }
            return characters
        }
    }

    /// Eight bytes less those among them that go on with a character: their two highest bits are 10.
    private static func characters(
        inEightAt index: Int, of bytes: UnsafeRawBufferPointer
    ) -> Int {
        let eight = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        return 8 - (eight & ~(eight << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
    }
}
