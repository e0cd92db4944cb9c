// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import DurableFiles
import ExternalProvider
import Foundation
import ProgramContract
import ProviderContract
import Values

/// `provider schema`: what a program says its types are, to be checked in.
struct ProviderSchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Writes the document of a program that is a provider.",
        discussion: "It belongs into the city's catalog, as `catalog/providers/NAME.provider.json`."
    )

    @Option(name: .shortAndLong, help: "The file to write; standard output where none is named.")
    var output: String?

    @OptionGroup var view: ViewOptions
    @OptionGroup var program: ProgramOptions

    func run() async throws {
        let console = view.console
        try await reporting(console) {
            let document = try program.document()
            guard let output else {
                return console.result(String(decoding: document, as: UTF8.self))
            }
            try replaceFile(output, bytes: document, mode: 0o644)
            console.line("`\(output)` is written")
        }
    }
}

/// `provider test`: the contract suite on a program, as its author runs it.
struct ProviderTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Tries a program that is a provider by the contract.",
        discussion: """
            Each promise is tried on a world of its own at the service that the program speaks to: a test service, never \
            a real one. Ends with 1 where a promise is broken.
            """)

    @Option(
        help: "Objects to work with; docs/reference/provider-samples.schema.json is their form.")
    var samples: String

    @Option(
        help: ArgumentHelp(
            "How the service is reached: a YAML file, readable by its owner only, as a target's in a site file."
        ))
    var connection: String?

    @Option(help: "The program's document; what it says itself where none is named.")
    var document: String?

    @Option(help: "Only promises whose name holds this.")
    var only: String = ""

    @OptionGroup var view: ViewOptions
    @OptionGroup var program: ProgramOptions

    func run() async throws {
        let console = view.console
        try await reporting(console) {
            let checks = try checks().filter { only.isEmpty || $0.description.contains(only) }
            guard !checks.isEmpty else {
                throw CommandFailure(.wrongInput, "no promise is named like `\(only)`")
            }
            var broken = 0
            for check in checks {
                let violation = await check.violation()
                console.line("\(violation == nil ? "kept  " : "BROKEN") \(check)")
                guard let violation else { continue }
                broken += 1
                console.line("       \(violation.split(separator: "\n").joined(separator: "; "))")
            }
            console.line(
                "\(Counts.text(checks.count, "promise")): "
                    + (broken == 0 ? "all are kept" : "\(broken) broken"))
            if broken > 0 { throw ProgramExit.wrongInput.code }
        }
    }

    private func checks() throws -> [ContractCheck] {
        let described = try readDocument()
        switch ContractSamples.read(try readFile(samples, limit: 1 << 20), of: described) {
        case .success(let samples):
            return ProgramContract.checks(
                samples, at: try place(described), run: randomBytes(count: 4).hex)
        case .failure(let problems):
            throw CommandFailure(
                .wrongInput,
                "\(samples): " + problems.all.map(\.description).joined(separator: "; "))
        }
    }

    private func readDocument() throws -> ProviderDocument {
        let bytes = try document.map { try readFile($0, limit: 1 << 20) } ?? program.document()
        switch ProviderDocument.read(bytes) {
        case .success(let document): return document
        case .failure(let problems):
            throw CommandFailure(
                .wrongInput,
                "\(document ?? "the document"): "
                    + problems.all.map(\.description).joined(separator: "; "))
        }
    }

    /// As a site file would name it, with the digest that the program has now.
    private func place(_ document: ProviderDocument) throws -> TargetPlace {
        let order = try program.order()
        let own = try connection.map { try SiteFile.connection(at: $0, document.connection) }
        var values = own?.values.object ?? [:]
        values["program"] = .string(order.path)
        values["sha256"] = .string(Digest.sha256(try readFile(order.path, limit: 1 << 28)).hex)
        values["arguments"] = .list(order.arguments.map(Value.string))
        return TargetPlace(
            name: document.name, settings: [:],
            connection: TargetConnection(
                values: .object(values), credentials: own?.credentials ?? [:]),
            limits: document.limits, folder: "", registryFolder: "")
    }
}

/// A program and what it is called with, as an argument list.
struct ProgramOptions: ParsableArguments {
    @Argument(
        parsing: .remaining,
        help: "The program and its arguments. It is run as it is: no digest is asked for.")
    var command: [String]

    func order(timeoutSeconds: Int = 60) throws -> ProgramOrder {
        guard let program = command.first else { throw ValidationError("which program?") }
        let path =
            program.hasPrefix("/")
            ? program : "\(FileManager.default.currentDirectoryPath)/\(program)"
        return ProgramOrder(
            path: path, digest: nil, arguments: Array(command.dropFirst()),
            limits: ProgramOrder.Limits(timeoutSeconds: timeoutSeconds))
    }

    /// What the program says of itself.
    func document() throws -> [UInt8] {
        let order = try order()
        let described: Result<[UInt8], DocumentProblems>
        do throws(ProviderFailure) {
            described = try ExternalProgram.describe(order)
        } catch {
            throw CommandFailure(
                .wrongInput, "\(error.kind.rawValue): \(error.words)", help: error.help)
        }
        switch described {
        case .success(let bytes): return bytes
        case .failure(let problems):
            throw CommandFailure(
                .wrongInput,
                "the program's document is wrong: "
                    + problems.all.map(\.description).joined(separator: "; "))
        }
    }
}
