// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Testing
import YAMLSource

@testable import BurnhamReport

/// Checks as SARIF, read back by Foundation and judged by the published schema.
@Suite struct DiagnosticSARIFTests {
    @Test func rulesAndResults() throws {
        let run = try ReadRun(Sample.findings)
        #expect(run.driver["name"] as? String == "burnham")
        #expect(run.driver["version"] as? String == "9.8.7")
        let rules = try #require(run.driver["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["hostile", "wrong"])
        #expect(
            (rules[1]["help"] as? [String: Any])?["text"] as? String == "It is so.\n\nCorrect it.")
        #expect(
            run.results.map { $0["ruleId"] as? String } == ["wrong", "wrong", "other", "wrong"])
        #expect(run.results.map { $0["ruleIndex"] as? Int } == [1, 1, nil, 1])
        #expect(
            run.results.map { $0["level"] as? String } == ["warning", "error", "error", "error"])
        #expect(run.messages[1] == "at most 50\nnote: a note\nhelp: take less")
        #expect(
            run.uris == [
                "catalog/db.yaml", "catalog/permits.yaml", "catalog/permits.yaml", "catalog",
            ])
        let related = try #require(run.results[1]["relatedLocations"] as? [[String: Any]])
        #expect(
            (related[0]["message"] as? [String: Any])?["text"] as? String == "the limit stands here"
        )
    }

    @Test func propertiesSayWhichRuleAndWhomToAsk() throws {
        var denied = Diagnostic("wrong", "no", at: nil)
        denied.properties = ["policyRule": "shares/small", "policyOwner": "storage@city.example"]
        let run = try ReadRun(Sample.report([denied, Diagnostic("wrong", "x", at: nil)], []))
        #expect(run.results[0]["properties"] as? [String: String] == denied.properties)
        #expect(run.results[1]["properties"] == nil)
    }

    @Test func columnsCountCharacters() throws {
        let file = Marked("a.yaml", "\n日本𝄞: «e\u{301}𝄞\nb»c")
        let run = try ReadRun(Sample.report([Diagnostic("wrong", "x", at: file.place)], [file]))
        #expect(run.run["columnKind"] as? String == "unicodeCodePoints")
        #expect(
            run.region(of: 0) == ["startLine": 2, "startColumn": 6, "endLine": 3, "endColumn": 2])
    }

    @Test(arguments: [
        ("catalog/a.yaml", "city/catalog/a.yaml"), ("../agency/./x.yaml", "agency/x.yaml"),
        ("a b%:?é.yaml", "city/a%20b%25%3A%3F%C3%A9.yaml"), ("/repo/city/x.yaml", "city/x.yaml"),
        ("../../out.yaml", "file:///out.yaml"), ("/else where", "file:///else%20where"),
        ("../repository/x", "repository/x"), ("/repository/x", "file:///repository/x"),
    ])
    func pathsAreThoseOfTheRepository(shown: String, uri: String) throws {
        let file = Marked(shown, "«x»")
        let run = try ReadRun(
            Sample.report(
                [Diagnostic("wrong", "x", at: file.place)], [file],
                checkout: Checkout(top: "/repo", current: "/repo/city")))
        #expect(run.uris == [uri])
        #expect(run.bases == [uri.hasPrefix("file:") ? nil : "%SRCROOT%"])
    }

    @Test func aFindingIsKnownAgainWhenLinesMove() throws {
        let before = Marked("a.yaml", "kind: City\nx: «1»\n")
        let after = Marked("a.yaml", "# new\n\nkind: City\n    x:   «1»\n")
        let other = Marked("a.yaml", "kind: City\nx: «2»\n")
        let prints = try [before, after, other].map { file in
            try ReadRun(
                Sample.report(
                    [
                        Diagnostic("wrong", "x\(file.bytes.count)", at: file.place),
                        Diagnostic("wrong", "again", at: file.place),
                        Diagnostic("hostile", "x", at: file.place),
                    ], [file])
            ).fingerprints
        }
        #expect(prints[0] == prints[1])
        #expect(Set(prints[0] + prints[2]).count == 6)
    }

    /// Findings at one line of a template differ by the subscription that they are about.
    @Test func theSecondPlaceTellsFindingsApart() throws {
        let template = Marked("t.yaml", "x: «y»")
        let first = Marked("a.yaml", "id: «one»")
        let second = Marked("b.yaml", "id: «two»")
        func finding(_ file: Marked) -> Diagnostic {
            Diagnostic("wrong", "x", at: template.place).relating(file.place, "for this")
        }
        let files = [template, first, second]
        let both = try ReadRun(Sample.report([finding(first), finding(second)], files))
        let one = try ReadRun(Sample.report([finding(second)], files))
        #expect(both.fingerprints[1] == one.fingerprints[0])
    }

    @Test func noFingerprintTellsASecret() throws {
        let prints = try ["hunter2", "correct-horse"].map { secret in
            let file = Marked("a.yaml", "password: «\(secret)»")
            return try ReadRun(
                Sample.report([Diagnostic("wrong", "x", at: file.place)], [file])
            ).fingerprints
        }
        #expect(prints[0] == prints[1])
    }

    @Test func nothingIsWrong() throws {
        let run = try ReadRun(Sample.report([], []))
        #expect(run.results.isEmpty)
        #expect((run.driver["rules"] as? [Any])?.count == 2)
    }

    @Test(arguments: Sample.hostileTexts)
    func textsStayTexts(text: String) throws {
        let run = try ReadRun(Sample.hostile(text))
        #expect(run.results.count == 2)
        for message in run.messages {
            #expect(!message.contains("]("))
            #expect(
                message.unicodeScalars.allSatisfy { $0 == "\n" || SafeText.isSafe($0) })
        }
        #expect(!run.text.contains("hunter2"))
        for uri in run.uris { #expect(URL(string: uri, encodingInvalidCharacters: false) != nil) }
    }

    @Test(
        .judgedByPython,
        arguments: [Sample.findings, Sample.report([], [])]
            + Sample.hostileTexts.map(Sample.hostile)
    )
    func followsThePublishedSchema(report: CheckReport) throws {
        let result = try Self.validate(DiagnosticSARIF.render(report))
        #expect(result.output == "")
        #expect(result.code == 0)
    }

    @Test(.judgedByPython)
    func theValidatorRefusesWhatIsWrong() throws {
        let document = DiagnosticSARIF.render(Sample.findings)
        #expect(try Self.validate(document.replacing("\"startLine\"", with: "\"line\"")).code == 1)
        #expect(try Self.validate(document.replacing("\"warning\"", with: "\"bad\"")).code == 1)
    }

    /// Formats are checked, too: that a URI reference is one.
    private static let program = """
        import json, sys
        import jsonschema
        with open(sys.argv[1]) as file:
            schema = json.load(file)
        judge = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
        problems = [problem.message for problem in judge.iter_errors(json.load(sys.stdin))]
        sys.exit("\\n".join(problems) or 0)
        """

    private static func validate(_ document: String) throws -> (output: String, code: Int32) {
        try Outside.run(
            Outside.python, ["-c", program, Outside.sarifSchema], input: document)
    }
}

/// A run as another program reads it.
private struct ReadRun {
    let text: String
    let run: [String: Any]
    let driver: [String: Any]
    let results: [[String: Any]]

    init(_ report: CheckReport) throws {
        text = DiagnosticSARIF.render(report)
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        try #require(document?["version"] as? String == "2.1.0")
        let runs = try #require(document?["runs"] as? [[String: Any]])
        try #require(runs.count == 1)
        run = runs[0]
        driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        results = try #require(run["results"] as? [[String: Any]])
    }

    var messages: [String] {
        results.compactMap { ($0["message"] as? [String: Any])?["text"] as? String }
    }

    var uris: [String] { artifacts.compactMap { $0["uri"] as? String } }

    var bases: [String?] { artifacts.map { $0["uriBaseId"] as? String } }

    var fingerprints: [String] {
        results.compactMap {
            ($0["partialFingerprints"] as? [String: String])?["burnhamFinding/v1"]
        }
    }

    func region(of result: Int) -> [String: Int]? { places[result]["region"] as? [String: Int] }

    private var artifacts: [[String: Any]] {
        places.compactMap { $0["artifactLocation"] as? [String: Any] }
    }

    private var places: [[String: Any]] {
        results.compactMap { result in
            (result["locations"] as? [[String: Any]])?.first?["physicalLocation"]
                as? [String: Any]
        }
    }
}
