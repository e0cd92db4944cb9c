// SPDX-License-Identifier: Apache-2.0

/// Every different key of a file once, by its bytes: a key that comes again costs no new text, and two
/// keys are the same if their numbers are. Hashes are seeded, so no input makes it slow.
struct KeyTable {
    enum Meaning { case ordinary, null, merge }

    private struct Entry {
        let text: String
        let hash: UInt32
        let offset: UInt32
        let count: UInt32
        /// The key that came after it the last time.
        var successor: UInt32 = 0
        /// The last mapping in which it was seen.
        var mapping: UInt32 = 0
        let isASCII: Bool
        /// What it means where it stands without quotes.
        let meaning: Meaning
    }

    private var entries: [Entry] = []
    /// The bytes of all keys, one after another.
    private var arena: [UInt8] = []
    /// Open addressing; 0 is free, others are a number plus 1.
    private var slots = [UInt32](repeating: 0, count: 256)
    private var last = 0
    private var mapping: UInt32 = 0

    func text(of number: UInt32) -> String { entries[Int(number)].text }
    func meaning(of number: UInt32) -> Meaning { entries[Int(number)].meaning }
    func isASCII(_ number: UInt32) -> Bool { entries[Int(number)].isASCII }

    /// Marks made before no longer count.
    mutating func beginMapping() { mapping += 1 }

    /// Notes that the mapping has a key; false if it already had it.
    mutating func mark(_ number: UInt32) -> Bool {
        guard entries[Int(number)].mapping != mapping else { return false }
        entries[Int(number)].mapping = mapping
        return true
    }

    /// The number of a key. Files repeat the same keys in the same order, so the key that followed
    /// the last one before is tried first.
    mutating func number(of key: Span<UInt8>) -> UInt32 {
        if last < entries.count {
            let guess = entries[last].successor
            if isSame(guess, key) {
                last = Int(guess)
                return guess
            }
        }
        let number = find(key)
        entries[last].successor = number
        last = Int(number)
        return number
    }

    private mutating func find(_ key: Span<UInt8>) -> UInt32 {
        let hash = Self.hash(key)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            if entries[Int(number)].hash == hash, isSame(number, key) { return number }
            slot = (slot + 1) & mask
        }
        slots[slot] = UInt32(entries.count) + 1
        return insert(key, hash)
    }

    private mutating func insert(_ key: Span<UInt8>, _ hash: UInt32) -> UInt32 {
        let text = LibYAML.text(of: key)
        entries.append(
            Entry(
                text: text, hash: hash, offset: UInt32(arena.count), count: UInt32(key.count),
                isASCII: text.utf8Span.isKnownASCII, meaning: Self.meaning(of: text)))
        key.withUnsafeBufferPointer { arena.append(contentsOf: $0) }
        if entries.count * 2 > slots.count { grow() }
        return UInt32(entries.count - 1)
    }

    private func isSame(_ number: UInt32, _ key: Span<UInt8>) -> Bool {
        let entry = (offset: Int(entries[Int(number)].offset), count: entries[Int(number)].count)
        guard entry.count == key.count else { return false }
        for index in 0..<key.count where arena[entry.offset + index] != key[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        let mask = slots.count - 1
        for number in entries.indices {
            var slot = Int(entries[number].hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number) + 1
        }
    }

    private static func meaning(of text: String) -> Meaning {
        if CoreSchema.isNull(text) { return .null }
        return CoreSchema.isWord(text, ["<<"]) ? .merge : .ordinary
    }

    private static func hash(_ key: Span<UInt8>) -> UInt32 {
        var hasher = Hasher()
        key.withUnsafeBytes { hasher.combine(bytes: $0) }
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}
