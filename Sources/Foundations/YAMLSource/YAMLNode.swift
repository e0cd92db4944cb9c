// SPDX-License-Identifier: Apache-2.0

/// One node of a YAML document with the bytes it stands on. Where an alias stood, there is the node
/// that its anchor names, with the span it has there. It does not hold comments, anchors or directives.
///
/// Nodes nest at most `YAMLLimits.depthMax` deep, so code may walk them by recursion.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    package let content: Content

    /// For a quoted scalar with its quotes, for a collection from its first byte to its last, without
    /// anchor and tag for a scalar and with them for a collection. Empty where nothing is written,
    /// as after `key:`.
    package let span: SourceSpan

    package init(_ content: Content, span: SourceSpan) {
        self.content = content
        self.span = span
    }
}

extension YAMLNode {
    package var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    package var sequence: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    package var mapping: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The entry of a mapping with this key; nil for any other node.
    package func entry(_ key: String) -> YAMLEntry? { mapping?.first { $0.keyText == key } }

    /// What a mapping has under a key; nil for any other node.
    package func child(_ key: String) -> YAMLNode? { entry(key)?.value }
}

/// One pair of a mapping, in the order of the file. The key is always a scalar: any other is a problem
/// and leaves no entry. A repeated key is a problem too, but both of its entries are here.
package struct YAMLEntry: Sendable {
    package let key: YAMLNode
    package let value: YAMLNode
    /// The key as written, without quotes; `1: a` and `"1": a` have the same. Empty where the key is no scalar.
    package let keyText: String

    package init(key: YAMLNode, value: YAMLNode) {
        self.key = key
        self.value = value
        keyText = key.scalar?.text ?? ""
    }
}
