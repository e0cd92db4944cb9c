// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The characters of a token. Each is drawn with the same probability.
enum TokenAlphabet: String, CaseIterable {
    case alphanumeric, hex, base64url

    var characters: [UInt8] {
        let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
        let lower = Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
        let upper = Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
        return switch self {
        case .alphanumeric: upper + lower + digits
        case .hex: digits + lower.prefix(6)
        case .base64url: upper + lower + digits + [UInt8(ascii: "-"), UInt8(ascii: "_")]
        }
    }

    func token(length: Int) -> SecretValue {
        SecretValue(characters(count: length) { randomBytes(count: $0) })
    }

    /// A byte picks a character by its remainder. Bytes beyond the last whole multiple of the alphabet's
    /// size would favour its first characters; they are thrown away.
    func characters(count: Int, from source: (Int) -> [UInt8]) -> [UInt8] {
        let characters = characters
        let limit = 256 / characters.count * characters.count
        var result: [UInt8] = []
        result.reserveCapacity(count)
        while result.count < count {
            for byte in source(count - result.count) where Int(byte) < limit {
                result.append(characters[Int(byte) % characters.count])
            }
        }
        return result
    }
}
