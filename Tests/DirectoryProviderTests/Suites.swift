// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Testing
import Values

/// The published LDAP vectors, beside the project and not in it.
enum Suites {
    static let folder: String = {
        if let folder = environment("BURNHAM_SUITES") { return folder }
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let beside = "/\(package)/../shared/suites"
        return exists(beside) ? beside : "/\(package)/../../shared/suites"
    }()

    static let isRequired = environment("BURNHAM_REQUIRE_SUITES") == "1"

    /// Where they are absent and nobody demands them, tests that need them are skipped.
    static let arePresent = isRequired || exists("\(folder)/ldap")

    static func json(_ file: String) throws -> Value {
        try JSONParser.parse(try readFile("\(folder)/ldap/\(file)", limit: 10_000_000))
    }

    static func cases(_ file: String, _ table: String) throws -> [Value] {
        let cases = try json(file)[table]?.list ?? []
        try #require(!cases.isEmpty, "no cases in `\(table)` of \(file)")
        return cases
    }

    private static func exists(_ path: String) -> Bool { (try? fileStatus(path)) != .some(nil) }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
