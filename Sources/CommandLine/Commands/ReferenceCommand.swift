// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import Values

/// `reference`: prints a reference page that is made from the code. The pages in `docs/reference/` are these, and a
/// test keeps them so.
struct ReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Prints a reference page in Markdown.",
        shouldDisplay: false)

    enum Page: String, ExpressibleByArgument, CaseIterable {
        case diagnostics
        case resourceTypes = "resource-types"
    }

    @Argument(help: "diagnostics or resource-types.")
    var page: Page

    @OptionGroup var view: ViewOptions

    func run() async throws {
        switch page {
        case .diagnostics: view.console.result(ReferencePages.diagnostics())
        case .resourceTypes: view.console.result(ReferencePages.resourceTypes())
        }
    }
}

/// Reference pages as Markdown.
enum ReferencePages {
    static func diagnostics() -> String {
        var text = """
            # Diagnostics

            What `burnham validate`, `plan` and `apply` can say of a catalog. `burnham explain CODE` prints one of these.

            """
        for page in DiagnosticPage.all {
            text += "\n## \(page.code)\n\n\(sentence(page.title)).\n\n\(page.why)\n\n\(page.fix)\n"
        }
        return text
    }

    static func resourceTypes() -> String {
        var text = """
            # Providers and resource types

            A target names a provider; a template's resources have a type of one of these. *Input* attributes are stated by
            the template, *derived* ones follow from them, *computed* ones are known after an apply. A change of an
            *identity* or *immutable* attribute is a replace.

            """
        for provider in ProviderTable.all.sorted(by: { $0.name < $1.name }) {
            text += "\n## \(provider.name)\n\n\(sentence(provider.summary)).\n"
            for type in provider.types.sorted(by: { $0.name < $1.name }) { text += page(of: type) }
        }
        return text
    }

    private static func page(of type: ResourceType) -> String {
        var text = "\n### \(type.name)\n\n\(sentence(type.summary)). "
        text += "On removal: \(type.removal.standard.rawValue)."
        if type.removal.holdsData { text += " Holds data." }
        if !type.follows.isEmpty {
            text += " Follows \(type.follows.sorted().map { "`\($0)`" }.joined(separator: ", "))."
        }
        text += "\n\n| attribute | role | | default | meaning |\n|---|---|---|---|---|\n"
        for attribute in type.attributes {
            let standard = attribute.defaultValue.map { "`\(CanonicalJSON.text(of: $0))`" } ?? ""
            text += "| `\(attribute.name)` | \(attribute.role.rawValue) | \(words(attribute)) |"
            text += " \(standard) | \(sentence(attribute.summary)) |\n"
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

    /// With a capital letter and without a full stop.
    private static func sentence(_ words: String) -> String {
        let trimmed = words.hasSuffix(".") ? String(words.dropLast()) : words
        return trimmed.prefix(1).uppercased() + trimmed.dropFirst()
    }
}
