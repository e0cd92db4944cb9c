// SPDX-License-Identifier: Apache-2.0

import Values

/// A certificate's serial number (RFC 5280, section 4.1.2.2): a positive integer, here always of sixteen
/// bytes, nearly all of it random, so that no two authorities or runs make the same. Written in
/// lower-case hex.
struct SerialNumber: Hashable, CustomStringConvertible {
    static let byteCount = 16

    /// The magnitude, most significant byte first.
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Nil unless `hex` is a whole number of bytes, at most the twenty that RFC 5280 allows.
    init?(hex: String) {
        guard let bytes = [UInt8](hex: hex), (1...20).contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// The first two bits are `01`: the number is positive in DER and has the same length always.
    static func random() -> SerialNumber {
        var bytes = randomBytes(count: byteCount)
        bytes[0] = 0x40 | (bytes[0] & 0x3F)
        return SerialNumber(bytes: bytes)
    }

    var description: String { bytes.hex }
}
