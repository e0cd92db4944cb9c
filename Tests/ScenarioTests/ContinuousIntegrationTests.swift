// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values
import YAMLSource

/// What `docs/guides/ci` offers to CI systems does what it says: each command that its files hold is run in a clone.
@Suite struct ContinuousIntegrationTests {
    /// A commit of a city, and after it the change of somebody's pull request.
    private func clone(_ change: (Playground) throws -> Void) throws -> Playground {
        let playground = try Playground()
        #expect(try playground.run(["init", "."]).code == 0)
        let made = try playground.shell(
            "git init -q && git add . && git -c user.name=u1 -c user.email=u1@city.example commit -qm 'A city' && git tag base"
        )
        #expect(made.code == 0, "\(made.output)")
        try change(playground)
        return playground
    }

    private static let environment = [
        "BURNHAM=burnham", "ROOT=.", "AGAINST=base", "CI_MERGE_REQUEST_DIFF_BASE_SHA=base",
        "GITHUB_STEP_SUMMARY=summary.md",
    ].joined(separator: " ")

    /// The exit codes of the commands, in their order.
    private func codes(_ commands: [String], in playground: Playground) throws -> [Int32] {
        try commands.map { command in
            try playground.write(command, to: ".git/step")
            return try playground.shell("\(Self.environment) bash -eo pipefail .git/step").code
        }
    }

    private static func document(_ path: String) throws -> Value {
        let bytes = try [UInt8](
            Data(contentsOf: Transcript.root.appendingPathComponent(path)))
        if path.hasSuffix(".json") { return try JSONParser.parse(bytes) }
        let (documents, problems) = YAMLSource.parse(bytes)
        #expect(problems.isEmpty)
        return try #require(documents.first).value
    }

    private static func actionCommands() throws -> [String] {
        let action = try document("docs/guides/ci/action.yml")
        return try #require(action["runs"]?["steps"]?.list).compactMap { $0["run"]?.string }
    }

    private static func gitLabCommands() throws -> [String] {
        let jobs = try #require(document("docs/guides/ci/burnham.gitlab-ci.yml").object)
        return ["catalog-form", "catalog-contents", "catalog-promises", "catalog-changes"]
            .compactMap { jobs[$0]?["script"]?.list?.compactMap(\.string).joined(separator: "\n") }
    }

    @Test func commandsPassAGoodChange() throws {
        let playground = try clone { playground in
            let path = "catalog/subscriptions/library/events.yaml"
            let text = try playground.read(path)
            try playground.write(
                text.replacing("quota_gb: 20", with: "quota_gb: 30"), to: path)
        }
        defer { playground.remove() }
        #expect(try codes(Self.actionCommands(), in: playground) == [0, 0, 0, 0])
        #expect(try codes(Self.gitLabCommands(), in: playground) == [0, 0, 0, 0])
        let change = try playground.read("changes.md")
        #expect(try playground.read("summary.md") == change && !change.isEmpty)
        #expect(try playground.read("burnham.xml").contains("<testsuites"))
    }

    @Test func commandsFailABadOne() throws {
        let playground = try clone { playground in
            let path = "catalog/services/file-share.yaml"
            let text = try playground.read(path)
            try playground.write(
                text.replacing("monthly: \"0.05\"", with: "monthly:   \"0.06\"")
                    .replacing("category: Storage", with: "category: 7"), to: path)
        }
        defer { playground.remove() }
        #expect(try codes(Self.actionCommands().dropLast(), in: playground) == [2, 1, 1])
        #expect(try codes(Self.gitLabCommands().dropLast(), in: playground) == [2, 1, 1])
    }

    @Test func hooksRunTheirCommands() throws {
        let hooks = try #require(Self.document(".pre-commit-hooks.yaml").list)
        let entries = hooks.compactMap { $0["entry"]?.string }
        let playground = try clone { _ in }
        defer { playground.remove() }
        #expect(
            entries == ["burnham fmt", "burnham validate --format short"])
        #expect(
            try codes([entries[0] + " catalog/city.yaml", entries[1]], in: playground) == [0, 0])
        for hook in hooks {
            let files = try NSRegularExpression(pattern: #require(hook["files"]?.string))
            let name = "catalog/departments/library.yaml"
            #expect(
                files.firstMatch(in: name, range: NSRange(name.startIndex..., in: name)) != nil)
        }
    }

    @Test func theMatcherReadsWhatIsPrinted() throws {
        let pattern = try #require(
            Self.document("docs/guides/ci/problem-matcher.json")["problemMatcher"]?.list?.first?[
                "pattern"]?.list?.first)
        let expression = try NSRegularExpression(pattern: #require(pattern["regexp"]?.string))
        let playground = try clone { playground in
            try playground.write(
                "kind: Department\nid: parks\nnumber: 38\nname: Parks\ncolour: green\n",
                to: "catalog/departments/parks.yaml")
            try playground.write("kind: [", to: "catalog/cut-off.yaml")
        }
        defer { playground.remove() }
        let (output, code) = try playground.run(["validate", "--format", "short"])
        #expect(code == 1)
        let lines = output.split(separator: "\n").map(String.init)
        let read = try lines.map { line in
            let match = try #require(
                expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)))
            return try ["file", "line", "column", "severity", "code"].map { name in
                let group = try Int(#require(pattern[name]?.int))
                return try String(line[#require(Range(match.range(at: group), in: line))])
            }
        }
        #expect(
            read == [
                ["catalog/cut-off.yaml", "1", "8", "error", "yaml-syntax"],
                ["catalog/departments/parks.yaml", "3", "9", "error", "wrong-type"],
                ["catalog/departments/parks.yaml", "5", "1", "error", "unknown-key"],
            ])
    }
}
