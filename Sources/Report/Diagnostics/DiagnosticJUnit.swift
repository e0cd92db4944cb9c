// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A check as a JUnit report: a test case for each file that was checked, so that a file without problems shows
/// as passed. What fails the check is one failure of its file, because many readers show only the first; other
/// warnings are the output of its case.
struct DiagnosticJUnit {
    private static let name = "burnham validate"

    private let report: CheckReport
    private var view: DiagnosticText
    private var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    static func render(_ report: CheckReport) -> String {
        var document = DiagnosticJUnit(report)
        document.write()
        return document.text
    }

    private init(_ report: CheckReport) {
        self.report = report
        view = DiagnosticText(report.files.texts, Screen())
    }

    private mutating func write() {
        let cases = report.byFile
        let failed = cases.count { $0.diagnostics.contains(where: report.fails) }
        let head = attributes([
            ("name", Self.name), ("tests", cases.count.description),
            ("failures", failed.description), ("errors", "0"),
        ])
        text += "<testsuites\(head)>\n<testsuite\(head)>\n"
        for findings in cases { write(findings) }
        text += "</testsuite>\n</testsuites>\n"
    }

    private mutating func write(_ findings: CheckReport.FileFindings) {
        let head = attributes([("classname", "burnham.validate"), ("name", findings.file)])
        guard !findings.diagnostics.isEmpty else {
            text += "<testcase\(head)/>\n"
            return
        }
        text += "<testcase\(head)>\n"
        writeFailure(findings.diagnostics.filter(report.fails))
        let others = findings.diagnostics.filter { !report.fails($0) }
        if !others.isEmpty { text += "<system-out>\(shown(others))</system-out>\n" }
        text += "</testcase>\n"
    }

    private mutating func writeFailure(_ failing: [Diagnostic]) {
        guard let first = failing.first else { return }
        let more = failing.count > 1 ? " (and \(Counts.text(failing.count - 1)) more)" : ""
        let head = attributes([("type", first.code), ("message", first.message + more)])
        text += "<failure\(head)>\(shown(failing))</failure>\n"
    }

    private mutating func shown(_ diagnostics: [Diagnostic]) -> String {
        var texts: [String] = []
        for diagnostic in diagnostics { texts.append(view.text(of: diagnostic)) }
        return MarkupText.escaped(texts.joined(separator: "\n"))
    }

    private func attributes(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { " \($0.name)=\"\(MarkupText.escaped(SafeText.escaped($0.value)))\"" }.joined()
    }
}
