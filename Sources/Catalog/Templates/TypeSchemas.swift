// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values

/// A resource type with the schemas of its input attributes compiled, once for all resources of the type. It is
/// given attributes by name and holds none of any resource.
final class TypeSchemas: Sendable {
    let type: ResourceType
    /// What counts where the catalog states nothing, by attribute.
    let defaults: Fields<Value>
    /// Whether some attributes are known only after the apply.
    let hasComputed: Bool
    private let inputs: Fields<JSONSchema>

    init(_ type: ResourceType) {
        self.type = type
        let stated = type.attributes.filter { $0.role == .input }
        inputs = Fields(stated.map { ($0.name, Self.compiled($0, of: type)) })
        defaults = Fields(
            stated.compactMap { attribute in
                attribute.defaultValue.map { (attribute.name, $0) }
            })
        hasComputed = type.attributes.contains { $0.role == .computed }
    }

    /// Those of the types that a template has resources of, by type.
    static func ofResources(
        in template: Template, _ types: [String: ResourceType]
    ) -> [String: TypeSchemas] {
        let named = Set(template.resources.map(\.type.value))
        return types.filter { named.contains($0.key) }.mapValues { TypeSchemas($0) }
    }

    /// The schema of an input attribute; nil for what the catalog can't state.
    subscript(_ attribute: String) -> JSONSchema? { inputs[attribute] }

    private static func compiled(_ attribute: AttributeSchema, of type: ResourceType) -> JSONSchema
    {
        guard case .success(let schema) = JSONSchema.compile(attribute.schema, options: .init())
        else {
            preconditionFailure(
                "the schema of \(type.name).\(attribute.name) is none; this is a bug in burnham")
        }
        return schema
    }
}
