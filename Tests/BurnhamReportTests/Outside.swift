// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs and published schemas of others that judge what the program writes. `scripts/test` installs the
/// programs.
enum Outside {
    static let isRequired =
        ProcessInfo.processInfo.environment["BURNHAM_REQUIRE_SUITES"] == "1"

    static let xmllint = "/usr/bin/xmllint"
    static let python = "/usr/bin/python3"
    static let cmark = "/usr/bin/cmark-gfm"

    static let junitSchema = suites.appending(path: "schemas/junit/junit-10.xsd").path
    static let sarifSchema =
        suites.appending(path: "schemas/sarif/sarif-schema-2.1.0.json").path

    static func has(_ paths: String...) -> Bool {
        paths.allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    /// Python's validator is a package beside Python.
    static let hasPythonValidator =
        has(python) && (try? run(python, ["-c", "import jsonschema"], input: ""))?.code == 0

    private static let suites: URL = {
        if let given = ProcessInfo.processInfo.environment["BURNHAM_SUITES"] {
            return URL(filePath: given)
        }
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/suites")
    }()

    /// Standard output and error together.
    static func run(
        _ program: String, _ arguments: [String], input: String
    ) throws -> (output: String, code: Int32) {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: output, as: UTF8.self), process.terminationStatus)
    }
}

/// Where a program or a schema is absent and nobody demands it, the test is skipped; else it runs, and fails.
extension Trait where Self == ConditionTrait {
    static var judgedByXMLLint: Self {
        .enabled(
            if: Outside.isRequired || Outside.has(Outside.xmllint, Outside.junitSchema),
            "xmllint or the schema of JUnit is absent")
    }

    static var judgedByPython: Self {
        .enabled(
            if: Outside.isRequired
                || Outside.has(Outside.sarifSchema) && Outside.hasPythonValidator,
            "python3-jsonschema or the schema of SARIF is absent")
    }

    static var judgedByCommonMark: Self {
        .enabled(
            if: Outside.isRequired || Outside.has(Outside.cmark), "cmark-gfm is not installed")
    }
}
