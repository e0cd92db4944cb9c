// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#endif

/// Comparison of text by its UTF-8 bytes. Swift's own `==` and `<` fold canonically equivalent
/// Unicode forms, which would make two different ids one. Most texts that are not the same differ in length,
/// which is seen where they are compared.
extension String {
    @inlinable package func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && compareBytes(with: other) == 0
    }

    @usableFromInline package func precedesByBytes(_ other: String) -> Bool {
        compareBytes(with: other) < 0
    }

    /// Negative, zero or positive, as `memcmp`, a prefix before what it begins.
    @usableFromInline package func compareBytes(with other: String) -> Int {
        withBytes { left in
            other.withBytes { right in
                let shared = min(left.count, right.count)
                if shared > 0, let first = left.baseAddress, let second = right.baseAddress {
                    let order = memcmp(first, second, shared)
                    if order != 0 { return Int(order) }
                }
                return left.count - right.count
            }
        }
    }

    /// The UTF-8 bytes where they stand, as long as `body` runs.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = self
        return copy.withUTF8(body)
    }
}

extension [UInt8] {
    /// Whether the bytes of `text` stand anywhere in these.
    package func holds(_ text: String) -> Bool {
        withUnsafeBytes { bytes in text.withBytes { Self.place(of: $0, in: bytes) != nil } }
    }

    private static func place(
        of word: UnsafeBufferPointer<UInt8>, in bytes: UnsafeRawBufferPointer
    ) -> Int? {
        guard let start = bytes.baseAddress, let letters = word.baseAddress, let first = word.first
        else { return word.isEmpty ? 0 : nil }
        var place = 0
        while let found = memchr(start + place, Int32(first), bytes.count - place) {
            place = UnsafeRawPointer(found) - start
            guard word.count <= bytes.count - place else { return nil }
            if memcmp(found, letters, word.count) == 0 { return place }
            place += 1
        }
        return nil
    }
}
