// SPDX-License-Identifier: Apache-2.0

import Values
import YAMLSource

/// What a file says to whoever reads the catalog: its documents with their keys in their order, and scalars with their
/// text and value, ambiguous or not. It is a hash, so that the trees of two versions of a large file need not be held
/// at once; nobody can write a file for a collision, because each run of the program hashes by a key of its own.
struct Meaning: Equatable {
    private let hash: Int

    init(of bytes: [UInt8], limits: YAMLLimits) throws(YAMLRefusal) {
        let (documents, problems) = YAMLSource.parse(bytes, limits: limits)
        guard problems.isEmpty else { throw YAMLRefusal(problems: problems) }
        hash = Self.hash(documents)
    }

    private static func hash(_ documents: [YAMLNode]) -> Int {
        var hasher = Hasher()
        hasher.combine(documents.count)
        for document in documents { add(document, to: &hasher) }
        return hasher.finalize()
    }

    private enum Kind: Hashable { case scalar, sequence, mapping }

    private static func add(_ node: YAMLNode, to hasher: inout Hasher) {
        switch node.content {
        case .scalar(let scalar):
            hasher.combine(Kind.scalar)
            hasher.combine(isText(scalar))
            hasher.combine(scalar.tag)
            var text = scalar.text
            text.withUTF8 { bytes in
                hasher.combine(bytes.count)
                hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
            }
        case .sequence(let items):
            hasher.combine(Kind.sequence)
            hasher.combine(items.count)
            for item in items { add(item, to: &hasher) }
        case .mapping(let entries):
            hasher.combine(Kind.mapping)
            hasher.combine(entries.count)
            for entry in entries {
                add(entry.key, to: &hasher)
                add(entry.value, to: &hasher)
            }
        }
    }

    /// Whether a scalar is the same with quotes as without.
    private static func isText(_ scalar: YAMLScalar) -> Bool {
        guard scalar.isPlain else { return true }
        if case .string = scalar.value { return scalar.ambiguity == nil }
        return false
    }

    // MARK: Where two files differ

    /// The first node that the second file has otherwise, where it stands in the first.
    static func difference(_ before: [YAMLNode], _ after: [YAMLNode]) -> SourceSpan? {
        for (left, right) in zip(before, after) {
            if let span = difference(left, right) { return span }
        }
        return before.dropFirst(after.count).first?.span
    }

    private static func difference(_ left: YAMLNode, _ right: YAMLNode) -> SourceSpan? {
        switch (left.content, right.content) {
        case (.sequence(let one), .sequence(let other)) where one.count == other.count:
            return zip(one, other).lazy.compactMap { difference($0, $1) }.first
        case (.mapping(let one), .mapping(let other)) where one.count == other.count:
            return zip(one, other).lazy.compactMap {
                difference($0.key, $1.key) ?? difference($0.value, $1.value)
            }.first
        default:
            return hash([left]) == hash([right]) ? nil : left.span
        }
    }
}
