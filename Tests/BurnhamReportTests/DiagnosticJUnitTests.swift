// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import FoundationXML
import Testing

@testable import BurnhamReport

/// Checks as JUnit reports, read back by libxml2.
@Suite struct DiagnosticJUnitTests {
    @Test func aCaseForEachFile() throws {
        let suite = try ReadSuite(DiagnosticJUnit.render(Sample.findings))
        try #require(
            suite.cases.map(\.name) == [
                "catalog", "catalog/city.yaml", "catalog/db.yaml", "catalog/permits.yaml",
            ])
        #expect(suite.cases.map { $0.failure != nil } == [true, false, false, true])
        #expect(suite.attributes["tests"] == "4")
        #expect(suite.attributes["failures"] == "2")
        #expect(suite.attributes["errors"] == "0")
        let permits = suite.cases[3]
        #expect(permits.failure?.attributes["message"] == "at most 50 (and 1 more)")
        #expect(permits.failure?.attributes["type"] == "wrong")
        #expect(
            permits.failure?.text == """
                error[wrong]: at most 50
                  --> catalog/permits.yaml:2:7
                   |
                 2 | size: 80
                   |       ^^
                  --> catalog/db.yaml:2:19
                   |
                 2 |   small: {limits: 50}
                   |                   ^^ the limit stands here
                   = note: a note
                   help: take less

                error[other]: nothing is so
                  --> catalog/permits.yaml:2:7
                   |
                 2 | size: 80
                   |       ^^

                """)
        #expect(suite.cases[2].output?.hasPrefix("warning[wrong]: `fund` ends\n") == true)
    }

    @Test func warningsFailWhereTheyAreErrors() throws {
        var report = Sample.findings
        report.warningsFail = true
        let suite = try ReadSuite(DiagnosticJUnit.render(report))
        try #require(suite.cases.count == 4)
        #expect(suite.attributes["failures"] == "3")
        #expect(suite.cases[2].failure?.text.hasPrefix("warning[wrong]") == true)
        #expect(suite.cases[2].output == nil)
    }

    @Test func nothingIsWrong() throws {
        let suite = try ReadSuite(
            DiagnosticJUnit.render(Sample.report([], [Marked("a.yaml", "«x»")])))
        #expect(suite.cases.map(\.name) == ["a.yaml"])
        #expect(suite.attributes["failures"] == "0")
    }

    @Test(arguments: Sample.hostileTexts)
    func textsStayTexts(text: String) throws {
        let document = DiagnosticJUnit.render(Sample.hostile(text))
        let suite = try ReadSuite(document)
        try #require(suite.cases.count == 2)
        let failure = try #require(suite.cases[1].failure)
        #expect(suite.cases[1].name == SafeText.escaped(Sample.hostilePath(text)))
        #expect(failure.attributes["message"] == SafeText.escaped(text))
        #expect(failure.text.contains(" --> "))
        #expect(!document.contains("hunter2"))
    }

    @Test(
        .judgedByXMLLint,
        arguments: [Sample.findings, Sample.report([], [])]
            + Sample.hostileTexts.map(Sample.hostile)
    )
    func followsThePublishedSchema(report: CheckReport) throws {
        let result = try Self.validate(DiagnosticJUnit.render(report))
        #expect(result.output == "- validates\n")
        #expect(result.code == 0)
    }

    @Test(.judgedByXMLLint)
    func theValidatorRefusesWhatIsWrong() throws {
        let document = DiagnosticJUnit.render(Sample.findings)
        #expect(try Self.validate(document.replacing("<failure", with: "<fehler")).code != 0)
        #expect(try Self.validate(document.replacing("type=", with: "kind=")).code != 0)
    }

    private static func validate(_ document: String) throws -> (output: String, code: Int32) {
        try Outside.run(
            Outside.xmllint,
            ["--noout", "--schema", Outside.junitSchema, "-"],
            input: document)
    }
}

/// A report as another program reads it.
private final class ReadSuite: NSObject, XMLParserDelegate {
    struct Failure {
        let attributes: [String: String]
        var text = ""
    }

    struct Case {
        let name: String
        var failure: Failure?
        var output: String?
    }

    struct Unread: Error {}

    private(set) var attributes: [String: String] = [:]
    private(set) var cases: [Case] = []
    private var element = ""

    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? Unread() }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        element = name
        switch name {
        case "testsuite": self.attributes = attributes
        case "testcase": cases.append(Case(name: attributes["name"] ?? ""))
        case "failure": cases[cases.count - 1].failure = Failure(attributes: attributes)
        case "system-out": cases[cases.count - 1].output = ""
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        element = ""
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        switch element {
        case "failure": cases[cases.count - 1].failure?.text += text
        case "system-out": cases[cases.count - 1].output? += text
        default: break
        }
    }
}
