// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLSource

@Suite struct LineIndexTests {
    private func positions(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let lines = LineIndex(bytes)
        return (0...bytes.count).map {
            let position = lines.position(at: $0)
            return "\(position.line):\(position.column)"
        }.joined(separator: " ")
    }

    @Test(arguments: [
        ("", "1:1"),
        ("ab\nc", "1:1 1:2 1:3 2:1 2:2"),
        ("a\r\nb\rc\n", "1:1 1:2 1:3 2:1 2:2 3:1 3:2 4:1"),
        ("é\tx", "1:1 1:2 1:2 1:3 1:4"),
        ("\u{FEFF}a\n", "1:1 1:1 1:1 1:1 1:2 2:1"),
        ("a\n\nb", "1:1 1:2 2:1 3:1 3:2"),
    ])
    func position(text: String, expected: String) {
        #expect(positions(text) == expected)
    }

    @Test func linesWithoutTheirEnds() {
        let lines = LineIndex(Array("a\r\n\r\nbü\rc".utf8))
        #expect((1...lines.lineCount).map { lines.text(ofLine: $0) } == ["a", "", "bü", "c"])
    }

    @Test func columnsFarOut() {
        let text = String(repeating: "ü", count: 5000) + "x"
        #expect(LineIndex(Array(text.utf8)).position(at: 10_000) == .init(line: 1, column: 5001))
    }

    @Test func bytesThatAreNotUTF8() {
        let lines = LineIndex([0x61, 0xFF, 0x62])
        #expect(lines.text(ofLine: 1) == "a\u{FFFD}b")
    }

    private func excerpt(_ text: String, _ start: Int, _ end: Int, bytesMax: Int = 160) -> String {
        let lines = LineIndex(Array(text.utf8))
        let excerpt = lines.excerpt(of: SourceSpan(start: start, end: end), bytesMax: bytesMax)
        let mark =
            String(repeating: " ", count: excerpt.leading)
            + String(repeating: "^", count: excerpt.marked)
        return (excerpt.isCutAtStart ? "…" : "|") + excerpt.text + (excerpt.isCutAtEnd ? "…" : "|")
            + "\n " + mark
    }

    @Test func excerptOfAShortLine() {
        #expect(excerpt("x\nä: bc\ny\n", 6, 8) == "|ä: bc|\n    ^^")
    }

    @Test func excerptOfSeveralLinesIsTheFirst() {
        #expect(excerpt("ab\ncd\n", 1, 5) == "|ab|\n  ^")
    }

    @Test func excerptOfALongLine() {
        let text = String(repeating: "-", count: 100) + "wrong" + String(repeating: "+", count: 100)
        #expect(excerpt(text, 100, 105, bytesMax: 20) == "…-------wrong++++++++…\n        ^^^^^")
    }

    @Test func excerptOfALongSpan() {
        let text = String(repeating: "x", count: 100)
        #expect(excerpt(text, 0, 100, bytesMax: 10) == "|xxxxxxxxxx…\n ^^^^^^^^^^")
    }

    @Test func excerptCutsBetweenCharacters() {
        let text = String(repeating: "ü", count: 50)
        #expect(excerpt(text, 50, 52, bytesMax: 9) == "…üüüü…\n   ^")
    }
}
