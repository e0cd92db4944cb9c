// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// A resource type that a document describes, and what only a program's provider needs to know of it.
package struct DocumentedType: Sendable {
    package let type: ResourceType
    let identity: IdentityForm
    let attributes: [AttributeForm]
    /// Whether an object carries its mark in the target. Those of others are kept in the registry beside it, and
    /// the program never hears of them.
    package let carriesMarks: Bool

    /// Of a type that has its form.
    init(form: Value) {
        let identity = IdentityForm(names: (form["identity"]?.list ?? []).compactMap(\.string))
        let attributes = (form["attributes"]?.list ?? []).map { attribute in
            AttributeForm(
                form: attribute,
                isIdentity: identity.names.contains { .string($0) == attribute["name"] })
        }
        self.identity = identity
        self.attributes = attributes
        carriesMarks = form["marks"] != "registry"
        type = ResourceType(
            name: form["name"]?.string ?? "", version: Int(form["version"]?.int ?? 1),
            summary: form["summary"]?.string ?? "", attributes: attributes.map(\.schema),
            removal: Self.removal(form["removal"] ?? [:]),
            relations: ResourceType.Relations(
                referenceKey: form["reference_key"]?.string,
                claimSpace: form["claim_space"]?.string,
                follows: Set((form["follows"]?.list ?? []).compactMap(\.string))),
            functions: Self.functions(identity, attributes))
    }

    private static func removal(_ form: Value) -> ResourceType.RemovalRules {
        ResourceType.RemovalRules(
            form["standard"]?.string.flatMap { Removal(rawValue: $0) } ?? .keep,
            canSuspend: form["can_suspend"] == true, holdsData: form["holds_data"] == true)
    }

    private static func functions(
        _ identity: IdentityForm, _ attributes: [AttributeForm]
    ) -> ResourceType.Functions {
        let normalisations = Fields(attributes.map { ($0.schema.name, $0.normalisation) })
        return ResourceType.Functions(
            identity: { values, _ in identity.text(of: values) },
            normalise: { values, _ in
                Fields(
                    values.map { name, value in
                        (name, normalisations[name]?.normalised(value) ?? value)
                    })
            },
            derive: { values, settings in
                attributes.reduce(into: values) { values, attribute in
                    guard let text = attribute.text?.value(values, settings) else { return }
                    values[attribute.schema.name] = attribute.normalisation.normalised(text)
                }
            })
    }
}
