// SPDX-License-Identifier: Apache-2.0

/// Writes JSON for people: a member a line, two spaces a level, members in the order given. The same
/// members give the same bytes. It is not the canonical form that digests are made of.
package struct ReadableJSON {
    private var bytes: [UInt8] = []
    /// Texts, numbers and what is empty.
    private let leaf: (Value) -> [UInt8]

    private init(leaf: @escaping (Value) -> [UInt8]) { self.leaf = leaf }

    /// `leaf` writes a name, a text, a number or an empty collection in one line.
    package static func bytes(
        of value: Value, leaf: @escaping (Value) -> [UInt8] = CanonicalJSON.bytes
    ) -> [UInt8] {
        var writer = ReadableJSON(leaf: leaf)
        writer.write(value, depth: 0)
        writer.bytes.append(0x0A)
        return writer.bytes
    }

    package static func bytes(of members: [(String, Value)]) -> [UInt8] {
        var writer = ReadableJSON(leaf: CanonicalJSON.bytes)
        writer.write(members, depth: 0)
        writer.bytes.append(0x0A)
        return writer.bytes
    }

    /// As deep as the parser lets values be.
    private mutating func write(_ value: Value, depth: Int) {
        switch value {
        case .object(let fields) where !fields.isEmpty:
            write(fields.map { ($0.key, $0.value) }, depth: depth)
        case .list(let items) where !items.isEmpty:
            writeLines(items.count, "[", "]", depth: depth) { writer, place in
                writer.write(items[place], depth: depth + 1)
            }
        default: bytes += leaf(value)
        }
    }

    private mutating func write(_ members: [(String, Value)], depth: Int) {
        writeLines(members.count, "{", "}", depth: depth) { writer, place in
            writer.bytes += writer.leaf(.string(members[place].0))
            writer.bytes += Array(": ".utf8)
            writer.write(members[place].1, depth: depth + 1)
        }
    }

    private mutating func writeLines(
        _ count: Int, _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, depth: Int,
        _ writeLine: (inout ReadableJSON, Int) -> Void
    ) {
        bytes.append(UInt8(ascii: opening))
        for place in 0..<count {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            startLine(depth: depth + 1)
            writeLine(&self, place)
        }
        startLine(depth: depth)
        bytes.append(UInt8(ascii: closing))
    }

    private mutating func startLine(depth: Int) {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }
}
