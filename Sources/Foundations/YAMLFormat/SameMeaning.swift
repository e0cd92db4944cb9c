// SPDX-License-Identifier: Apache-2.0

import Values
import YAMLSource

/// Whether two files say the same to whoever reads the catalog: the same documents with the same keys in the same order,
/// and scalars of the same text and value that are ambiguous in both or in neither.
enum SameMeaning {
    /// Where the first node stands in the first file that the second has otherwise; nil where there is none.
    static func difference(_ before: [YAMLNode], _ after: [YAMLNode]) -> SourceSpan? {
        for (left, right) in zip(before, after) {
            if let span = difference(left, right) { return span }
        }
        if before.count == after.count { return nil }
        return before.dropFirst(after.count).first?.span ?? SourceSpan(start: 0, end: 0)
    }

    private static func difference(_ left: YAMLNode, _ right: YAMLNode) -> SourceSpan? {
        switch (left.content, right.content) {
        case (.scalar(let one), .scalar(let other)):
            return isSame(one, other) ? nil : left.span
        case (.sequence(let one), .sequence(let other)):
            guard one.count == other.count else { return left.span }
            return zip(one, other).lazy.compactMap { difference($0, $1) }.first
        case (.mapping(let one), .mapping(let other)):
            guard one.count == other.count else { return left.span }
            return zip(one, other).lazy.compactMap {
                difference($0.key, $1.key) ?? difference($0.value, $1.value)
            }.first
        default:
            return left.span
        }
    }

    private static func isSame(_ one: YAMLScalar, _ other: YAMLScalar) -> Bool {
        guard one.tag == other.tag, one.text.utf8.elementsEqual(other.text.utf8) else {
            return false
        }
        guard one.isPlain != other.isPlain else { return true }
        let plain = one.isPlain ? one : other
        if case .string = plain.value { return plain.ambiguity == nil }
        return false
    }
}
