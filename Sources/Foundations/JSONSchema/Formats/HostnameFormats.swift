// SPDX-License-Identifier: Apache-2.0

/// Host names of RFC 1123, section 2.1, and international ones of RFC 5890.
enum HostnameFormats {
    private static let nameBytesMax = 253
    private static let labelBytesMax = 63

    static func isHostname(_ text: String) -> Bool {
        guard text.utf8.count <= nameBytesMax else { return false }
        return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { isLabel($0) && isRightWherePunycode($0) }
    }

    /// RFC 3490, section 3.1: the other three full stops separate labels too.
    static func isInternationalHostname(_ text: String) -> Bool {
        let stops: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) {
            stops.contains($0)
        }
        var bytes = labels.count - 1
        for label in labels {
            if label.allSatisfy(\.isASCII) {
                let label = String(label).utf8
                guard isLabel(label), isRightWherePunycode(label) else { return false }
                bytes += label.count
            } else {
                let scalars = Array(label)
                guard let length = Punycode.encodedLength(of: scalars),
                    length + Punycode.prefix.utf8.count <= labelBytesMax,
                    InternationalLabel.isValid(scalars)
                else { return false }
                bytes += length + Punycode.prefix.utf8.count
            }
        }
        return bytes <= nameBytesMax
    }

    /// The domain of a mail address, RFC 5321 and 6531: labels of letters, digits and hyphens.
    static func isDomain(_ text: Substring, international: Bool) -> Bool {
        text.utf8.count <= 255
            && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { label in
                    international && label.contains { $0 >= 0x80 }
                        ? label.allSatisfy { $0 >= 0x80 || isLetterOrDigit($0) || isHyphen($0) }
                        : isLabel(label)
                }
    }

    private static func isLabel(_ label: some Collection<UInt8>) -> Bool {
        guard (1...labelBytesMax).contains(label.count), let first = label.first else {
            return false
        }
        var last = first
        for byte in label {
            guard isLetterOrDigit(byte) || isHyphen(byte) else { return false }
            last = byte
        }
        return !isHyphen(first) && !isHyphen(last)
    }

    /// A label with hyphens in its third and fourth place is Punycode (RFC 5890, section 2.3.1).
    private static func isRightWherePunycode(_ label: some Collection<UInt8>) -> Bool {
        let prefix = String(decoding: label.prefix(4), as: UTF8.self).lowercased()
        guard prefix.utf8.dropFirst(2).elementsEqual("--".utf8) else { return true }
        guard prefix == Punycode.prefix, let scalars = Punycode.decode(Array(label.dropFirst(4)))
        else { return false }
        return !scalars.allSatisfy(\.isASCII) && InternationalLabel.isValid(scalars)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isHyphen(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") }
}
