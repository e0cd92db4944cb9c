// SPDX-License-Identifier: Apache-2.0

import Values

/// Steps through canonical JSON member by member and tells where values begin and end, each byte looked at
/// once. For bytes that a commitment already vouches for; it checks no more than it needs to step on, decodes
/// nothing and never recurses. Once something does not fit it stays `isBroken` and finds nothing more.
struct JSONCursor {
    private static let quote = UInt8(ascii: "\"")

    private let bytes: UnsafeRawBufferPointer
    private(set) var index = 0
    private(set) var isBroken = false

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { !isBroken && index == bytes.count }

    /// Steps into an object: `nextKey` gives its first member.
    mutating func enterObject() { enter(UInt8(ascii: "{")) }

    /// Steps into a list: `hasNextItem` tells of its first item.
    mutating func enterList() { enter(UInt8(ascii: "[")) }

    /// The next member's key between its quotes; the cursor is at its value then. Nil behind the last one.
    mutating func nextKey() -> UnsafeRawBufferPointer? {
        guard isNext(before: UInt8(ascii: "}")) else { return nil }
        guard let text = string(), index < bytes.count, bytes[index] == UInt8(ascii: ":") else {
            isBroken = true
            return nil
        }
        index += 1
        return text
    }

    /// True where the cursor is at an item; false behind the last one.
    mutating func hasNextItem() -> Bool { isNext(before: UInt8(ascii: "]")) }

    /// The string at hand, between its quotes; nil, and broken, for anything else.
    mutating func string() -> UnsafeRawBufferPointer? {
        guard !isBroken, index < bytes.count, bytes[index] == Self.quote else {
            isBroken = true
            return nil
        }
        let start = index + 1
        skipString()
        return isBroken ? nil : part(start..<index - 1)
    }

    /// The string at hand as a text; nil for anything else.
    mutating func text() -> JSONText? { string().flatMap(JSONText.init) }

    /// The value at hand, whatever it is.
    mutating func value() -> UnsafeRawBufferPointer {
        let start = index
        skipValue()
        return part(start..<index)
    }

    /// Behind the end of so many objects and lists that were entered.
    mutating func skipToEnd(levels: Int = 1) { skip(depth: levels) }

    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        isBroken
            ? UnsafeRawBufferPointer(start: nil, count: 0)
            : UnsafeRawBufferPointer(rebasing: bytes[range])
    }

    private mutating func enter(_ bracket: UInt8) {
        guard !isBroken, index < bytes.count, bytes[index] == bracket else {
            isBroken = true
            return
        }
        index += 1
    }

    private mutating func isNext(before close: UInt8) -> Bool {
        guard !isBroken, index < bytes.count else {
            isBroken = true
            return false
        }
        let isFirst = bytes[index - 1] == UInt8(ascii: "{") || bytes[index - 1] == UInt8(ascii: "[")
        if bytes[index] == close {
            index += 1
            return false
        }
        if isFirst { return true }
        guard bytes[index] == UInt8(ascii: ",") else {
            isBroken = true
            return false
        }
        index += 1
        return true
    }

    private mutating func skipValue() {
        guard !isBroken, index < bytes.count else {
            isBroken = true
            return
        }
        switch bytes[index] {
        case Self.quote: skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            index += 1
            skip(depth: 1)
        default: skipWord()
        }
    }

    private mutating func skip(depth: Int) {
        var depth = depth
        while index < bytes.count, !isBroken {
            switch bytes[index] {
            case Self.quote: skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                index += 1
                if depth == 0 { return }
            default: index += 1
            }
        }
        isBroken = true
    }

    /// A number, `true`, `false` or `null`.
    private mutating func skipWord() {
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
                index += 1
            default:
                isBroken = index == start
                return
            }
        }
        isBroken = index == start
    }

    @inline(__always)
    private mutating func skipString() {
        index += 1
        skipPlain()
        while index < bytes.count {
            if bytes[index] == Self.quote {
                index += 1
                return
            }
            index += 2
            skipPlain()
        }
        isBroken = true
    }

    /// Steps to the next quote or backslash, eight bytes at a time: a ledger is mostly inside strings.
    @inline(__always)
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let quotes = word ^ (ones &* UInt64(Self.quote))
            let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            // The lowest byte that is zero in either has its high bit set here, and none below it has.
            let found = ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & (ones << 7)
            if found != 0 {
                index += found.trailingZeroBitCount / 8
                return
            }
            index += 8
        }
        while index < bytes.count, bytes[index] != Self.quote, bytes[index] != UInt8(ascii: "\\") {
            index += 1
        }
    }
}

extension UnsafeRawBufferPointer {
    func isText(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount
            && (0..<count).allSatisfy { self[$0] == text.utf8Start[$0] }
    }
}
