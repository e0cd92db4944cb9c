// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport

/// `catalog`: what the city offers, to look through.
struct CatalogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "Lists, shows and searches the services.",
        subcommands: [
            CatalogListCommand.self, CatalogShowCommand.self, CatalogSearchCommand.self,
        ],
        defaultSubcommand: CatalogListCommand.self)
}

struct CatalogListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the services, by category.")

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: SystemClock.now())
            console.result(
                ServiceTable.render(Array(workspace.catalog.services.values), on: console.screen))
        }
    }
}

struct CatalogSearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds services by words of their texts.")

    @Argument(help: "Words that all have to occur.")
    var words: [String]

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: SystemClock.now())
            let wanted = words.map { $0.lowercased() }
            let found = workspace.catalog.services.values.filter { service in
                let text = [
                    service.head.id.value, service.name.text(), service.summary.text(),
                    service.help?.text() ?? "", service.category,
                ].joined(separator: " ").lowercased()
                return wanted.allSatisfy { text.contains($0) }
            }
            guard !found.isEmpty else {
                throw CommandFailure(
                    .wrongInput,
                    "no service has \(words.map { "`\($0)`" }.joined(separator: " and "))")
            }
            console.result(ServiceTable.render(found, on: console.screen))
        }
    }
}

/// A line a service.
enum ServiceTable {
    static func render(_ services: [Service], on screen: Screen) -> String {
        var table = TextTable([
            TextTable.Column("service"), TextTable.Column("name"), TextTable.Column("category"),
            TextTable.Column("state"), TextTable.Column("sizes"),
        ])
        let sorted = services.sorted {
            ($0.category, $0.head.id.value) < ($1.category, $1.head.id.value)
        }
        for service in sorted {
            table.append([
                service.head.id.value, service.name.text(), service.category,
                service.lifecycle.state.rawValue,
                service.tiers.map(\.id.value).joined(separator: ", "),
            ])
        }
        return table.render(on: screen)
    }
}

struct CatalogShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows everything about one service.")

    @Argument(help: "The service's id.")
    var service: String

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: SystemClock.now())
            guard let found = workspace.catalog.services[service] else {
                throw CommandFailure(
                    .wrongInput, "no service named `\(service)` in the catalog",
                    help: "`burnham catalog list` shows them")
            }
            let count = workspace.catalog.subscriptions.count { $0.service.value == service }
            console.result(
                ServiceText(service: found, currency: workspace.catalog.city?.currency ?? "")
                    .render(subscriptions: count, on: console.screen))
        }
    }
}
