// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// The keys that one mapping of the catalog may have, with what each holds. Readers take exactly these keys and
/// find here which are required; the reference page of the kinds is made from the same tables. It reads nothing.
package struct FieldTable: Sendable {
    /// What the mapping is, in messages: `a service`.
    package let name: String
    package let fields: [Field]
    /// Which field decides what some others of the mapping may be; nil where none does.
    let refinement: Refinement?
    /// Of every field: what a reader asks for each document of a large catalog.
    let keys: [String]
    let requiredKeys: [String]

    init(_ name: String, refinedBy refinement: Refinement? = nil, _ fields: [Field]) {
        self.name = name
        self.refinement = refinement
        self.fields = fields
        keys = fields.map(\.key)
        requiredKeys = fields.filter { $0.presence == .required }.map(\.key)
    }

    package struct Field: Sendable {
        package let key: String
        package let form: FieldForm
        package let presence: Presence
        /// In the middle of a sentence: what the value is for.
        package let meaning: String
        /// A value in YAML, where one of the form's own would not do.
        package let example: String?
    }

    package enum Presence: Sendable, Equatable {
        case required
        case requiredUnless(Exemption)
        case optional
        /// Where it is not stated it counts as this.
        case standard(String)
        /// Exactly one of the mapping's alternatives is stated.
        case alternative
    }

    /// A case in which what is required otherwise may be missing: a key of a mapping below has a value.
    package struct Exemption: Sendable, Equatable {
        package let words: String
        let path: [String]
        let value: String
    }

    /// A field whose value decides what others of its mapping may be, beyond what any table says.
    enum Refinement: String, Sendable {
        /// The service of a size: its tiers, its parameters, its data.
        case service
        /// A target's provider: the settings.
        case provider
        /// A resource's type: the attributes.
        case resourceType = "type"

        var key: String { rawValue }
    }
}

/// What the value of a field is.
package indirect enum FieldForm: Sendable {
    /// One text, or a mapping of languages to texts.
    case text
    case string, id, name, path, bool, date, duration, share, amount, fraction, currency
    /// A number, or one expression that gives one.
    case quantity
    /// Texts or ids of which none stands twice.
    case strings, ids
    case names, paths
    /// The id of a document of a kind.
    case reference(CatalogKind)
    case references(CatalogKind)
    case integer(ClosedRange<Int64>)
    case choice([String])
    case choices([String])
    case mapping(FieldTable)
    case list(FieldTable)
    /// A mapping of the catalog's own names, which are of the first form, to mappings.
    case named(by: FieldForm, FieldTable)
    /// A mapping of names of the first form to values of the second: what the words say.
    case pairs(by: FieldForm, to: FieldForm, String)
    /// A value of one form or of another: what the words say.
    case either(FieldForm, FieldForm, String)
    /// What something else than the decoder judges: the words say what.
    case free(String)

    static func oneOf<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> FieldForm
    where Choice.RawValue == String { .choice(type.allCases.map(\.rawValue)) }

    /// The mapping below the field.
    package var table: FieldTable? {
        switch self {
        case .mapping(let table), .list(let table), .named(_, let table): table
        default: nil
        }
    }
}

extension FieldTable.Field {
    static func required(
        _ key: String, _ form: FieldForm, _ meaning: String, example: String? = nil
    ) -> Self {
        Self(key: key, form: form, presence: .required, meaning: meaning, example: example)
    }

    static func optional(
        _ key: String, _ form: FieldForm, _ meaning: String, standard: String? = nil,
        example: String? = nil
    ) -> Self {
        Self(
            key: key, form: form, presence: standard.map { .standard($0) } ?? .optional,
            meaning: meaning, example: example)
    }

    static func alternative(
        _ key: String, _ form: FieldForm, _ meaning: String, example: String? = nil
    ) -> Self {
        Self(key: key, form: form, presence: .alternative, meaning: meaning, example: example)
    }

    static func required(
        _ key: String, unless exemption: FieldTable.Exemption, _ form: FieldForm, _ meaning: String,
        example: String? = nil
    ) -> Self {
        Self(
            key: key, form: form, presence: .requiredUnless(exemption), meaning: meaning,
            example: example)
    }
}
