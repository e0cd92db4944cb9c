// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One attribute as a document describes it, with what its schema in Core has no room for.
struct AttributeForm: Sendable {
    static let traits: Fields<AttributeSchema.Traits> = [
        "required": .required, "immutable": .immutable, "sensitive": .sensitive, "set": .set,
        "document": .document,
    ]

    let schema: AttributeSchema
    let normalisation: Normalisation
    /// Of a derived attribute.
    let text: DerivedText?

    /// Of an attribute that has its form.
    init(form: Value, isIdentity: Bool) {
        let name = form["name"]?.string ?? ""
        var traits = (form["traits"]?.list ?? []).compactMap(\.string).compactMap {
            Self.traits[$0]
        }
        if isIdentity { traits.append(.identity) }
        let set = AttributeSchema.Traits(traits)
        schema = AttributeSchema(
            name, form["role"]?.string.flatMap { .init(rawValue: $0) } ?? .input,
            schema: form["schema"] ?? [:], set, defaultValue: form["default"],
            references: form["references"]?.string, summary: form["summary"]?.string ?? "")
        normalisation = Normalisation(
            isTrimmed: form["normalise"]?["trim"] == true,
            isLowerCased: form["normalise"]?["case"] == "lower", isSet: set.contains(.set))
        text = form["text"]?.string.map { DerivedText($0) }
    }
}
