// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#endif

/// What the C library does with text: writing doubles with a given precision. Pointers do not leave
/// it.
enum CText {
    /// As `printf` with `%.*f`, or `%.*e` where `isScientific`.
    static func format(_ number: Double, precision: Int, isScientific: Bool) -> String {
        let pattern = isScientific ? "%.*e" : "%.*f"
        return withVaList([Int32(clamping: precision), number]) { arguments in
            var buffer = [CChar](repeating: 0, count: 400 + precision)
            let count = vsnprintf(&buffer, buffer.count, pattern, arguments)
            let bytes = buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

/// Negative, zero or positive, as `memcmp`, a prefix before what it begins.
func byteOrder(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    if let first = left.baseAddress, let second = right.baseAddress {
        let order = memcmp(first, second, min(left.count, right.count))
        if order != 0 { return Int(order) }
    }
    return left.count - right.count
}
