// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import BurnhamReport

/// Checks as Markdown, and what GitHub's own parser makes of it.
@Suite struct DiagnosticMarkdownTests {
    @Test func countsATableAndDetails() {
        #expect(
            DiagnosticMarkdown.render(Sample.findings).hasPrefix(
                """
                ### Catalog: 3 errors, 1 warning

                | file | errors | warnings |
                |---|---:|---:|
                | `catalog` | 1 | 0 |
                | `catalog/db.yaml` | 0 | 1 |
                | `catalog/permits.yaml` | 2 | 0 |

                <details>
                <summary><code>catalog</code>: 1 error</summary>

                ```text
                error[wrong]: the catalog has no City
                ```

                </details>

                <details>
                <summary><code>catalog/db.yaml</code>: 1 warning</summary>

                ```text
                warning[wrong]: `fund` ends
                  --> catalog/db.yaml:2:19
                """))
    }

    @Test func nothingIsWrong() {
        #expect(
            DiagnosticMarkdown.render(Sample.report([], []))
                == "### Catalog\n\n2 services in 3 files: nothing is wrong\n")
    }

    @Test(arguments: [(1, 3000), (3000, 1)])
    func aHugeReportStaysWithinAComment(files: Int, each: Int) {
        let marked = (0..<files).map { Marked("catalog/\($0).yaml", "kind: «City»\n") }
        let diagnostics = marked.flatMap { file in
            (0..<each).map { Diagnostic("wrong", "number \($0)", at: file.place) }
        }
        let text = DiagnosticMarkdown.render(Sample.report(diagnostics, marked))
        #expect(text.utf8.count < 65_536)
        #expect(text.hasPrefix("### Catalog: 3,000 errors\n"))
        #expect(text.hasSuffix(" more findings: a comment has a limit.\n"))
        let shown = text.ranges(of: "error[wrong]").count
        #expect(text.contains("\n\(Counts.text(3000 - shown)) more findings"))
    }

    @Test(
        .judgedByCommonMark, arguments: Sample.hostileTexts)
    func textsStayTexts(text: String) throws {
        let markdown = DiagnosticMarkdown.render(Sample.hostile(text))
        let page = try Outside.run(
            Outside.cmark, ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough"],
            input: markdown)
        #expect(page.code == 0)
        #expect(Self.tags(in: page.output) == Self.expectedTags)
        let path = MarkupText.escaped(
            SafeText.escaped(Sample.hostilePath(text)).replacing("|", with: "\\u{7c}"))
        #expect(page.output.contains("<td><code>\(path)</code></td>"))
        #expect(!page.output.contains("hunter2"))
    }

    /// Names of the elements that a browser would see, in order.
    private static func tags(in page: String) -> [String] {
        page.unicodeScalars.split(separator: "<").dropFirst(page.hasPrefix("<") ? 0 : 1).map {
            String($0.prefix { $0.properties.isAlphabetic || $0 == "/" || "0"..."9" ~= $0 })
        }
    }

    private static let expectedTags: [String] = {
        let head =
            ["h3", "/h3", "table", "thead", "tr"]
            + Array(repeating: ["th", "/th"], count: 3).joined() + ["/tr", "/thead", "tbody"]
        let row = ["tr", "td", "code", "/code", "/td", "td", "/td", "td", "/td", "/tr"]
        let detail = [
            "details", "summary", "code", "/code", "/summary", "pre", "code", "/code", "/pre",
            "/details",
        ]
        return head + row + row + ["/tbody", "/table"] + detail + detail
    }()
}
