// SPDX-License-Identifier: Apache-2.0

/// The forms in which the findings of a check are written: the one list of them, and which renderer writes each.
package enum DiagnosticFormat: String, CaseIterable, Sendable {
    case text, short, json, sarif, junit, github, markdown

    /// A whole document, also where nothing was found. Only the forms for people look at the screen.
    package func render(_ report: CheckReport, on screen: Screen) -> String {
        switch self {
        case .text: DiagnosticText.render(report, on: screen)
        case .short:
            DiagnosticText.short(report.diagnostics, texts: report.files.texts, on: screen)
        case .json:
            DiagnosticJSON.render(
                report.diagnostics, audits: report.audits, texts: report.files.texts)
        case .sarif: DiagnosticSARIF.render(report)
        case .junit: DiagnosticJUnit.render(report)
        case .github: DiagnosticGitHub.render(report)
        case .markdown: DiagnosticMarkdown.render(report)
        }
    }
}
