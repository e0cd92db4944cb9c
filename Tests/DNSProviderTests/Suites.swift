// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Values

/// The published zone files and vectors, beside the project and not in it.
enum Suites {
    static let folder: String = {
        if let folder = environment("BURNHAM_SUITES") { return folder }
        let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let beside = "\(package)/../shared/suites"
        return exists(beside) ? beside : "\(package)/../../shared/suites"
    }()

    static let isRequired = environment("BURNHAM_REQUIRE_SUITES") == "1"

    /// Where they are absent and nobody demands them, tests that need them are skipped.
    static let arePresent = isRequired || exists("\(folder)/dns")

    static func json(_ path: String) throws -> Value {
        try JSONParser.parse(try readFile("\(folder)/\(path)", limit: 10_000_000))
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        try readFile("\(folder)/\(path)", limit: 10_000_000)
    }

    /// Paths of all files below a folder, relative to the suites.
    static func files(_ path: String) throws -> [String] {
        try listDirectory("\(folder)/\(path)").flatMap { entry in
            entry.kind == .directory
                ? try files("\(path)/\(entry.name)") : ["\(path)/\(entry.name)"]
        }
    }

    private static func exists(_ path: String) -> Bool { (try? fileStatus(path)) != .some(nil) }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
