// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Plays every scenario. After each apply that ended well the harness plans again and demands an empty plan.
@Suite struct ScenarioTests {
    @Test func thereAreScenarios() { #expect(Scenario.names.count >= 10) }

    @Test(arguments: Scenario.names)
    func plays(name: String) throws {
        let scenario = try Scenario(named: name)
        var playground = try Playground()
        defer { playground.remove() }
        var recorded: [String] = []
        for section in scenario.sections {
            recorded += try play(section, in: &playground, of: scenario)
        }
        if ProcessInfo.processInfo.environment["BURNHAM_RECORD_SCENARIOS"] == "1" {
            let file = Scenario.folder.appendingPathComponent(name)
            try (recorded.joined(separator: "\n") + "\n").write(
                to: file, atomically: true, encoding: .utf8)
        }
    }

    /// Gives the section's lines with the output as it was: what recording a scenario writes.
    private func play(
        _ section: Scenario.Section, in playground: inout Playground, of scenario: Scenario
    ) throws -> [String] {
        let head = "=== \(section.verb) \(section.argument)"
        let text = section.lines.map { $0 + "\n" }.joined()
        switch section.verb {
        case "file":
            try playground.write(text, to: section.argument)
        case "append":
            try playground.write(
                try playground.read(section.argument) + text, to: section.argument)
        case "replace":
            let before = try playground.read(section.argument)
            let after = before.replacingOccurrences(
                of: section.lines[0], with: section.lines.dropFirst().joined(separator: "\n"))
            #expect(before != after, "\(scenario.name):\(section.line): nothing to replace")
            try playground.write(after, to: section.argument)
        case "sample":
            try playground.copySample(to: section.argument)
        case "clock":
            playground.clock = try Date(section.argument, strategy: .iso8601)
            _ = try PreloadedLibrary.clock.get()
        case "remove":
            try FileManager.default.removeItem(at: playground.path(section.argument))
        case "run", "shell":
            return [head] + (try command(section, in: playground, of: scenario)) + [""]
        default:
            Issue.record("\(scenario.name):\(section.line): no verb `\(section.verb)`")
        }
        return [head] + section.lines + [""]
    }

    private func command(
        _ section: Scenario.Section, in playground: Playground, of scenario: Scenario
    ) throws -> [String] {
        let words = section.argument.split(separator: " ").map(String.init)
        let isRun = section.verb == "run"
        let (output, code) =
            try isRun ? playground.run(words) : playground.shell(section.argument)
        let here = output.replacingOccurrences(of: playground.folder.path, with: "<here>")
        let lines = OutputPattern.stable(here) + ["exit \(code)"]
        let mismatch = OutputPattern.mismatch(lines, section.lines)
        let isRecording =
            ProcessInfo.processInfo.environment["BURNHAM_RECORD_SCENARIOS"] == "1"
        if !isRecording {
            let actual = lines.joined(separator: "\n")
            #expect(
                mismatch == nil,
                "\(scenario.name):\(section.line): expected `\(mismatch ?? "")` in\n\(actual)")
        }
        if isRun, words.first == "apply", code == 0, words.contains("--yes") {
            let options = zip(words, words.dropFirst()).flatMap { word, next in
                ["--drift", "--department", "--environment"].contains(word) ? [word, next] : []
            }
            let (again, pending) = try playground.run(["plan", "--exit-code"] + options)
            #expect(
                pending == 0,
                "\(scenario.name):\(section.line): a second plan is not empty\n\(again)")
        }
        return mismatch == nil ? section.lines : lines
    }
}
