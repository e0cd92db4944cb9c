// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values
import YAMLSource

@testable import BurnhamReport

/// What running the cases of policies came to, in each form.
@Suite struct CaseReportTests {
    private static let report = CaseReport(
        [
            outcome("web", "a site <with> a contact", []),
            outcome("web", "a site \u{202e}without", ["`contact`: deny is expected & it is pass"]),
            outcome("owners", "two", []),
        ], texts: SourceTexts(files: ["a.yaml": Array("tests:\n  - x\n".utf8)]))

    private static func outcome(
        _ policy: String, _ name: String, _ differences: [String]
    ) -> CaseOutcome {
        CaseOutcome(
            policy: policy, name: name,
            place: Diagnostic.Place(file: "a.yaml", span: SourceSpan(start: 9, end: 10)),
            differences: differences)
    }

    @Test func asText() {
        #expect(
            Self.report.render(.text, on: Screen()) == """
                web
                  pass  a site <with> a contact
                  fail  a site \\u{202e}without
                        a.yaml:2:3
                        `contact`: deny is expected & it is pass

                owners
                  pass  two

                3 cases, 1 of them failed

                """)
    }

    @Test func asJSON() throws {
        let document = try JSONParser.parse(Self.report.render(.json, on: Screen()))
        #expect(document["cases"] == 3)
        #expect(document["failed"] == 1)
        #expect(
            document["outcomes"]?.list?[1] == [
                "policy": "web", "case": "a site \u{202e}without", "passes": false,
                "file": "a.yaml", "line": 2,
                "differences": ["`contact`: deny is expected & it is pass"],
            ])
    }

    @Test(.judgedByXMLLint) func asJUnit() throws {
        let text = Self.report.render(.junit, on: Screen())
        let verdict = try Outside.run(
            Outside.xmllint, ["--noout", "--schema", Outside.junitSchema, "-"], input: text)
        #expect(verdict.code == 0, "\(verdict.output)")
        #expect(text.contains("<testsuite name=\"web\" tests=\"2\" failures=\"1\" errors=\"0\">"))
        #expect(!text.contains("\u{202e}"))
    }
}
