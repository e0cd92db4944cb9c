// SPDX-License-Identifier: Apache-2.0

/// A SHA-256 digest. Written as 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package static let byteCount = 32

    private let words: InlineArray4

    private struct InlineArray4: Hashable, Sendable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words = InlineArray4()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    package init?(hex: String) {
        guard let digest = hex.withBytes({ Digest(hexDigits: $0) }) else { return nil }
        self = digest
    }

    /// 64 hexadecimal digits of either case.
    package init?(hexDigits digits: some RandomAccessCollection<UInt8>) {
        guard digits.count == Self.byteCount * 2 else { return nil }
        var words = InlineArray4()
        let areHex = withUnsafeMutableBytes(of: &words) { bytes in
            var index = digits.startIndex
            for place in 0..<Self.byteCount {
                let next = digits.index(after: index)
                guard let high = hexValue(of: digits[index]), let low = hexValue(of: digits[next])
                else { return false }
                bytes[place] = high << 4 | low
                index = digits.index(after: next)
            }
            return true
        }
        guard areHex else { return nil }
        self.words = words
    }

    /// The digest that `write` puts into the bytes it is given.
    init(writing write: (UnsafeMutableRawBufferPointer) -> Void) {
        var words = InlineArray4()
        withUnsafeMutableBytes(of: &words, write)
        self.words = words
    }

    package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    package var hex: String {
        String(unsafeUninitializedCapacity: Self.byteCount * 2) { digits in
            withBytes { bytes in
                for place in 0..<Self.byteCount {
                    digits[place * 2] = hexDigit(bytes[place] >> 4)
                    digits[place * 2 + 1] = hexDigit(bytes[place] & 0x0F)
                }
            }
            return Self.byteCount * 2
        }
    }

    package var description: String { hex }

    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: words, body)
    }

    package func hasBytes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == Self.byteCount && bytes.loadUnaligned(as: InlineArray4.self) == words
    }
}

extension Digest {
    package static func sha256(_ bytes: some Sequence<UInt8>) -> Digest {
        let digest = bytes.withContiguousStorageIfAvailable {
            Digest(sha256: UnsafeRawBufferPointer($0))
        }
        return digest ?? Array(bytes).withUnsafeBytes { Digest(sha256: $0) }
    }

    /// The digest of a value's canonical JSON.
    package static func canonical(_ value: Value) -> Digest {
        sha256(CanonicalJSON.bytes(of: value))
    }
}

extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits a byte.
    package var hex: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(underestimatedCount * 2)
        for byte in self {
            digits.append(hexDigit(byte >> 4))
            digits.append(hexDigit(byte & 0x0F))
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Nil unless `hex` is an even number of hexadecimal digits of either case.
    package init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        self = []
        reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = hexValue(of: digits[index]), let low = hexValue(of: digits[index + 1])
            else { return nil }
            append(high << 4 | low)
        }
    }
}
