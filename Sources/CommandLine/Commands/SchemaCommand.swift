// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import Foundation
import Values

/// `schema`: JSON Schemas, those of the catalog's documents and others.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Writes the catalog's JSON Schemas; checks by others.",
        subcommands: [SchemaWriteCommand.self, SchemaCheckCommand.self],
        defaultSubcommand: SchemaWriteCommand.self)
}

/// `schema write`, or `schema` alone: for editors. Offline; it writes nothing but the folder named.
struct SchemaWriteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Writes JSON Schemas of the catalog's documents, for editors.",
        discussion: """
            `write` may be left out: `burnham schema Department`. With a name one schema is printed: of a kind (`Department`), of the subscriptions to one service \
            (`service/file-share`), or of any document (`catalog`). With --output all are written.
            """)

    @Argument(help: "A kind, service/ID, or catalog.")
    var name: String?

    @Option(help: ArgumentHelp("The folder for all schemas.", valueName: "dir"))
    var output: String?

    @Flag(help: "Write nothing: exit 2 where the folder has not what would be written.")
    var check = false

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            try refuseContradictions()
            let workspace = try Workspace.load(options, now: SystemClock.now())
            if workspace.hasErrors { try workspace.stopOnErrors([], console) }
            if let output {
                try settle(SchemaFolder(output, schemas: workspace.editorSchemas), console)
            } else if let name {
                console.result(SchemaText.render(try workspace.schema(named: name)))
            }
        }
    }

    private func refuseContradictions() throws {
        switch (name, output) {
        case (nil, nil):
            throw CommandFailure(
                .usage, "neither a schema nor a folder for all of them is named",
                help:
                    "`burnham schema Department` prints one, `burnham schema --output DIR` writes all"
            )
        case (_?, _?):
            throw CommandFailure(.usage, "`--output` writes all schemas and takes no name")
        case (_?, nil) where check:
            throw CommandFailure(.usage, "`--check` looks at the folder that `--output` names")
        default: break
        }
    }

    private func settle(_ folder: SchemaFolder, _ console: Console) throws {
        let differences = try folder.differences()
        let count = Counts.text(folder.count, "schema")
        if check {
            for difference in differences { console.line(folder.words(difference)) }
            if !differences.isEmpty { throw ProgramExit.changesPending.code }
            console.line("\(count) in `\(folder.name)`: all are what the catalog says")
        } else {
            try folder.settle(differences)
            let removed = differences.count { $0.isLeftOver }
            console.line(
                "\(count) in `\(folder.name)`: \(differences.count - removed) written, \(removed) removed"
            )
        }
    }
}

extension Workspace {
    fileprivate var editorSchemas: EditorSchemas {
        let currency = catalog.city?.currency ?? ""
        return EditorSchemas(catalog, providers: request.providers) {
            TierText.words($0, currency: currency)
        }
    }

    fileprivate func schema(named text: String) throws -> Value {
        let schemas = editorSchemas
        guard let name = EditorSchemas.Name(text) else {
            throw Self.unknown("no schema is named `\(text)`", text, among: schemas)
        }
        if let schema = schemas.schema(name) { return schema }
        switch name {
        case .service(let id) where catalog.services[id] != nil:
            throw CommandFailure(.wrongInput, "service `\(id)` is retired: nobody subscribes to it")
        case .service(let id):
            throw Self.unknown("no service named `\(id)` in the catalog", text, among: schemas)
        default:
            throw CommandFailure(
                .wrongInput, "documents of kind `\(text)` are not read by this version")
        }
    }

    private static func unknown(
        _ message: String, _ text: String, among schemas: EditorSchemas
    ) -> CommandFailure {
        CommandFailure(
            .wrongInput, message,
            help: nearestName(to: text, among: schemas.names.map(\.text)).map {
                "a similar one: `\($0)`"
            })
    }
}
