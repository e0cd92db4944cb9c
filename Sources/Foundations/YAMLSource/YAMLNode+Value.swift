// SPDX-License-Identifier: Apache-2.0

package import Values

/// What a node means by the core schema, without its spans.
extension YAMLNode {
    /// A scalar's value; nil for a collection.
    package var scalarValue: Value? { scalar?.value }

    /// The whole node. The last of several equal keys counts. Nodes are at most `YAMLLimits.depthMax` deep,
    /// and so is the recursion here.
    package var value: Value {
        switch content {
        case .scalar(let scalar): scalar.value
        case .sequence(let items): .list(items.map(\.value))
        case .mapping(let entries):
            .object(Fields(entries: entries.map { ($0.keyText, $0.value.value) }))
        }
    }
}

extension YAMLScalar {
    /// By YAML 1.2.2, section 10.3: plain text is null, a boolean, a number or text, all other scalars are
    /// text, unless a tag says otherwise. An integer that 64 bits do not hold is its text.
    package var value: Value {
        switch tag {
        case .none: return isPlain ? CoreSchema.value(ofPlain: text) : .string(text)
        case .string: return .string(text)
        case .float:
            let value = CoreSchema.value(ofPlain: text)
            if case .int(let integer) = value { return .double(Double(integer)) }
            if case .string = value { return Double(text).map { .double($0) } ?? value }
            return value
        case .integer, .bool, .null: return CoreSchema.value(ofPlain: text)
        }
    }
}
