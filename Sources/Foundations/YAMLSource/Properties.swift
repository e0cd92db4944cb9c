// SPDX-License-Identifier: Apache-2.0

/// Where the anchor and the tag before a node end. libyaml gives one position for them and the node
/// together. It is asked only where there are some.
struct Properties {
    private(set) var tag: SourceSpan?
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
            } else if first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
                let begin = content
                while content < end, !Self.isSpace(bytes[content]) { content += 1 }
                if first == UInt8(ascii: "!") { tag = SourceSpan(start: begin, end: content) }
            } else {
                return
            }
        }
    }

    static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isBreak(byte) }
}
