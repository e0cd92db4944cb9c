// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// New text for scalars that stand in a file, in the style that they have there. Nil where that can't be: a
/// block scalar, a value that is none, a list that got longer or shorter.
enum ScalarRewriting {
    typealias Rewrite = (node: YAMLNode, text: String)

    /// A list of scalars takes over what changed, element by element; its order says nothing.
    static func rewrites(of node: YAMLNode, from recorded: Value?, to observed: Value) -> [Rewrite]?
    {
        guard let items = node.sequence else {
            return rewrite(node, to: observed).map { [$0] }
        }
        return rewrites(of: items, from: recorded, to: observed)
    }

    static func rewrites(
        of items: [YAMLNode], from recorded: Value?, to observed: Value
    ) -> [Rewrite]? {
        guard let before = recorded?.list, let after = observed.list else { return nil }
        let gone = before.filter { !after.contains($0) }
        let new = after.filter { !before.contains($0) }
        guard !gone.isEmpty, gone.count == new.count else { return nil }
        var rewrites: [Rewrite] = []
        for (old, value) in zip(gone, new) {
            let node =
                items.count == 1 ? items[0] : items.first { $0.scalarValue == old }
            guard let rewrite = node.flatMap({ rewrite($0, to: value) }) else { return nil }
            rewrites.append(rewrite)
        }
        return rewrites
    }

    private static func rewrite(_ node: YAMLNode, to value: Value) -> Rewrite? {
        guard let scalar = node.scalar, scalar.tag == .none, !node.span.isEmpty else { return nil }
        switch value {
        case .string(let text):
            return written(text, scalar.style).map { (node, $0) }
        case .int, .bool, .double:
            return scalar.isPlain ? (node, YAMLText.flow(value)) : nil
        case .null, .list, .object: return nil
        }
    }

    private static func written(_ text: String, _ style: YAMLScalar.Style) -> String? {
        switch style {
        case .plain: YAMLText.scalar(text)
        case .doubleQuoted: YAMLText.doubleQuoted(text)
        case .singleQuoted:
            text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
                ? "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
                : YAMLText.doubleQuoted(text)
        case .literal, .folded: nil
        }
    }
}
