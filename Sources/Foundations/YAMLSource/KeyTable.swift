// SPDX-License-Identifier: Apache-2.0

/// Every different key of a file once, by its bytes: a key that comes again costs no new text, and two
/// keys are the same if their numbers are. Hashes are seeded, so no input makes it slow.
struct KeyTable {
    enum Meaning { case ordinary, null, merge }

    private struct Entry {
        let text: String
        let offset: Int
        let count: Int
        let isASCII: Bool
        /// What it means where it stands without quotes.
        let meaning: Meaning
        /// The last mapping in which it was seen.
        var mapping = 0
    }

    private var entries: [Entry] = []
    /// The bytes of all keys, one after another.
    private var arena: [UInt8] = []
    /// Open addressing; 0 is free, others are a number plus 1.
    private var slots = [UInt32](repeating: 0, count: 256)

    func text(of number: UInt32) -> String { entries[Int(number)].text }
    func meaning(of number: UInt32) -> Meaning { entries[Int(number)].meaning }
    func isASCII(_ number: UInt32) -> Bool { entries[Int(number)].isASCII }

    /// Notes that a key stands in `mapping`; false if it already stood there.
    mutating func mark(_ number: UInt32, in mapping: Int) -> Bool {
        guard entries[Int(number)].mapping != mapping else { return false }
        entries[Int(number)].mapping = mapping
        return true
    }

    mutating func number(of key: Span<UInt8>) -> UInt32 {
        let mask = slots.count - 1
        var slot = Self.hash(key) & mask
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            if isSame(entries[Int(number)], key) { return number }
            slot = (slot + 1) & mask
        }
        let number = UInt32(entries.count)
        slots[slot] = number + 1
        let text = String(copying: UTF8Span(unchecked: key))
        entries.append(
            Entry(
                text: text, offset: arena.count, count: key.count,
                isASCII: text.utf8.allSatisfy { $0 < 0x80 }, meaning: Self.meaning(of: text)))
        key.withUnsafeBufferPointer { arena.append(contentsOf: $0) }
        if entries.count * 2 > slots.count { grow() }
        return number
    }

    private func isSame(_ entry: Entry, _ key: Span<UInt8>) -> Bool {
        guard entry.count == key.count else { return false }
        for index in 0..<key.count where arena[entry.offset + index] != key[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, entry) in entries.enumerated() {
            let range = entry.offset..<entry.offset + entry.count
            var slot =
                arena.withUnsafeBytes { Self.hash(UnsafeRawBufferPointer(rebasing: $0[range])) }
                & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number) + 1
        }
    }

    private static func meaning(of text: String) -> Meaning {
        if CoreSchema.isNull(text) { return .null }
        return text == "<<" ? .merge : .ordinary
    }

    private static func hash(_ key: Span<UInt8>) -> Int {
        key.withUnsafeBytes { hash($0) }
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: bytes)
        return hasher.finalize() & Int.max
    }
}
