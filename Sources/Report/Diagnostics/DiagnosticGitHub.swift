// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import YAMLSource

/// Diagnostics as workflow commands of GitHub Actions, which shows each at its line of a pull request. A last
/// line counts them; every other line is one command, whatever stands in the catalog.
enum DiagnosticGitHub {
    static func render(_ report: CheckReport) -> String {
        var texts = IndexedTexts(report.files.texts)
        var text = ""
        for diagnostic in report.diagnostics {
            text += command(diagnostic, &texts, report.files.checkout) + "\n"
        }
        let isClear = report.diagnostics.isEmpty
        return text + (isClear ? report.allClear : DiagnosticText.summary(of: report.diagnostics))
            + "\n"
    }

    /// `::error file=F,line=L,...::MESSAGE`. The log shows the message alone, so that it says the place again.
    private static func command(
        _ diagnostic: Diagnostic, _ texts: inout IndexedTexts, _ checkout: Checkout
    ) -> String {
        var properties: [(name: String, value: String)] = []
        var lines = diagnostic.lines
        if let place = diagnostic.place {
            properties.append(("file", checkout.path(of: place.file)))
            if let region = texts.region(of: place) { properties += self.properties(of: region) }
            lines[0] = SafeText.escaped(texts.position(of: place)) + ": " + lines[0]
        }
        properties.append(("title", diagnostic.code))
        for related in diagnostic.related {
            lines.append(SafeText.escaped("\(texts.position(of: related.place)): \(related.label)"))
        }
        let named = properties.map { "\($0.name)=\(escaped(property: $0.value))" }
        return "::\(diagnostic.severity.rawValue) \(named.joined(separator: ","))::"
            + escaped(message: lines.joined(separator: "\n"))
    }

    /// GitHub takes columns of one line only, and the last one as part of what is marked.
    private static func properties(of region: SourceRegion) -> [(name: String, value: String)] {
        let lines = [("line", region.start.line), ("endLine", region.end.line)]
        let columns = [
            ("col", region.start.column),
            ("endColumn", max(region.start.column, region.end.column - 1)),
        ]
        let isOneLine = region.start.line == region.end.line
        return (isOneLine ? lines + columns : lines).map { ($0, $1.description) }
    }

    private static func escaped(property: String) -> String {
        escaped(message: SafeText.escaped(property)).escaping([":": "%3A", ",": "%2C"])
    }

    private static func escaped(message: String) -> String {
        message.escaping(["%": "%25", "\r": "%0D", "\n": "%0A"])
    }
}
