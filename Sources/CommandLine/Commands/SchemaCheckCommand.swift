// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSONSchema
import Values

/// `schema check`: any JSON Schema against any instance, for programs that ask from outside. It reads no catalog.
struct SchemaCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks instances by their JSON Schemas (2020-12), a stream of both.",
        discussion: """
            Reads JSON lines {"schema": ..., "instance": ...} from standard input and answers \
            {"valid": ..., "errors": [...]} for each, in order. A schema that is wrong itself, or that needs \
            what there is not, has {"error": ..., "problems": [...]} for its answer. \
            docs/reference/json-schema.md has both forms.
            """)

    @Flag(help: "Read schemas and instances as JSON lines from standard input.")
    var batch = false

    @Option(
        help: ArgumentHelp(
            "A folder of .json files that schemas may refer to; nothing else is looked up.",
            valueName: "dir"))
    var remotes: String?

    @Option(
        help: ArgumentHelp("The URI that the folder of --remotes stands for.", valueName: "uri"))
    var remotesURI = "http://localhost:1234/"

    @Option(help: "The formats that are asserted; others are annotations, as the standard has it.")
    var formats = AssertedFormats.interoperable

    @OptionGroup var view: ViewOptions

    func validate() throws {
        if !batch {
            throw ValidationError("`schema check` reads from standard input with `--batch`")
        }
    }

    func run() async throws {
        let console = view.console
        try await reporting(console) {
            let documents = try remotes.map { try RemoteDocuments.read($0, at: remotesURI) }
            let options = JSONSchema.Options(
                formats: formats.assertion, documents: documents ?? [:])
            JSONLines.answer(on: console) { SchemaCheck.answer(to: $0, options) }
        }
    }
}

/// Formats as the command line names them.
enum AssertedFormats: String, ExpressibleByArgument, CaseIterable {
    case interoperable, all, none

    var assertion: FormatAssertion {
        switch self {
        case .interoperable: .interoperable
        case .all: .all
        case .none: .none
        }
    }
}

/// Schemas that others refer to, by their URIs: what stands in a folder.
private enum RemoteDocuments {
    static func read(_ folder: String, at uri: String) throws -> [String: Value] {
        let paths: [String]
        do {
            paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        } catch {
            throw CommandFailure(.wrongInput, "`\(folder)` is no folder that can be read")
        }
        let prefix = uri.hasSuffix("/") ? uri : uri + "/"
        var documents: [String: Value] = [:]
        for path in paths where path.hasSuffix(".json") {
            documents[prefix + path] = try document("\(folder)/\(path)")
        }
        return documents
    }

    private static func document(_ path: String) throws -> Value {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.wrongInput, "`\(path)` can't be read")
        }
        do throws(JSONParser.Failure) {
            return try JSONParser.parse([UInt8](data))
        } catch {
            throw CommandFailure(
                .wrongInput, "`\(path)` is no JSON: \(error.message) at byte \(error.offset)")
        }
    }
}

/// One schema with one instance, and the verdict as JSON.
private enum SchemaCheck {
    static func answer(to request: Value, _ options: JSONSchema.Options) -> Value {
        guard let schema = request["schema"], let instance = request["instance"] else {
            return ["error": "the line has no `schema` or no `instance`"]
        }
        switch JSONSchema.compile(schema, options: options) {
        case .success(let schema):
            let violations = schema.validate(instance)
            return [
                "valid": .bool(violations.isEmpty), "errors": .list(violations.map(written)),
            ]
        case .failure(let problems):
            return [
                "error": .string(problems.all[0].message),
                "problems": .list(problems.all.map(written)),
            ]
        }
    }

    private static func written(_ violation: SchemaViolation) -> Value {
        [
            "instance": .string(violation.instancePointer),
            "schema": .string(
                (violation.document ?? "") + "#" + violation.schemaPointer),
            "keyword": .string(violation.keyword), "message": .string(violation.message),
        ]
    }

    private static func written(_ problem: SchemaProblem) -> Value {
        [
            "schema": .string((problem.document ?? "") + "#" + problem.pointer),
            "message": .string(problem.message),
        ]
    }
}
