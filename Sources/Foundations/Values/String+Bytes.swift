// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#endif

/// Comparison of text by its UTF-8 bytes. Swift's own `==` and `<` fold canonically equivalent
/// Unicode forms, which would make two different ids one.
extension String {
    package func hasSameBytes(as other: String) -> Bool {
        compareBytes(with: other) == 0
    }

    package func precedesByBytes(_ other: String) -> Bool {
        compareBytes(with: other) < 0
    }

    /// Negative, zero or positive, as `memcmp`, a prefix before what it begins.
    package func compareBytes(with other: String) -> Int {
        var left = self
        var right = other
        return left.withUTF8 { left in
            right.withUTF8 { right in
                let shared = min(left.count, right.count)
                if shared > 0, let first = left.baseAddress, let second = right.baseAddress {
                    let order = memcmp(first, second, shared)
                    if order != 0 { return Int(order) }
                }
                return left.count - right.count
            }
        }
    }
}
