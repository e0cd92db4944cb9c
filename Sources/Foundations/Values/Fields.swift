// SPDX-License-Identifier: Apache-2.0

/// A map from text to `Element`, kept sorted by the keys' UTF-8 bytes, so that its order is the same
/// on every machine and in every run. Lookup is a binary search; it is meant for small maps that
/// are built once and read often. Two keys are one key only if their bytes are equal.
///
/// It is inlinable: without that every module that uses one goes through generic code, which looks up
/// types at run time and is several times slower. For `package` declarations the compiler (6.3) heeds
/// `@inlinable` only where the type is `@usableFromInline`.
@usableFromInline
package struct Fields<Element> {
    @usableFromInline package typealias Entry = (key: String, value: Element)

    @usableFromInline var storage: [Entry]

    @inlinable package var entries: [Entry] { storage }

    @inlinable package init() { storage = [] }

    /// The last of several pairs with one key counts.
    @inlinable package init(_ pairs: some Sequence<(String, Element)>) {
        self.init(entries: pairs.map { (key: $0.0, value: $0.1) })
    }

    /// The same for an array that becomes the storage without a copy where it is sorted already.
    @inlinable package init(entries: [Entry]) {
        storage = entries
        if !isStrictlySorted { sortAndDropRepeated() }
    }

    @inlinable package var count: Int { storage.count }
    @inlinable package var isEmpty: Bool { storage.isEmpty }
    @inlinable package var keys: [String] { storage.map(\.key) }
    @inlinable package var values: [Element] { storage.map(\.value) }

    /// Pairs that are sorted already and have each key once; nil for others.
    @inlinable package init?(sorted entries: [Entry]) {
        storage = entries
        guard isStrictlySorted else { return nil }
    }

    @inlinable package subscript(_ key: String) -> Element? {
        get {
            guard let index = index(of: key) else { return nil }
            return storage[index].value
        }
        set {
            let index = insertionIndex(of: key)
            let isPresent = index < storage.count && storage[index].key.hasSameBytes(as: key)
            switch (newValue, isPresent) {
            case (let value?, true): storage[index].value = value
            case (let value?, false): storage.insert((key, value), at: index)
            case (nil, true): storage.remove(at: index)
            case (nil, false): break
            }
        }
    }

    @inlinable package func mapValues<Other, Failure: Error>(
        _ transform: (Element) throws(Failure) -> Other
    ) throws(Failure) -> Fields<Other> {
        var result = Fields<Other>()
        result.reserveCapacity(storage.count)
        for entry in storage {
            result.appendSorted(entry.key, try transform(entry.value))
        }
        return result
    }

    @inlinable package func filter(_ isKept: (Entry) -> Bool) -> Fields {
        var result = Fields()
        result.storage = storage.filter(isKept)
        return result
    }

    @inlinable package mutating func reserveCapacity(_ capacity: Int) {
        storage.reserveCapacity(capacity)
    }

    @inlinable mutating func appendSorted(_ key: String, _ value: Element) {
        storage.append((key, value))
    }

    /// In a small map it is faster to look at every key, because most differ in length.
    @inlinable package func index(of key: String) -> Int? {
        if storage.count <= Self.smallCountMax {
            for index in storage.indices where storage[index].key.hasSameBytes(as: key) {
                return index
            }
            return nil
        }
        let index = insertionIndex(of: key)
        guard index < storage.count, storage[index].key.hasSameBytes(as: key) else { return nil }
        return index
    }

    @inlinable package static var smallCountMax: Int { 16 }

    /// Where `key` is, or where it would be put.
    @inlinable package func insertionIndex(of key: String) -> Int {
        var low = 0
        var high = storage.count
        while low < high {
            let middle = (low + high) / 2
            if storage[middle].key.precedesByBytes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    @inlinable var isStrictlySorted: Bool {
        for index in storage.indices.dropFirst() {
            guard storage[index - 1].key.precedesByBytes(storage[index].key) else { return false }
        }
        return true
    }

    @inlinable mutating func sortAndDropRepeated() {
        guard storage.count > Self.smallCountMax || !insertInOrder() else { return }
        let order = storage.indices.sorted {
            let (left, right) = (storage[$0].key, storage[$1].key)
            return left.hasSameBytes(as: right) ? $0 < $1 : left.precedesByBytes(right)
        }
        var sorted: [Entry] = []
        sorted.reserveCapacity(order.count)
        for index in order {
            if let last = sorted.last, last.key.hasSameBytes(as: storage[index].key) {
                sorted[sorted.count - 1] = storage[index]
            } else {
                sorted.append(storage[index])
            }
        }
        storage = sorted
    }
}

extension Fields {
    /// Sorts a few entries where they are; false, with all of them still there, where a key stands twice.
    @inlinable mutating func insertInOrder() -> Bool {
        var hasRepeated = false
        for index in storage.indices.dropFirst() {
            var place = index
            while place > 0 {
                let order = storage[place - 1].key.compareBytes(with: storage[place].key)
                if order == 0 { hasRepeated = true }
                if order <= 0 { break }
                storage.swapAt(place - 1, place)
                place -= 1
            }
        }
        return !hasRepeated
    }
}

extension Fields: Sendable where Element: Sendable {}

extension Fields: Equatable where Element: Equatable {
    @inlinable package static func == (left: Fields, right: Fields) -> Bool {
        left.storage.count == right.storage.count
            && zip(left.storage, right.storage).allSatisfy {
                $0.key.hasSameBytes(as: $1.key) && $0.value == $1.value
            }
    }
}

extension Fields: Sequence {
    @inlinable package func makeIterator() -> IndexingIterator<[Entry]> { storage.makeIterator() }
}

extension Fields: ExpressibleByDictionaryLiteral {
    @inlinable package init(dictionaryLiteral pairs: (String, Element)...) { self.init(pairs) }
}
