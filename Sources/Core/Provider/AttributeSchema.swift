// SPDX-License-Identifier: Apache-2.0

package import Values

/// What a resource type says about one of its attributes. A reference, as its type is.
package final class AttributeSchema: Sendable {
    /// Who gives the value: the catalog; a pure function of inputs and target settings, known in the
    /// plan; or the target, known after the apply.
    package enum Role: String, Sendable {
        case input, derived, computed
    }

    package struct Traits: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let required = Traits(rawValue: 1)
        /// Part of what the object is called in its target; a change is a replace.
        package static let identity = Traits(rawValue: 2)
        /// Can't be changed on the object; a change is a replace.
        package static let immutable = Traits(rawValue: 4)
        /// A secret: never shown, stored or planned, only fingerprinted.
        package static let sensitive = Traits(rawValue: 8)
        /// A list without order.
        package static let set = Traits(rawValue: 16)
        /// A long text, shown in plans by its size and the lines that differ.
        package static let document = Traits(rawValue: 32)
    }

    package let name: String
    package let role: Role
    /// JSON Schema 2020-12 of the value.
    package let schema: Value
    package let traits: Traits
    /// What counts where the catalog states nothing. Without it the attribute is then unmanaged.
    package let defaultValue: Value?
    /// The type whose `referenceKey` this attribute's value names.
    package let references: String?
    /// One sentence for the reference pages.
    package let summary: String

    package init(
        _ name: String, _ role: Role = .input, schema: Value, _ traits: Traits = [],
        defaultValue: Value? = nil, references: String? = nil, summary: String
    ) {
        self.name = name
        self.role = role
        self.schema = schema
        self.traits = traits
        self.defaultValue = defaultValue
        self.references = references
        self.summary = summary
    }

    package var isRequired: Bool { traits.contains(.required) }
    package var isIdentity: Bool { traits.contains(.identity) }
    package var isImmutable: Bool { !traits.isDisjoint(with: [.identity, .immutable]) }
    package var isSensitive: Bool { traits.contains(.sensitive) }
}
