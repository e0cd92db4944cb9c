// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import BurnhamReport

/// CSV is read back by Python's reader, and what spreadsheets would compute is looked for.
@Suite struct CSVTextTests {
    @Test(arguments: [
        ("Parks", "Parks"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("=1+1", "\"'=1+1\""), (" \t@SUM(A1)", " \\t@SUM(A1)"), ("  -2", "\"  '-2\""),
        ("a-b", "a-b"), ("x;=1", "\"x;'=1\""), ("\"=1", "\"\"\"'=1\""), ("＝1", "\"'＝1\""),
        ("a\nb", "a\\nb"), ("\u{1b}[2K\u{202e}", "\\u{1b}[2K\\u{202e}"),
    ])
    func textsAreQuotedAndHarmless(_ text: String, _ written: String) {
        #expect(CSVText.row([.text(text)]) == written + "\n")
    }

    @Test func numbersStayNumbers() {
        #expect(CSVText.row([.text("a"), .number("-12.50"), .number("3")]) == "a,-12.50,3\n")
    }

    static let hostile =
        Sample.hostileTexts + [
            "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", "\r=1",
            " =1",
            "a;=1;+2", "\"=1\"", "'=1", "a\",=1", "＝1+1",
        ]

    /// Another reader finds the cells that were written, and none that a spreadsheet would compute.
    @Test(.enabled(if: Outside.isRequired || Outside.has(Outside.python), "no Python"))
    func anotherReaderFindsTheCells() throws {
        let csv = Self.hostile.map { CSVText.row([.text("first"), .text($0), .number("-1")]) }
        let script = """
            import csv, io, json, sys
            text = sys.stdin.buffer.read().decode()
            print(json.dumps([list(csv.reader(io.StringIO(text, newline=""), delimiter=d)) for d in ",;"]))
            """
        let (output, code) = try Outside.run(
            Outside.python, ["-c", script], input: csv.joined())
        try #require(code == 0, "\(output)")
        let tables = try JSONDecoder().decode([[[String]]].self, from: Data(output.utf8))
        #expect(tables[0].map(\.count) == Self.hostile.map { _ in 3 })
        for (row, text) in zip(tables[0], Self.hostile) {
            #expect(
                row[1].replacing("'", with: "") == SafeText.escaped(text).replacing("'", with: ""))
            #expect(row[0] == "first" && row[2] == "-1")
        }
        let texts = tables[0].map { $0[1] } + tables[1].flatMap { $0 }
        for text in texts {
            let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\"" }
            #expect(first.map { !"=+-@＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(text)")
        }
    }
}
