// SPDX-License-Identifier: Apache-2.0

/// A name as messages carry it, without compression: RFC 1035, section 3.1.
extension DomainName {
    /// Takes a name off the front of `bytes`.
    init(takenFrom bytes: inout ArraySlice<UInt8>) throws(Problem) {
        guard !bytes.isEmpty else { throw Problem(message: "a name is missing") }
        var text: [UInt8] = []
        var wireCount = 1
        while let length = bytes.popFirst(), length > 0 {
            guard length <= Self.labelBytesMax, bytes.count > length else {
                throw Problem(message: "a name is cut off, or has a label of more than 63 bytes")
            }
            wireCount += Int(length) + 1
            if !text.isEmpty { text.append(UInt8(ascii: ".")) }
            for byte in bytes.prefix(Int(length)) {
                let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                PresentationText.append(isUpper ? byte | 0x20 : byte, asNameTo: &text)
            }
            bytes = bytes.dropFirst(Int(length))
        }
        guard wireCount <= Self.wireBytesMax else {
            throw Problem(message: "the name has \(wireCount) bytes; 255 are the most")
        }
        self =
            text.isEmpty
            ? .root : DomainName(canonical: String(decoding: text, as: UTF8.self))
    }

    /// In canonical form (RFC 4034, section 6.2), as signatures are made over it.
    var wire: [UInt8] {
        var bytes: [UInt8] = []
        for label in labels { Self.append(label, to: &bytes) }
        bytes.append(0)
        return bytes
    }

    static func append(_ label: Substring.UTF8View, to bytes: inout [UInt8]) {
        if !label.contains(UInt8(ascii: "\\")) {
            bytes.append(UInt8(label.count))
            bytes += label
            return
        }
        let plain = PresentationText.unescaped(Array(label)[...]) ?? []
        bytes.append(UInt8(plain.count))
        bytes += plain
    }
}
