// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Values

/// The published cases of the folder `yaml` of the test suites: from `BURNHAM_SUITES`, else beside the project.
package enum PublishedCases {
    private static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        if let suites = environment["BURNHAM_SUITES"] { return suites + "/yaml" }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().path + "/shared/suites/yaml"
    }

    private static var isRequired: Bool {
        ProcessInfo.processInfo.environment["BURNHAM_REQUIRE_SUITES"] == "1"
    }

    /// Where the suites are neither there nor demanded, tests of them are skipped.
    package static var areRunnable: Bool {
        isRequired || FileManager.default.fileExists(atPath: folder)
    }

    package static func document(_ name: String) throws -> Value {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        return try JSONParser.parse([UInt8](data))
    }
}
