// SPDX-License-Identifier: Apache-2.0

/// A map from text to `Element`, kept sorted by the keys' UTF-8 bytes, so that its order is the same
/// on every machine and in every run. Lookup is a binary search; it is meant for small maps that
/// are built once and read often. Two keys are one key only if their bytes are equal.
///
/// Reading is inlinable: without that every module that reads one goes through generic code, which
/// looks up types at run time and is several times slower.
package struct Fields<Element> {
    package typealias Entry = (key: String, value: Element)

    package private(set) var entries: [Entry]

    package init() { entries = [] }

    /// The last of several pairs with one key counts.
    package init(_ pairs: some Sequence<(String, Element)>) {
        entries = pairs.map { (key: $0.0, value: $0.1) }
        if !isStrictlySorted { sortAndDropRepeated() }
    }

    @inlinable package var count: Int { entries.count }
    @inlinable package var isEmpty: Bool { entries.isEmpty }
    @inlinable package var keys: [String] { entries.map(\.key) }
    @inlinable package var values: [Element] { entries.map(\.value) }

    /// Pairs that are sorted already and have each key once; nil for others.
    init?(sorted entries: [Entry]) {
        self.entries = entries
        guard isStrictlySorted else { return nil }
    }

    package subscript(_ key: String) -> Element? {
        // Measured: across modules this is four times faster than leaving it to inlining.
        @_specialize(where Element == Values.Value)
        get {
            guard let index = index(of: key) else { return nil }
            return entries[index].value
        }
        set {
            let index = insertionIndex(of: key)
            let isPresent = index < entries.count && entries[index].key.hasSameBytes(as: key)
            switch (newValue, isPresent) {
            case (let value?, true): entries[index].value = value
            case (let value?, false): entries.insert((key, value), at: index)
            case (nil, true): entries.remove(at: index)
            case (nil, false): break
            }
        }
    }

    package func mapValues<Other, Failure: Error>(
        _ transform: (Element) throws(Failure) -> Other
    ) throws(Failure) -> Fields<Other> {
        var result = Fields<Other>()
        result.reserveCapacity(entries.count)
        for entry in entries {
            result.appendSorted(entry.key, try transform(entry.value))
        }
        return result
    }

    package func filter(_ isKept: (Entry) -> Bool) -> Fields {
        var result = Fields()
        result.entries = entries.filter(isKept)
        return result
    }

    package mutating func reserveCapacity(_ capacity: Int) { entries.reserveCapacity(capacity) }

    private mutating func appendSorted(_ key: String, _ value: Element) {
        entries.append((key, value))
    }

    /// In a small map it is faster to look at every key, because most differ in length.
    @inlinable package func index(of key: String) -> Int? {
        if entries.count <= Self.smallCountMax {
            for index in entries.indices where entries[index].key.hasSameBytes(as: key) {
                return index
            }
            return nil
        }
        let index = insertionIndex(of: key)
        guard index < entries.count, entries[index].key.hasSameBytes(as: key) else { return nil }
        return index
    }

    @inlinable package static var smallCountMax: Int { 16 }

    /// Where `key` is, or where it would be put.
    @inlinable package func insertionIndex(of key: String) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key.precedesByBytes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private var isStrictlySorted: Bool {
        for index in entries.indices.dropFirst() {
            guard entries[index - 1].key.precedesByBytes(entries[index].key) else { return false }
        }
        return true
    }

    private mutating func sortAndDropRepeated() {
        let order = entries.indices.sorted {
            let (left, right) = (entries[$0].key, entries[$1].key)
            return left.hasSameBytes(as: right) ? $0 < $1 : left.precedesByBytes(right)
        }
        var sorted: [Entry] = []
        sorted.reserveCapacity(order.count)
        for index in order {
            if let last = sorted.last, last.key.hasSameBytes(as: entries[index].key) {
                sorted[sorted.count - 1] = entries[index]
            } else {
                sorted.append(entries[index])
            }
        }
        entries = sorted
    }
}

extension Fields: Sendable where Element: Sendable {}

extension Fields: Equatable where Element: Equatable {
    package static func == (left: Fields, right: Fields) -> Bool {
        left.entries.count == right.entries.count
            && zip(left.entries, right.entries).allSatisfy {
                $0.key.hasSameBytes(as: $1.key) && $0.value == $1.value
            }
    }
}

extension Fields: Sequence {
    @inlinable package func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }
}

extension Fields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral pairs: (String, Element)...) { self.init(pairs) }
}
