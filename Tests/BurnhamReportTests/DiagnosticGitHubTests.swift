// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import BurnhamReport

/// Checks as workflow commands, read back as GitHub's runner reads the lines of a step.
@Suite struct DiagnosticGitHubTests {
    @Test func aCommandForEach() {
        #expect(
            DiagnosticGitHub.render(Sample.findings) == """
                ::warning file=catalog/db.yaml,line=2,endLine=2,col=19,endColumn=20,title=wrong::\
                catalog/db.yaml:2:19: `fund` ends
                ::error file=catalog/permits.yaml,line=2,endLine=2,col=7,endColumn=8,title=wrong::\
                catalog/permits.yaml:2:7: at most 50%0Anote: a note%0Ahelp: take less%0A\
                catalog/db.yaml:2:19: the limit stands here
                ::error file=catalog/permits.yaml,line=2,endLine=2,col=7,endColumn=8,title=other::\
                catalog/permits.yaml:2:7: nothing is so
                ::error title=wrong::the catalog has no City
                3 errors, 1 warning

                """)
    }

    @Test func nothingIsWrong() {
        #expect(
            DiagnosticGitHub.render(Sample.report([], []))
                == "2 services in 3 files: nothing is wrong\n")
    }

    @Test func severalLinesHaveNoColumns() throws {
        let file = Marked("a.yaml", "x: «[1,\n2]»")
        let commands = commands(
            in: DiagnosticGitHub.render(
                Sample.report([Diagnostic("wrong", "x", at: file.place)], [file])))
        #expect(
            commands.first?.properties == [
                "file": "a.yaml", "line": "1", "endLine": "2", "title": "wrong",
            ])
    }

    @Test func pathsAreThoseOfTheRepository() {
        let file = Marked("../city/a,b:c.yaml", "«x»")
        let commands = commands(
            in: DiagnosticGitHub.render(
                Sample.report(
                    [Diagnostic("wrong", "x", at: file.place)], [file],
                    checkout: Checkout(top: "/repo", current: "/repo/tools"))))
        #expect(commands.first?.properties["file"] == "city/a,b:c.yaml")
    }

    @Test(arguments: Sample.hostileTexts)
    func textsStayTexts(text: String) throws {
        let output = DiagnosticGitHub.render(Sample.hostile(text))
        let commands = commands(in: output)
        try #require(commands.map(\.name) == ["error", "warning"])
        let file = SafeText.escaped(Sample.hostilePath(text))
        #expect(
            commands[0].properties.filter { ["file", "title"].contains($0.key) }
                == ["file": file, "title": "hostile"])
        #expect(commands[0].message.hasPrefix("\(file):1:4: \(SafeText.escaped(text))\n"))
        #expect(commands[1].message == SafeText.escaped(text))
        #expect(output.split { $0.isNewline }.count == 3)
        #expect(!output.contains("hunter2"))
    }

    /// Forms for people stand in the same logs.
    @Test(arguments: Sample.hostileTexts, [DiagnosticFormat.text, .short])
    func noTextForPeopleIsACommand(text: String, format: DiagnosticFormat) {
        let output = format.render(Sample.hostile(text), on: Screen(width: 40))
        #expect(commands(in: output).isEmpty)
        #expect(!output.contains(/##[a-z]*\[/))
    }

    @Test(arguments: ["::error::owned", "\u{A0}::add-mask::x", " ::error file=x::y"])
    func aFoldedLineIsNoCommand(text: String) {
        let words = String(repeating: "word ", count: 30)
        let outputs = (0..<30).map { count in
            DiagnosticText.render(
                [
                    Diagnostic("wrong", "x", at: nil, help: "\(words.prefix(count))\(text)")
                        .noting("a\n\(text)")
                ],
                texts: .none, on: Screen(width: 40))
        }
        #expect(outputs.allSatisfy { commands(in: $0).isEmpty })
        #expect(outputs.contains { $0.contains("\\u{3a}:") })
    }

    @Test(arguments: ["::1", "::ffff:192.0.2.1", "2001:db8::add", "::", "## [x]", "#[a]", "##"])
    func addressesStayAsTheyAre(text: String) {
        #expect(CommandGuard.harmless(text, beginsLine: true) == text)
    }

    // MARK: The runner

    private struct Command {
        let name: String
        let properties: [String: String]
        let message: String
    }

    /// A line that begins with `::` after white space, up to the next `::`, is a command of the runner.
    private func commands(in output: String) -> [Command] {
        output.split { $0.isNewline }.compactMap { line in
            let line = line.drop { $0.isWhitespace }
            guard line.unicodeScalars.starts(with: "::".unicodeScalars),
                let end = line.dropFirst(2).firstRange(of: "::")
            else { return nil }
            let head = line.dropFirst(2)[..<end.lowerBound].split(separator: " ", maxSplits: 1)
            guard let name = head.first else { return nil }
            var properties: [String: String] = [:]
            for pair in head.dropFirst().first?.split(separator: ",") ?? [] {
                let parts = pair.split(separator: "=", maxSplits: 1)
                properties[String(parts.first ?? "")] = unescaped(
                    String(parts.last ?? ""), isProperty: true)
            }
            return Command(
                name: String(name), properties: properties,
                message: unescaped(String(line[end.upperBound...]), isProperty: false))
        }
    }

    private func unescaped(_ text: String, isProperty: Bool) -> String {
        var text = text
        if isProperty {
            text = text.replacing("%3A", with: ":").replacing("%2C", with: ",")
        }
        return text.replacing("%0D", with: "\r").replacing("%0A", with: "\n")
            .replacing("%25", with: "%")
    }
}
