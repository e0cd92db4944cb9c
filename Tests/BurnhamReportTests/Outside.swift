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

    static func schema(_ name: String) -> URL { suites.appending(path: "schemas/\(name)") }

    /// Where something is absent and nobody demands it, tests that need it are skipped; else they fail.
    static func has(_ programs: String..., schemas: String...) -> Bool {
        let paths = programs + schemas.map { schema($0).path }
        return isRequired || paths.allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    /// Python's own JSON Schema validator is a package beside Python.
    static let hasPythonValidator =
        isRequired || (try? run(python, ["-c", "import jsonschema"], input: ""))?.code == 0

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
