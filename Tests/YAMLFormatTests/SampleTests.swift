// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The files of the sample city have canonical forms that are their own.
@Suite struct SampleTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(arguments: ["catalog", "templates"])
    func everyFileHasAForm(folder: String) throws {
        let place = Self.root.appendingPathComponent(folder)
        let names = try #require(FileManager.default.enumerator(atPath: place.path))
        var count = 0
        for case let name as String in names where name.hasSuffix(".yaml") {
            let bytes = try [UInt8](Data(contentsOf: place.appendingPathComponent(name)))
            #expect(checkForm(bytes, name) == bytes, "\(name) is not as `burnham fmt` writes it")
            count += 1
        }
        #expect(count > 20)
    }

    /// What a page shows a reader to write is written as the program would.
    @Test func everyBlockOfThePagesIsInTheForm() throws {
        let docs = Self.root.appendingPathComponent("docs")
        let names = try #require(FileManager.default.enumerator(atPath: docs.path))
        var count = 0
        for case let name as String in names where name.hasSuffix(".md") {
            let page = try String(
                contentsOf: docs.appendingPathComponent(name), encoding: .utf8)
            for block in page.components(separatedBy: "\n```yaml").dropFirst() {
                let lines = block.components(separatedBy: "\n```")[0]
                    .split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                let bytes = Array((lines.last.map(String.init) ?? "").utf8) + [0x0A]
                #expect(checkForm(bytes, name) == bytes, "\(name)")
                count += 1
            }
        }
        #expect(count > 2)
    }
}
