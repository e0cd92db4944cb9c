// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import YAMLSource

@testable import BurnhamReport

extension Sample {
    static let tool = CheckTool(
        version: "9.8.7",
        rules: [
            CheckTool.Rule(code: "hostile", title: "Bad.", why: "It is.", fix: "Mend it."),
            CheckTool.Rule(code: "wrong", title: "Wrong.", why: "It is so.", fix: "Correct it."),
        ])

    /// Of diagnostics about marked files; those that nothing points into were checked, too.
    static func report(
        _ diagnostics: [Diagnostic], _ files: [Marked],
        checkout: Checkout = Checkout(top: "/city", current: "/city")
    ) -> CheckReport {
        let contents = Dictionary(files.map { ($0.name, $0.bytes) }) { $1 }
        return CheckReport(
            diagnostics,
            in: CheckedFiles(contents, home: "catalog", checkout: checkout),
            allClear: "2 services in 3 files: nothing is wrong", by: tool)
    }

    /// Two errors in one file, one of them with a second place, a warning in another, and a file without any.
    static var findings: CheckReport {
        let permits = Marked("catalog/permits.yaml", "kind: Subscription\nsize: «80»\n")
        let service = Marked("catalog/db.yaml", "tiers:\n  small: {limits: «50»}\n")
        let city = Marked("catalog/city.yaml", "kind: City\n«»")
        return report(
            [
                Diagnostic("wrong", "`fund` ends", at: service.place, severity: .warning),
                Diagnostic("wrong", "at most 50", at: permits.place, help: "take less")
                    .relating(service.place, "the limit stands here").noting("a note"),
                Diagnostic("other", "nothing is so", at: permits.place),
                Diagnostic("wrong", "the catalog has no City", at: nil),
            ], [permits, service, city])
    }

    /// What somebody may write into a catalog to be taken for more than text.
    static let hostileTexts = [
        "::error::owned", "%0A::warning::owned", "a\n::stop-commands::x", "\r\n::debug::x",
        "</failure></testcase><testcase name=\"x\"/>", "]]><x/>", "&amp;&#10;<!--", "a | b | c",
        "`` ``` ````\n", "`\u{301}", "<\u{301}img src=x>", "<img src=x onerror=alert(1)>",
        "</code></summary></details>", "</pre>\n\n# heading", "[x](http://evil.example)",
        "![x](http://evil.example/a.png)", "@everyone #1 www.evil.example http://evil.example",
        "\u{1b}[31m\u{7}\u{8}", "\u{202e}txt.exe\u{2066}", "\u{0}\u{fffe}\u{ffff}\u{2028}\u{85}",
        "{0} {1}", "x ##[stop-commands]y", "###vso[task.setvariable variable=x]y", "a: b, c=d",
        "\\u0041 \\n \\| \\]",
    ]

    /// A report in which a text from outside stands wherever one can stand.
    static func hostile(_ text: String) -> CheckReport {
        let file = Marked(
            hostilePath(text), "- \"«\(text)»\" # \(text)\n- password: hunter2\n")
        let secret = Diagnostic.Place(file: file.name, span: secretSpan(in: file))
        let diagnostic = Diagnostic("hostile", text, at: file.place, help: "as `\(text)` has")
            .relating(secret, text).noting("see \(text)")
        return report(
            [diagnostic, Diagnostic("hostile", text, at: nil, severity: .warning)], [file])
    }

    /// No name of a file holds two slashes.
    static func hostilePath(_ text: String) -> String {
        "catalog/\(text.replacing("//", with: "/")).yaml"
    }

    private static func secretSpan(in file: Marked) -> SourceSpan {
        SourceSpan(start: file.bytes.count - 8, end: file.bytes.count - 1)
    }
}
