// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `reference`: prints a reference page that is made from the code. The pages in `docs/reference/` are these, and a
/// test keeps them so.
struct ReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Prints a reference page in Markdown.",
        shouldDisplay: false)

    enum Page: String, ExpressibleByArgument, CaseIterable {
        case catalog, cli, diagnostics, policies
        case resourceTypes = "resource-types"
    }

    @Argument(help: "catalog, cli, diagnostics, policies or resource-types.")
    var page: Page

    @OptionGroup var view: ViewOptions

    func run() async throws {
        view.console.result(text)
    }

    private var text: String {
        switch page {
        case .catalog: CatalogPage.render()
        case .cli: CommandPage.render()
        case .diagnostics: DiagnosticsPage.render()
        case .policies: PoliciesPage.render()
        case .resourceTypes: ResourceTypesPage.render()
        }
    }
}
