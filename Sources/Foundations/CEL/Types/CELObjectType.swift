// SPDX-License-Identifier: Apache-2.0

/// A field that an object type declares.
package struct CELField: Sendable {
    package let type: CELType
    /// The field may be absent: a select of it needs a `has()` that guards it.
    package let isOptional: Bool

    package init(_ type: CELType, isOptional: Bool = false) {
        self.type = type
        self.isOptional = isOptional
    }
}

/// A map from text whose keys are declared: what a schema says of an object. Values of it are plain
/// maps. Two object types with one name are one type, so a name must say whose type it is. It does not
/// check values.
package final class CELObjectType: Sendable {
    package let name: String
    private let lookUp: @Sendable (String) -> CELField?
    private let listNames: @Sendable () -> [String]

    package init(name: String, fields: [String: CELField]) {
        self.name = name
        lookUp = { fields[$0] }
        listNames = { Array(fields.keys) }
    }

    /// An object whose fields are found one by one, for types that contain themselves or that follow
    /// from data. `names` is asked only for suggestions.
    package init(
        name: String,
        field: @escaping @Sendable (String) -> CELField?,
        names: @escaping @Sendable () -> [String]
    ) {
        self.name = name
        lookUp = field
        listNames = names
    }

    package func field(_ name: String) -> CELField? { lookUp(name) }

    package var fieldNames: [String] { listNames() }
}

extension CELType {
    package static func object(_ name: String, fields: [String: CELField]) -> CELType {
        .object(CELObjectType(name: name, fields: fields))
    }
}
