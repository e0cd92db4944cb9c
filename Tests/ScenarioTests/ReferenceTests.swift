// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The reference pages that are made from the code are what the code says now. To write them anew:
/// `burnham reference PAGE > docs/reference/PAGE.md`.
@Suite struct ReferenceTests {
    @Test(arguments: ["catalog", "cli", "diagnostics", "policies", "resource-types"])
    func pagesSayWhatTheCodeSays(page: String) throws {
        let playground = try Playground()
        defer { playground.remove() }
        let (output, code) = try playground.run(["reference", page])
        #expect(code == 0)
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/reference/\(page).md")
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == output, "docs/reference/\(page).md is not what the code says")
    }
}
