// SPDX-License-Identifier: Apache-2.0

package import JSONSchema
package import YAMLSource

extension SchemaViolation {
    /// The smallest span of what is wrong, below the node that was validated.
    package func span(in root: YAMLNode) -> SourceSpan {
        var node = root
        for step in instancePath {
            switch step {
            case .key(let key):
                guard let entry = node.mapping?.first(where: { $0.keyText == key }) else {
                    return node.span
                }
                node = entry.value
            case .index(let index):
                guard let items = node.sequence, items.indices.contains(index) else {
                    return node.span
                }
                node = items[index]
            }
        }
        if case .key(let key) = target,
            let entry = node.mapping?.first(where: { $0.keyText == key })
        {
            return entry.key.span
        }
        return node.span
    }
}
