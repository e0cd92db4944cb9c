// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import YAMLSource

/// Values written in flow style are read back as they were.
@Suite struct YAMLTextTests {
    private static let texts = [
        "", "a", "a b", "no", "On", "null", "~", "0123", "1.5", "12:30", "2026-01-01", "a: b",
        "a #b",
        "- a", "\"quoted\"", "it's", "back\\slash", "line\nbreak", "tab\t", "é ü 東", "[a]", "{a}",
        "shares/library/events", "-lead", "\u{85}", "\u{7}", "%x", "@x", "`x`", "a,b",
        "a\u{2028}b \u{2029} c", "\u{FEFF}", "\u{FFFE}\u{FFFF}",
    ]

    @Test(arguments: texts) func textsAreReadBack(_ text: String) throws {
        #expect(try readBack(["x": [.string(text)]]) == ["x": [.string(text)]])
    }

    @Test func valuesAreReadBack() throws {
        let value: Value = [
            "a b": [1, true, .null, ["x": []]], "yes": -7, "name": "library-events-readers",
        ]
        #expect(try readBack(value) == value)
        #expect(
            YAMLText.flow(["name": "library-events-readers"]) == "{name: library-events-readers}")
    }

    private func readBack(_ value: Value) throws -> Value {
        let (documents, problems) = YAMLSource.parse(Array((YAMLText.flow(value) + "\n").utf8))
        #expect(problems.isEmpty)
        return try #require(documents.first).value
    }
}
