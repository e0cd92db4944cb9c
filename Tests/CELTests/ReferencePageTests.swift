// SPDX-License-Identifier: Apache-2.0

import CEL
import Foundation
import Testing

/// The reference page lists the functions and limits there are.
struct ReferencePageTests {
    private static let page: String = {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let url = URL(fileURLWithPath: "/\(root)/docs/reference/expressions.md")
        return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    }()

    @Test func listsTheFunctions() throws {
        let block = try #require(Self.page.components(separatedBy: "```text\n").last)
        let listed = try #require(block.components(separatedBy: "\n```").first)
        #expect(listed == CELFunctionSet.standard.signatures.joined(separator: "\n"))
    }

    @Test func namesTheLimits() {
        let limits = CELLimits()
        for (name, value) in [
            ("sourceBytesMax", limits.sourceBytesMax), ("depthMax", limits.depthMax),
            ("costMax", limits.costMax),
        ] {
            #expect(Self.page.contains("<!-- \(name) -->\(value) "), "\(name)")
        }
    }

    /// Its examples are expressions, and do what it says.
    @Test func examplesCompile() throws {
        let environment = CELEnvironment(
            declarations: ["department", "parameters", "subscription", "people"].map {
                CELDeclaration($0)
            })
        let block = try #require(Self.page.components(separatedBy: "```\n").dropFirst().first)
        let examples = block.split(separator: "\n").map {
            $0.hasPrefix("${") ? String($0.dropFirst(2).dropLast()) : String($0)
        }
        #expect(examples.count == 4)
        for example in examples {
            #expect(throws: Never.self, "\(example)") { try environment.compile(example).get() }
        }
    }
}
