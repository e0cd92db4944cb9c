// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport

/// `provider`: the code that speaks to targets, and programs that do so.
struct ProviderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provider",
        abstract: "Lists providers, and checks programs that are one.",
        discussion: """
            A program of any language can be a provider: docs/reference/provider-contract.md says what it has to do. \
            Its document stands in the city's catalog as `NAME.provider.json`; the program itself is named in the \
            site file, with its digest.
            """,
        subcommands: [
            ProviderListCommand.self, ProviderSchemaCommand.self, ProviderTestCommand.self,
        ],
        defaultSubcommand: ProviderListCommand.self)
}

struct ProviderListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the providers of a catalog and their resource types.")

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: SystemClock.now())
            var table = TextTable([
                TextTable.Column("provider"), TextTable.Column("types"),
                TextTable.Column("what it manages"),
            ])
            for provider in workspace.request.providers.sorted(by: { $0.name < $1.name }) {
                table.append([
                    provider.name, provider.types.map(\.name).joined(separator: ", "),
                    provider.summary,
                ])
            }
            console.result(table.render(on: console.screen))
        }
    }
}
