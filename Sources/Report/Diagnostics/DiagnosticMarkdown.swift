// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A check as Markdown for a comment on a change or the summary of a job: counts, a table of files, and what is
/// wrong folded below. Whatever comes from outside stands in code, so that nothing in it renders.
struct DiagnosticMarkdown {
    /// Of the table, so that there is room for what is wrong.
    private static let tableBytesMost = 20_000
    private static let pathColumnsMost = 200

    private let report: CheckReport
    private let findings: [CheckReport.FileFindings]
    private var view: DiagnosticText
    private var text = ""

    static func render(_ report: CheckReport) -> String {
        var document = DiagnosticMarkdown(report)
        document.write()
        return document.text
    }

    private init(_ report: CheckReport) {
        self.report = report
        findings = report.byFile.filter { !$0.diagnostics.isEmpty }
        view = DiagnosticText(report.files.texts, Screen())
    }

    private mutating func write() {
        guard !findings.isEmpty else {
            text = "### Catalog\n\n\(report.allClear)\n"
            return
        }
        text = "### Catalog: \(DiagnosticText.summary(of: report.diagnostics))\n\n"
        writeTable()
        writeDetails()
    }

    private mutating func writeTable() {
        var left = 0
        text += "| file | errors | warnings |\n|---|---:|---:|\n"
        for found in findings {
            guard text.utf8.count < Self.tableBytesMost else {
                left += 1
                continue
            }
            let errors = found.diagnostics.count { $0.severity == .error }
            let warnings = found.diagnostics.count - errors
            let path = SafeText.cut(found.file, to: Self.pathColumnsMost)
            text += "| \(MarkdownText.codeInTable(path)) "
            text += "| \(Counts.text(errors)) | \(Counts.text(warnings)) |\n"
        }
        writeLeftOut(left, "file")
    }

    /// In order, up to the first that has no room any more.
    private mutating func writeDetails() {
        var left = 0
        for found in findings {
            var shown: [String] = []
            var bytes = text.utf8.count
            for diagnostic in found.diagnostics {
                let next = left == 0 ? view.text(of: diagnostic) : ""
                bytes += next.utf8.count
                if left > 0 || bytes > MarkdownText.bytesMost {
                    left += 1
                } else {
                    shown.append(next)
                }
            }
            if !shown.isEmpty { writeDetail(of: found, shown.joined(separator: "\n")) }
        }
        writeLeftOut(left, "finding")
    }

    private mutating func writeDetail(of found: CheckReport.FileFindings, _ shown: String) {
        let path = SafeText.cut(found.file, to: Self.pathColumnsMost)
        text += "\n<details>\n<summary><code>\(MarkupText.escaped(path))</code>: "
        text += "\(DiagnosticText.summary(of: found.diagnostics))</summary>\n\n"
        text += MarkdownText.block(shown, language: "text") + "\n</details>\n"
    }

    private mutating func writeLeftOut(_ count: Int, _ what: String) {
        guard count > 0 else { return }
        text += "\n\(Counts.text(count, "more \(what)", "more \(what)s")): a comment has a limit.\n"
    }
}
