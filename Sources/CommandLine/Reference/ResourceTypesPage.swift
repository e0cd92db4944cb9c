// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The reference page of providers and resource types.
enum ResourceTypesPage {
    static func render() -> String {
        var text = """
            # Providers and resource types

            A target names a provider; a template's resources have a type of one of these. *Input* attributes are stated by
            the template, *derived* ones follow from them, *computed* ones are known after an apply. A change of an
            *identity* or *immutable* attribute is a replace.

            """
        for provider in ProviderTable.all.sorted(by: { $0.name < $1.name }) {
            text += "\n## \(provider.name)\n\n\(provider.summary.asSentence).\n"
            for type in provider.types.sorted(by: { $0.name < $1.name }) { text += page(of: type) }
        }
        return text
    }

    private static func page(of type: ResourceType) -> String {
        var text = "\n### \(type.name)\n\n\(type.summary.asSentence). "
        text += "On removal: \(type.removal.standard.rawValue)."
        if type.removal.holdsData { text += " Holds data." }
        if !type.follows.isEmpty {
            text += " Follows \(type.follows.sorted().map { "`\($0)`" }.joined(separator: ", "))."
        }
        text += "\n\n| attribute | role | | default | meaning |\n|---|---|---|---|---|\n"
        for attribute in type.attributes {
            let standard = attribute.defaultValue.map { "`\(CanonicalJSON.text(of: $0))`" } ?? ""
            text += "| `\(attribute.name)` | \(attribute.role.rawValue) | \(words(attribute)) |"
            text += " \(standard) | \(attribute.summary.asSentence) |\n"
        }
        return text
    }

    private static func words(_ attribute: AttributeSchema) -> String {
        var words: [String] = []
        if attribute.isRequired { words.append("required") }
        if attribute.isIdentity { words.append("identity") }
        if attribute.traits.contains(.immutable) { words.append("immutable") }
        if attribute.isSensitive { words.append("sensitive") }
        if attribute.traits.contains(.set) { words.append("set") }
        if let type = attribute.references { words.append("names a `\(type)`") }
        return words.joined(separator: ", ")
    }
}
