// SPDX-License-Identifier: Apache-2.0

import CEL
import Foundation
import JSONSchema
import Testing
import Values

/// A program outside asks by lines of JSON, and gets a line for each, whatever it says.
@Suite struct BatchTests {
    /// In every place a line that is no question.
    private static let noise: [String] = [
        "", "nonsense", "null", "[1", #"{"expr":1}"#, #"{"expr":"1","bindings":[1]}"#,
        #"{"expr":"\ud800"}"#, String(repeating: "[", count: 100_000),
        #"{"expr":"\#(String(repeating: "(", count: 50_000))"}"#,
        #"{"schema":{"$ref":"https://nowhere.example/"},"instance":1}"#,
        #"{"schema":{"type":1},"instance":1}"#, #"{"schema":7,"instance":1}"#, #"{"schema":{}}"#,
    ]

    @Test func everyLineIsAnswered() throws {
        let city = try Playground()
        defer { city.remove() }
        let last = #"{"expr":"40 + 2","schema":true,"instance":1}"#
        for (words, answer) in [
            ("eval --batch", #"{"type":"int","value":42}"#),
            ("eval --batch --typed", #"{"type":"int","value":{"t":"int","v":"42"}}"#),
            ("schema check --batch", #"{"errors":[],"valid":true}"#),
        ] {
            let lines = try answers(to: Self.noise + [last], words, in: city)
            #expect(lines.count == Self.noise.count + 1)
            #expect(lines.dropLast().allSatisfy { $0.contains("\"error\":") }, "\(words)")
            #expect(lines.last == answer)
        }
    }

    /// What the evaluator says of every published case, which `CELTests` judges, the program says, too.
    @Test(.enabled(if: PublishedCases.areRunnable, "the published suites are not here"))
    func expressions() throws {
        let city = try Playground()
        defer { city.remove() }
        let cases = try PublishedCases.files(in: "cel/open", "cel/celgo-ast").flatMap {
            try #require(PublishedCases.document($0)["cases"]?.list)
        }
        #expect(cases.count >= 2000)
        let lines = try answers(
            to: cases.map { CanonicalJSON.text(of: $0) }, "eval --batch --typed --depth-max 32",
            in: city)
        try #require(lines.count == cases.count)
        let limits = CELLimits(depthMax: 32)
        for (line, item) in zip(lines, cases) {
            let answer = CELRequest.answer(to: item, limits: limits)
            #expect(line == CanonicalJSON.text(of: answer), "\(item["expr"]?.string ?? "")")
        }
        print("eval --batch --typed: \(lines.count) cases")
    }

    /// The core by the standard's default, the formats that validators agree about as they are asserted.
    @Test(
        .enabled(if: PublishedCases.areRunnable, "the published suites are not here"),
        arguments: [
            ("--formats none", ["json-schema/open"]),
            (
                "",
                ["date", "date-time", "email", "hostname", "ipv4", "ipv6", "uri", "uuid"].map {
                    "json-schema/open/optional/format/\($0).json"
                }
            ),
            ("--formats all", ["json-schema/open/optional/format", "json-schema/open/optional"]),
        ])
    func schemas(_ options: String, _ places: [String]) throws {
        let city = try Playground()
        defer { city.remove() }
        let files = try places.flatMap { place in
            place.hasSuffix(".json") ? [place] : try PublishedCases.files(in: place)
        }
        let cases = try files.flatMap { try PublishedCases.schemaTests($0) }
        let remotes = PublishedCases.folder.appending(path: "json-schema/remotes").path
        let lines = try answers(
            to: cases.map(\.line), "schema check --batch --remotes '\(remotes)' \(options)",
            in: city)
        try #require(lines.count == cases.count)
        for (line, item) in zip(lines, cases) {
            let answer = try JSONParser.parse(line)
            #expect(answer["valid"]?.bool == item.isValid, "\(item.line): \(line)")
            #expect(answer["errors"]?.list?.isEmpty == item.isValid, "\(line)")
        }
        print("schema check --batch \(options): \(lines.count) cases")
    }

    private func answers(
        to lines: [String], _ words: String, in city: Playground
    ) throws -> [String] {
        try city.write(lines.joined(separator: "\n") + "\n", to: "questions.jsonl")
        let (output, code) = try city.shell("burnham \(words) < questions.jsonl")
        try #require(code == 0, "\(output)")
        return output.split(separator: "\n").map(String.init)
    }
}

/// The folder of the published suites, and what stands in it.
private enum PublishedCases {
    static let folder: URL = {
        if let given = ProcessInfo.processInfo.environment["BURNHAM_SUITES"] {
            return URL(filePath: given)
        }
        return Transcript.root.deletingLastPathComponent().appending(path: "shared/suites")
    }()

    /// Where the suites are neither there nor demanded, tests of them are skipped.
    static let areRunnable =
        FileManager.default.fileExists(atPath: folder.path)
        || ProcessInfo.processInfo.environment["BURNHAM_REQUIRE_SUITES"] == "1"

    static func files(in places: String...) throws -> [String] {
        try places.flatMap { place in
            try FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: place).path
            ).filter { $0.hasSuffix(".json") }.sorted().map { "\(place)/\($0)" }
        }
    }

    static func document(_ file: String) throws -> Value {
        try JSONParser.parse([UInt8](Data(contentsOf: folder.appending(path: file))))
    }

    static func schemaTests(_ file: String) throws -> [(line: String, isValid: Bool)] {
        guard FileManager.default.fileExists(atPath: folder.appending(path: file).path) else {
            return []
        }
        return try #require(document(file).list).flatMap { group in
            try #require(group["tests"]?.list).map { test in
                let line: Value = [
                    "schema": try #require(group["schema"]), "instance": try #require(test["data"]),
                ]
                return (CanonicalJSON.text(of: line), test["valid"] == true)
            }
        }
    }
}
