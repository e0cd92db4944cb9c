// SPDX-License-Identifier: Apache-2.0

/// Lists of texts in the server's notation for arrays.
enum ServerArray {
    /// To be bound as one parameter.
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

    /// The items of an array whose items are plain words.
    static func words(_ text: String) -> [String] {
        text.dropFirst().dropLast().split(separator: ",").map(String.init)
    }
}
