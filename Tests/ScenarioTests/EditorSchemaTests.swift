// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing
import Values
import YAMLSource

/// What `validate` accepts the schemas that `schema` writes accept: the sample city, and what the scenarios begin and
/// end with.
@Suite struct EditorSchemaTests {
    @Test func theSampleCityFollowsItsSchemas() throws {
        let city = try Playground()
        defer { city.remove() }
        try copySample(to: city)
        let schemas = try WrittenSchemas(in: city)
        #expect(schemas.count >= 40)
        #expect(try schemas.problems() == [])
    }

    /// Each file of the sample says by its modeline which schema it follows.
    @Test func theSampleNamesItsSchemas() throws {
        let city = try Playground()
        defer { city.remove() }
        try copySample(to: city)
        #expect(try WrittenSchemas(in: city).wrongModelines() == [])
    }

    @Test func whatIsWrittenIsWhatCheckExpects() throws {
        let city = try Playground()
        defer { city.remove() }
        try copySample(to: city)
        _ = try WrittenSchemas(in: city)
        let check = ["schema", "--output", WrittenSchemas.folder, "--check"]
        #expect(try city.run(check).code == 0)
        try city.write("{}", to: "\(WrittenSchemas.folder)/City.schema.json")
        #expect(try city.run(check).code == 2)
    }

    /// The schemas are right by the metaschema and the sample by the schemas, says another program.
    @Test(.enabled(if: ThirdParty.isUsable, "python3-jsonschema or python3-yaml is not installed"))
    func anotherValidatorSaysTheSame() throws {
        try #require(ThirdParty.isPresent, "scripts/test installs python3-jsonschema, python3-yaml")
        let city = try Playground()
        defer { city.remove() }
        try copySample(to: city)
        _ = try WrittenSchemas(in: city)
        let (output, code) = try ThirdParty.check(city)
        #expect(code == 0, "\(output)")
        try city.write("kind: Facility\nid: A\nname: 1\n", to: "catalog/facilities/wrong.yaml")
        let (complaints, refused) = try ThirdParty.check(city)
        #expect(refused == 1, "\(complaints)")
        #expect(complaints.contains("'address' is a required property"))
    }

    @Test(arguments: Scenario.names)
    func scenariosFollowTheirSchemas(name: String) throws {
        let scenario = try Scenario(named: name)
        let edits = scenario.sections.filter { !["run", "shell"].contains($0.verb) }
        let first = scenario.sections.prefix { $0.verb != "run" }.count { $0.verb != "shell" }
        for sections in Set([first, edits.count]).map({ edits.prefix($0) }) {
            let playground = try Playground()
            defer { playground.remove() }
            for section in sections { try? edit(section, in: playground) }
            guard try playground.run(["validate"]).code == 0 else { continue }
            #expect(try WrittenSchemas(in: playground).problems() == [], "\(name)")
        }
    }

    /// The edits alone. One that builds on what a command left is passed over.
    private func edit(_ section: Scenario.Section, in playground: Playground) throws {
        let text = section.lines.map { $0 + "\n" }.joined()
        switch section.verb {
        case "file": try playground.write(text, to: section.argument)
        case "append":
            let before = try playground.read(section.argument)
            try playground.write(before + text, to: section.argument)
        case "replace":
            let after = try playground.read(section.argument).replacingOccurrences(
                of: section.lines[0], with: section.lines.dropFirst().joined(separator: "\n"))
            try playground.write(after, to: section.argument)
        case "remove":
            try FileManager.default.removeItem(at: playground.path(section.argument))
        default: break
        }
    }

    private func copySample(to city: Playground) throws {
        for folder in ["catalog", "templates"] {
            try FileManager.default.copyItem(
                at: Transcript.root.appendingPathComponent(folder), to: city.path(folder))
        }
    }
}

/// The schemas of a catalog as files, read and compiled by this house's own JSON Schema.
private struct WrittenSchemas {
    static let folder = ".burnham/schemas"

    private let playground: Playground
    private var schemas: [String: JSONSchema] = [:]

    init(in playground: Playground) throws {
        self.playground = playground
        let (output, code) = try playground.run(["schema", "--output", Self.folder])
        try #require(code == 0, "\(output)")
        let metaschema = try JSONSchema.compile(
            ["$ref": "https://json-schema.org/draft/2020-12/schema"]
        ).get()
        for file in try Self.files(in: playground.path(Self.folder), ending: ".schema.json") {
            let text = try playground.read("\(Self.folder)/\(file)")
            let schema = try JSONParser.parse(text)
            #expect(metaschema.validate(schema).map(\.message) == [], "\(file)")
            let options = JSONSchema.Options(formats: .all)
            let name = String(file.dropLast(".schema.json".count))
            schemas[name] = try JSONSchema.compile(schema, options: options).get()
        }
    }

    var count: Int { schemas.count }

    /// What the schemas refuse of the catalog's documents: those of the kind, of the service, and of all.
    func problems() throws -> [String] {
        try documents().flatMap { path, document in
            violations(document).map { "\(path): \($0)" }
        }
    }

    /// Files whose first line does not lead to the narrowest schema of what they hold.
    func wrongModelines() throws -> [String] {
        try documents().filter { path, document in
            let depth = path.split(separator: "/").count - 1
            let folder = String(repeating: "../", count: depth) + Self.folder
            let name = Self.names(of: document).last ?? ""
            let line = "# yaml-language-server: $schema=\(folder)/\(name).schema.json\n"
            return try schemas[name] == nil || !playground.read(path).hasPrefix(line)
        }.map(\.path)
    }

    private func documents() throws -> [(path: String, document: Value)] {
        try ["catalog", "templates"].flatMap { folder in
            try Self.files(in: playground.path(folder), ending: ".yaml").flatMap { file in
                let path = "\(folder)/\(file)"
                let bytes = Array(try playground.read(path).utf8)
                return YAMLSource.parse(bytes).documents.map { (path, $0.value) }
            }
        }
    }

    /// The schemas that a document follows, the narrowest last.
    private static func names(of document: Value) -> [String] {
        let kind = document["kind"]?.string ?? ""
        guard kind == "Subscription" else { return ["catalog", kind] }
        return ["catalog", kind, "services/\(document["service"]?.string ?? "")"]
    }

    private func violations(_ document: Value) -> [String] {
        Self.names(of: document).flatMap { name in
            schemas[name].map { $0.validate(document).map { "\(name): \($0.message)" } }
                ?? ["no schema \(name)"]
        }
    }

    private static func files(in folder: URL, ending: String) throws -> [String] {
        let found = FileManager.default.enumerator(atPath: folder.path)
        return (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.sorted()
    }
}

/// Debian's python3-jsonschema and python3-yaml.
private enum ThirdParty {
    private static let python = "/usr/bin/python3"
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("check-schemas.py").path

    static let isPresent: Bool = {
        let probe = Process()
        probe.executableURL = URL(fileURLWithPath: python)
        probe.arguments = ["-c", "import jsonschema, yaml"]
        probe.standardError = FileHandle.nullDevice
        guard (try? probe.run()) != nil else { return false }
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }()

    /// Absent it is a failure where the suites are demanded, and a skip elsewhere.
    static let isUsable =
        isPresent || ProcessInfo.processInfo.environment["BURNHAM_REQUIRE_SUITES"] == "1"

    static func check(_ city: Playground) throws -> (output: String, code: Int32) {
        try city.shell("\(python) -B '\(script)' \(WrittenSchemas.folder) .")
    }
}
