// SPDX-License-Identifier: Apache-2.0

import Values

/// Finds the members of canonical JSON without reading their values: where they begin and end. For bytes
/// that a commitment already vouches for; it checks no more than it needs to step on, and never recurses.
struct JSONSlices {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Calls `body` for each member of an object, with the key between its quotes and the value. False
    /// where the bytes are no object.
    func forEachMember(
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> Void
    ) rethrows -> Bool {
        try walk(open: UInt8(ascii: "{"), close: UInt8(ascii: "}")) { start in
            guard let keyEnd = end(of: start), bytes[start] == Self.quote,
                keyEnd < bytes.count, bytes[keyEnd] == UInt8(ascii: ":"),
                let end = end(of: keyEnd + 1)
            else { return nil }
            try body(part(start + 1..<keyEnd - 1), part(keyEnd + 1..<end))
            return end
        }
    }

    /// Calls `body` for each item of a list. False where the bytes are no list.
    func forEachItem(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Bool {
        try walk(open: UInt8(ascii: "["), close: UInt8(ascii: "]")) { start in
            guard let end = end(of: start) else { return nil }
            try body(part(start..<end))
            return end
        }
    }

    /// The text of a string's bytes, quotes included; nil for anything else.
    static func text(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard bytes.count >= 2, bytes[0] == quote, bytes[bytes.count - 1] == quote else {
            return nil
        }
        let inner = bytes[1..<bytes.count - 1]
        if inner.contains(UInt8(ascii: "\\")) {
            return (try? JSONParser.parse(Array(bytes)))?.string
        }
        return String(validating: inner, as: UTF8.self)
    }

    private static let quote = UInt8(ascii: "\"")

    private func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[range])
    }

    /// `item` is given where one begins and answers where it ends.
    private func walk(
        open: UInt8, close: UInt8, _ item: (Int) throws -> Int?
    ) rethrows -> Bool {
        guard bytes.count >= 2, bytes[0] == open else { return false }
        var index = 1
        if bytes[index] == close { return index == bytes.count - 1 }
        while true {
            guard let end = try item(index), end < bytes.count else { return false }
            if bytes[end] == close { return end == bytes.count - 1 }
            guard bytes[end] == UInt8(ascii: ",") else { return false }
            index = end + 1
        }
    }

    /// Behind the value that begins at `start`; nil where it does not end.
    private func end(of start: Int) -> Int? {
        var index = start
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case Self.quote:
                guard let end = endOfString(index) else { return nil }
                index = end
                if depth == 0 { return index }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index == start ? nil : index }
                depth -= 1
                index += 1
                if depth == 0 { return index }
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                if depth == 0 { return index == start ? nil : index }
                index += 1
            default:
                index += 1
            }
        }
        return depth == 0 && index > start ? index : nil
    }

    private func endOfString(_ start: Int) -> Int? {
        var index = start + 1
        while index < bytes.count {
            switch bytes[index] {
            case Self.quote: return index + 1
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    func isText(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount
            && (0..<count).allSatisfy { self[$0] == text.utf8Start[$0] }
    }
}
