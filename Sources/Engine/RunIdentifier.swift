// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Makes run ids: ULIDs, 48 bits of time in milliseconds and 80 random ones in Crockford's base 32, so that
/// they sort by time.
enum RunIdentifier {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    static func make(_ surroundings: ApplyRequest.Surroundings) -> String {
        make(at: surroundings.now(), randomness: surroundings.randomness(10))
    }

    /// `randomness` is ten bytes.
    static func make(at now: Instant, randomness: [UInt8]) -> String {
        let time = UInt64(max(0, now.milliseconds))
        let timeBytes = (0..<6).reversed().map { UInt8(truncatingIfNeeded: time >> (8 * $0)) }
        var bits = 0
        var bitCount = 2
        var digits: [UInt8] = []
        for byte in timeBytes + randomness.prefix(10) {
            bits = bits << 8 | Int(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                digits.append(alphabet[bits >> bitCount & 31])
            }
            bits &= (1 << bitCount) - 1
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
