// SPDX-License-Identifier: Apache-2.0

import Values

/// Base64 (cel-go's "encoders" extension). Padding is written, and may be missing when read. Ends of lines, and bits
/// beyond the last byte, are dropped, as the published implementations do.
enum EncoderFunctions {
    static let all: [CELOverload] = [
        .global("base64.encode", .bytes, .string) { value, budget throws(CELError) in
            guard case .bytes(let bytes) = value else {
                throw CELError.mismatch("base64.encode", value)
            }
            try budget.charge(bytes: bytes.count * 2)
            return .string(String(decoding: Base64.encode(bytes), as: UTF8.self))
        },
        .global("base64.decode", .string, .bytes) { value, budget throws(CELError) in
            guard case .string(let text) = value else {
                throw CELError.mismatch("base64.decode", value)
            }
            try budget.charge(bytes: text.utf8.count)
            var digits = text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            if digits.last != UInt8(ascii: "=") {
                let padding = (4 - digits.count % 4) % 4
                digits.append(contentsOf: repeatElement(UInt8(ascii: "="), count: padding))
            }
            guard let bytes = Base64.decode(digits, droppingBits: true) else {
                throw CELError(.unconvertible(to: "bytes"))
            }
            return .bytes(bytes)
        },
    ]
}
