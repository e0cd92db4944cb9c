// SPDX-License-Identifier: Apache-2.0

/// Where the anchor and the tag before a node end. libyaml gives one position for them and the node
/// together. It is asked only where there are some.
struct Properties {
    private(set) var tag: SourceSpan?
    /// The anchor and the tag as they are written, in that order.
    private(set) var spans: [SourceSpan] = []
    /// Where the node itself begins.
    private(set) var content: Int

    init(_ bytes: [UInt8], from start: Int, to limit: Int? = nil) {
        let end = limit ?? bytes.count
        content = start
        while content < end {
            let first = bytes[content]
            if Self.isSpace(first) {
                content += 1
            } else if first == UInt8(ascii: "#") {
                while content < end, !Self.isBreak(bytes[content]) { content += 1 }
            } else if first == UInt8(ascii: "&") {
                let begin = content
                content += 1
                while content < end, Self.isAnchorByte(bytes[content]) { content += 1 }
                spans.append(SourceSpan(start: begin, end: content))
            } else if first == UInt8(ascii: "!") {
                let begin = content
                while content < end, !Self.isSpace(bytes[content]) { content += 1 }
                tag = SourceSpan(start: begin, end: content)
                spans.append(SourceSpan(start: begin, end: content))
            } else {
                return
            }
        }
    }

    /// As libyaml has it; a name may be followed by some punctuation at once.
    private static func isAnchorByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isBreak(byte) }
}
