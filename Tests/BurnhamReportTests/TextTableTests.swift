// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import BurnhamReport

/// Tables, numbers and texts as a screen shows them.
@Suite struct TextTableTests {
    private static var table: TextTable {
        var table = TextTable([
            TextTable.Column("entry", .right), TextTable.Column("who"), TextTable.Column("about"),
        ])
        table.append(["7", "名前", "one two three four five six seven eight nine ten"])
        table.append(["1,204", "", "eleven"])
        return table
    }

    @Test func columnsAreAsWideAsTheirCells() {
        #expect(
            Self.table.render(on: Screen()) == """
                entry  who   about
                    7  名前  one two three four five six seven eight nine ten
                1,204        eleven

                """)
    }

    @Test func theLastColumnFolds() {
        #expect(
            Self.table.render(on: Screen(width: 40)) == """
                entry  who   about
                    7  名前  one two three four five six
                             seven eight nine ten
                1,204        eleven

                """)
    }

    @Test func theWidestColumnFoldsFirst() {
        var table = TextTable([TextTable.Column("what"), TextTable.Column("who")])
        table.append(["somewhat more than three short words", "u1042 u2077"])
        #expect(
            table.render(on: Screen(width: 40)) == """
                what                         who
                somewhat more than three     u1042 u2077
                short words

                """)
    }

    @Test func aTableThatIsTooWideBecomesLabelledLines() {
        var table = TextTable([TextTable.Column("address"), TextTable.Column("identity")])
        let long = String(repeating: "a", count: 35)
        table.append([long, long])
        let expected = "1. \(long)\n    identity: \(long)\n"
        #expect(table.render(on: Screen(width: 40)) == expected)
        #expect(table.render(on: Screen(isPlain: true)) == expected)
    }

    @Test(arguments: [
        ("plain", "plain", 5), ("名", "名", 2), ("e\u{301}", "e\u{301}", 1), ("\u{1b}", "\\u{1b}", 6),
        ("a\tb\n", "a\\tb\\n", 6), ("\u{200d}", "\\u{200d}", 8), ("\u{85}", "\\u{85}", 6),
    ])
    func safeText(text: String, shown: String, width: Int) {
        #expect(SafeText.escaped(text) == shown)
        #expect(SafeText.width(of: text) == width)
    }

    @Test(arguments: [("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("名名名", 4, "名…")])
    func cutting(text: String, columns: Int, shown: String) {
        #expect(SafeText.cut(text, to: columns) == shown)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (12_034, "12,034"),
    ])
    func numbers(number: Int, text: String) { #expect(Counts.text(number) == text) }

    @Test(arguments: [
        (40, "0.0 s"), (372, "0.4 s"), (9_960, "10 s"), (119_000, "119 s"), (120_000, "2 min"),
        (3_600_000, "1 h"), (7_800_000, "2 h 10 min"), (259_200_000, "3 d"),
    ])
    func durations(milliseconds: Int64, text: String) {
        #expect(Counts.duration(milliseconds: milliseconds) == text)
    }

    @Test(arguments: [
        (1, "1 byte"), (9_999, "9,999 bytes"), (10_000, "10 kB"), (41_000_000_000, "41 GB"),
    ])
    func sizes(bytes: Int, text: String) { #expect(Counts.size(bytes) == text) }
}
