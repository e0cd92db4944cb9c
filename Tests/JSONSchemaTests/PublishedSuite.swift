// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing
import Values

/// The JSON Schema Test Suite, read from `BURNHAM_SUITES` or from `suites` beside the project.
enum PublishedSuite {
    struct Case: Sendable {
        let schema: Value
        let instance: Value
        let isValid: Bool
        let name: String
    }

    static let folder: URL = {
        if let given = ProcessInfo.processInfo.environment["BURNHAM_SUITES"] {
            return URL(filePath: given)
        }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared/suites")
    }()

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "json-schema/open").path)
    }

    static var isRequired: Bool {
        ProcessInfo.processInfo.environment["BURNHAM_REQUIRE_SUITES"] == "1"
    }

    /// Files of a folder inside `json-schema/open`, sorted.
    static func files(in name: String) -> [URL] {
        let place = folder.appending(path: "json-schema/open").appending(path: name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { place.appending(path: $0) }
    }

    static func cases(in file: URL) throws -> [Case] {
        let groups = try #require(JSONParser.parse(Array(Data(contentsOf: file))).list)
        return try groups.flatMap { group in
            try #require(group["tests"]?.list).map { test in
                Case(
                    schema: try #require(group["schema"]),
                    instance: try #require(test["data"]),
                    isValid: test["valid"] == true,
                    name: (group["description"]?.string ?? "") + " / "
                        + (test["description"]?.string ?? ""))
            }
        }
    }

    /// Remote documents by the URIs under which the suite's cases refer to them.
    static let remotes: [String: Value] = {
        let root = folder.appending(path: "json-schema/remotes")
        var documents: [String: Value] = [:]
        let paths = FileManager.default.enumerator(atPath: root.path)
        while let path = paths?.nextObject() as? String {
            guard path.hasSuffix(".json"),
                let data = try? Data(contentsOf: root.appending(path: path))
            else { continue }
            documents["http://localhost:1234/\(path)"] = try? JSONParser.parse(Array(data))
        }
        return documents
    }()

    /// Names of the cases that do not come out as the suite says.
    static func failures(in cases: [Case], formats: FormatAssertion) -> [String] {
        let options = JSONSchema.Options(formats: formats, documents: remotes)
        return cases.compactMap { test in
            switch JSONSchema.compile(test.schema, options: options) {
            case .failure(let problems):
                return "\(test.name): \(problems.all.map { "\($0.pointer): \($0.message)" })"
            case .success(let schema):
                let isValid = schema.isValid(test.instance)
                let isConsistent = schema.validate(test.instance).isEmpty == isValid
                return isValid == test.isValid && isConsistent ? nil : test.name
            }
        }
    }
}
