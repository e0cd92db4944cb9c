// SPDX-License-Identifier: Apache-2.0

/// A value as messages carry it, without compression. `RecordWire` reads it.
extension RecordData {
    var wire: [UInt8] {
        switch self {
        case .version4(let bytes): return bytes
        case .version6(let groups): return groups.flatMap(Self.bytes)
        case .name(let name): return name.wire
        case .mail(let preference, let name): return Self.bytes(preference) + name.wire
        case .service(let priority, let weight, let port, let name):
            return [priority, weight, port].flatMap(Self.bytes) + name.wire
        case .authority(let flags, let tag, let value):
            return [flags, UInt8(tag.utf8.count)] + tag.utf8 + value
        case .text(let bytes): return Self.strings(bytes)
        }
    }

    private static func bytes(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 0xFF)]
    }

    /// RFC 1035, section 3.3.14: one string at least.
    private static func strings(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = text.isEmpty ? [0] : []
        for start in stride(from: 0, to: text.count, by: stringBytesMax) {
            let string = text[start..<min(start + stringBytesMax, text.count)]
            bytes.append(UInt8(string.count))
            bytes += string
        }
        return bytes
    }
}
