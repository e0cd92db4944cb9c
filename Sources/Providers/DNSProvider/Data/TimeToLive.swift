// SPDX-License-Identifier: Apache-2.0

/// How long an answer may be kept, in seconds: RFC 2181, section 8 sets the range, and `1h30m` is BIND's way
/// to write it, which others read too.
enum TimeToLive {
    static let max: UInt32 = 1 << 31 - 1

    private static let seconds: [UInt8: UInt64] = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600,
        UInt8(ascii: "d"): 86_400, UInt8(ascii: "w"): 604_800,
    ]

    /// Nil for a word that is no time.
    static func read(_ token: ArraySlice<UInt8>) -> UInt32? {
        guard let first = token.first, (0x30...0x39).contains(first), token.count <= 24 else {
            return nil
        }
        var total: UInt64 = 0
        var number: UInt64?
        for byte in token {
            if (0x30...0x39).contains(byte) {
                let (product, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                number = product &+ UInt64(byte - 0x30)
            } else {
                guard let factor = seconds[byte | 0x20], let count = number, count <= max else {
                    return nil
                }
                total += count * factor
                number = nil
            }
            guard (number ?? 0) <= max, total <= max else { return nil }
        }
        return UInt32(exactly: total + (number ?? 0)).flatMap { $0 <= max ? $0 : nil }
    }
}
