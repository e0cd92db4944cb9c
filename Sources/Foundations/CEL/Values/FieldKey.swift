// SPDX-License-Identifier: Apache-2.0

import Values

/// A field name that is looked up often, with what makes the look-up fast known beforehand.
struct FieldKey: Sendable {
    let text: String
    private let isASCII: Bool

    /// Maps up to this size are searched from end to end.
    private static let linearMax = 12

    init(_ text: String) {
        self.text = text
        isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Where the key stands among entries in the order of their keys' bytes.
    func position<Element>(in entries: [(key: String, value: Element)]) -> Int? {
        guard isASCII, entries.count <= Self.linearMax else { return search(entries) }
        // Swift's own `==` is fastest for short text. It folds equivalent forms, but what folds to ASCII
        // has more bytes.
        for index in entries.indices where entries[index].key == text {
            if entries[index].key.utf8.count == text.utf8.count { return index }
        }
        return nil
    }

    private func search<Element>(_ entries: [(key: String, value: Element)]) -> Int? {
        text.utf8.withContiguousStorageIfAvailable {
            Self.search(entries, UnsafeRawBufferPointer($0))
        }
            ?? entries.firstIndex { $0.key.hasSameBytes(as: text) }
    }

    private static func search<Element>(
        _ entries: [(key: String, value: Element)], _ wanted: UnsafeRawBufferPointer
    ) -> Int? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            let order = entries[middle].key.utf8.withContiguousStorageIfAvailable {
                byteOrder(UnsafeRawBufferPointer($0), wanted)
            }
            // Text without storage of its own does not come from this program's maps.
            guard let order else { return nil }
            if order == 0 { return middle }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
