// SPDX-License-Identifier: Apache-2.0

/// A list of texts in the server's notation for arrays, to be bound as one parameter.
enum ServerArray {
    static func text(_ items: [String]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (place, item) in items.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\""))
            for byte in item.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    bytes.append(UInt8(ascii: "\\"))
                }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
