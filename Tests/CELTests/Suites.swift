// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

/// The published cases beside the project. Absent they are skipped, unless they are demanded.
enum Suites {
    static let areWanted = arePresent || environment["BURNHAM_REQUIRE_SUITES"] == "1"

    private static let environment = ProcessInfo.processInfo.environment

    private static var arePresent: Bool { FileManager.default.fileExists(atPath: folder) }

    private static let folder: String = {
        if let named = environment["BURNHAM_SUITES"] { return named + "/cel" }
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/../shared/suites/cel"
    }()

    static func cases(_ name: String) throws -> [Value] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).json"))
        return try #require(try JSONParser.parse([UInt8](data))["cases"]?.list)
    }
}
