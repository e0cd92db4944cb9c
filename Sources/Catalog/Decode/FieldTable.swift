// SPDX-License-Identifier: Apache-2.0

/// The keys that one mapping of the catalog may have, with what each holds. Readers take exactly these keys and
/// find here which are required; the reference page of the kinds is made from the same tables. It reads nothing.
package struct FieldTable: Sendable {
    /// What the mapping is, in messages: `a service`.
    package let name: String
    package let fields: [Field]
    /// Of every field: what a reader asks for each document of a large catalog.
    let keys: [String]
    let requiredKeys: [String]

    init(_ name: String, _ fields: [Field]) {
        self.name = name
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
        /// Required but for a case that the words name.
        case requiredUnless(String)
        case optional
        /// Where it is not stated it counts as this.
        case standard(String)
        /// Exactly one of the mapping's alternatives is stated.
        case alternative
    }
}

/// What the value of a field is.
package indirect enum FieldForm: Sendable {
    /// One text, or a mapping of languages to texts.
    case text
    case string, id, bool, date, duration, share, amount, fraction
    case strings, ids
    case integer(ClosedRange<Int64>)
    case choice([String])
    case choices([String])
    case mapping(FieldTable)
    case list(FieldTable)
    /// A mapping of the catalog's own names to mappings.
    case named(FieldTable)
    /// A mapping of the catalog's own names to what the words say.
    case pairs(String)
    /// What something else than the decoder judges: the words say what.
    case free(String)

    static func oneOf<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> FieldForm
    where Choice.RawValue == String { .choice(type.allCases.map(\.rawValue)) }

    /// The mapping below the field.
    package var table: FieldTable? {
        switch self {
        case .mapping(let table), .list(let table), .named(let table): table
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
        _ key: String, unless words: String, _ form: FieldForm, _ meaning: String,
        example: String? = nil
    ) -> Self {
        Self(
            key: key, form: form, presence: .requiredUnless(words), meaning: meaning,
            example: example)
    }
}
