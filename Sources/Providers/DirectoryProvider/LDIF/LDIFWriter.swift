// SPDX-License-Identifier: Apache-2.0

import Values

/// Writes one attribute value as LDIF (RFC 2849): in base 64 where it is not safe as it is, folded so that
/// no line is longer than 76 bytes. Nothing in a value can start a line of its own.
enum LDIFWriter {
    static let lineMax = 76

    /// Name and value stand in `bytes` already.
    static func append(
        name: Range<Int>, value: Range<Int>, lineEnd: [UInt8], to bytes: inout [UInt8]
    ) {
        var line = Array(bytes[name])
        line.append(UInt8(ascii: ":"))
        if !isSafe(bytes[value]) {
            line.append(contentsOf: ": ".utf8)
            line.append(contentsOf: Base64.encode(bytes[value]))
        } else if !value.isEmpty {
            line.append(UInt8(ascii: " "))
            line.append(contentsOf: bytes[value])
        }
        appendFolded(line, lineEnd: lineEnd, to: &bytes)
    }

    /// RFC 2849: SAFE-STRING, and note 8 for the space at the end.
    private static func isSafe(_ value: ArraySlice<UInt8>) -> Bool {
        guard let first = value.first, let last = value.last else { return true }
        let space = UInt8(ascii: " ")
        if first == space || first == UInt8(ascii: ":") || first == UInt8(ascii: "<") {
            return false
        }
        return last != space
            && value.allSatisfy { $0 < 0x80 && $0 != 0 && $0 != 0x0A && $0 != 0x0D }
    }

    private static func appendFolded(
        _ line: [UInt8], lineEnd: [UInt8], to bytes: inout [UInt8]
    ) {
        var start = 0
        var room = lineMax
        while line.count - start > room {
            bytes.append(contentsOf: line[start..<start + room])
            bytes.append(contentsOf: lineEnd)
            bytes.append(UInt8(ascii: " "))
            start += room
            room = lineMax - 1
        }
        bytes.append(contentsOf: line[start...])
        bytes.append(contentsOf: lineEnd)
    }
}
