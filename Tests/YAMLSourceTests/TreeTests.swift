// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLSource

/// What becomes of a text: nodes, their texts and the bytes on which they stand. `Rendering` says how to read it.
@Suite struct TreeTests {
    @Test func blockCollections() {
        #expect(
            tree("a: 1\nb:\n  - x y\n  - 'q'\n  - \"d\"\n") == """
                mapping ‹a: 1⏎b:⏎  - x y⏎  - 'q'⏎  - "d"›
                  ? plain a ‹a›
                  : plain 1 ‹1›
                  ? plain b ‹b›
                  : sequence ‹- x y⏎  - 'q'⏎  - "d"›
                    - plain x y ‹x y›
                    - singleQuoted q ‹'q'›
                    - doubleQuoted d ‹"d"›
                """)
    }

    @Test func flowCollections() {
        #expect(
            tree("a: {b: [1, 2, ], c: }\nd: [e: f, g]\n") == """
                mapping ‹a: {b: [1, 2, ], c: }⏎d: [e: f, g]›
                  ? plain a ‹a›
                  : mapping ‹{b: [1, 2, ], c: }›
                    ? plain b ‹b›
                    : sequence ‹[1, 2, ]›
                      - plain 1 ‹1›
                      - plain 2 ‹2›
                    ? plain c ‹c›
                    : plain  ‹›
                  ? plain d ‹d›
                  : sequence ‹[e: f, g]›
                    - mapping ‹e: f›
                      ? plain e ‹e›
                      : plain f ‹f›
                    - plain g ‹g›
                """)
    }

    @Test func aListAtTheIndentationOfItsKey() {
        #expect(
            tree("a:\n- b\n- c\nd: e\n") == """
                mapping ‹a:⏎- b⏎- c⏎d: e›
                  ? plain a ‹a›
                  : sequence ‹- b⏎- c›
                    - plain b ‹b›
                    - plain c ‹c›
                  ? plain d ‹d›
                  : plain e ‹e›
                """)
    }

    @Test func textThatIsFoldedOrEscaped() {
        #expect(
            tree("a: 'it''s'\nb: \"\\t\"\nc: one\n  two\nd: \"one\n  two\"\n") == """
                mapping ‹a: 'it''s'⏎b: "\\t"⏎c: one⏎  two⏎d: "one⏎  two"›
                  ? plain a ‹a›
                  : singleQuoted* it's ‹'it''s'›
                  ? plain b ‹b›
                  : doubleQuoted* ⇥ ‹"\\t"›
                  ? plain c ‹c›
                  : plain* one two ‹one⏎  two›
                  ? plain d ‹d›
                  : doubleQuoted* one two ‹"one⏎  two"›
                """)
    }

    @Test func escapesAsLongAsWhatTheyStandFor() {
        #expect(
            tree("[\"\\_\", \"a\n b\"]") == """
                sequence ‹["\\_", "a⏎ b"]›
                  - doubleQuoted* \u{A0} ‹"\\_"›
                  - doubleQuoted* a b ‹"a⏎ b"›
                """)
    }

    @Test func blocksOfTextEndWithTheirLastCharacter() {
        #expect(
            tree("lit: |\n  x\n   y\n\nfold: >-\n  x\n  y\nend: |+\n  z\n\n") == """
                mapping ‹lit: |⏎  x⏎   y⏎⏎fold: >-⏎  x⏎  y⏎end: |+⏎  z›
                  ? plain lit ‹lit›
                  : literal* x⏎ y⏎ ‹|⏎  x⏎   y›
                  ? plain fold ‹fold›
                  : folded* x y ‹>-⏎  x⏎  y›
                  ? plain end ‹end›
                  : literal* z⏎⏎ ‹|+⏎  z›
                """)
    }

    @Test func nothingStandsAfterItsIndicator() {
        #expect(
            tree("- \n-\n- - x\n  - y\n-   \n- ? a\n  ? b\n") == """
                sequence ‹- ⏎-⏎- - x⏎  - y⏎-   ⏎- ? a⏎  ? b›
                  - plain  ‹›
                  - plain  ‹›
                  - sequence ‹- x⏎  - y›
                    - plain x ‹x›
                    - plain y ‹y›
                  - plain  ‹›
                  - mapping ‹? a⏎  ? b›
                    ? plain a ‹a›
                    : plain  ‹›
                    ? plain b ‹b›
                    : plain  ‹›
                """)
    }

    @Test func anAliasIsWhatItsAnchorNames() {
        #expect(
            tree("a: &x 1\nb: *x\nc: &y\n  k: v\nd: *y\n*x : e\n") == """
                mapping ‹a: &x 1⏎b: *x⏎c: &y⏎  k: v⏎d: *y⏎*x : e›
                  ? plain a ‹a›
                  : plain 1 ‹1›
                  ? plain b ‹b›
                  : plain 1 ‹1›
                  ? plain c ‹c›
                  : mapping ‹&y⏎  k: v›
                    ? plain k ‹k›
                    : plain v ‹v›
                  ? plain d ‹d›
                  : mapping ‹&y⏎  k: v›
                    ? plain k ‹k›
                    : plain v ‹v›
                  ? plain 1 ‹1›
                  : plain e ‹e›
                """)
    }

    @Test func theLastAnchorOfANameCounts() {
        #expect(
            tree("[&x 1, &x 2, *x]") == """
                sequence ‹[&x 1, &x 2, *x]›
                  - plain 1 ‹1›
                  - plain 2 ‹2›
                  - plain 2 ‹2›
                """)
    }

    @Test func coreTags() {
        #expect(
            tree("- !!str 12\n- !!int &z 7\n- ! x\n- !!str\n- !!seq [1]\n- &w # why\n  text\n")
                == """
                sequence ‹- !!str 12⏎- !!int &z 7⏎- ! x⏎- !!str⏎- !!seq [1]⏎- &w # why⏎  text›
                  - plain !string 12 ‹12›
                  - plain !integer 7 ‹7›
                  - plain !string x ‹x›
                  - plain* !string  ‹!!str›
                  - sequence ‹!!seq [1]›
                    - plain 1 ‹1›
                  - plain text ‹text›
                """)
    }

    @Test func anAnchorMayEndWithoutASpace() {
        #expect(
            tree("- &a:b c\n- &d\n") == """
                sequence ‹- &a:b c⏎- &d›
                  - plain :b c ‹:b c›
                  - plain*  ‹&d›
                """)
    }

    @Test func spansAreBytesWhereTextIsNotASCII() {
        #expect(
            tree("straße: grün # ü\n\"ключ\": [日本, '語', 😀]\nb: x\n") == """
                mapping ‹straße: grün # ü⏎"ключ": [日本, '語', 😀]⏎b: x›
                  ? plain straße ‹straße›
                  : plain grün ‹grün›
                  ? doubleQuoted ключ ‹"ключ"›
                  : sequence ‹[日本, '語', 😀]›
                    - plain 日本 ‹日本›
                    - singleQuoted 語 ‹'語'›
                    - plain 😀 ‹😀›
                  ? plain b ‹b›
                  : plain x ‹x›
                """)
    }

    @Test func aByteOrderMarkAndCarriageReturns() {
        #expect(
            tree("\u{FEFF}a: ü\r\nb: |\r\n  x\r\n  y\r\nc: 'z\r\n  w'\r\nd: e\r\n") == """
                mapping ‹a: ü⏎b: |⏎  x⏎  y⏎c: 'z⏎  w'⏎d: e›
                  ? plain a ‹a›
                  : plain ü ‹ü›
                  ? plain b ‹b›
                  : literal* x⏎y⏎ ‹|⏎  x⏎  y›
                  ? plain c ‹c›
                  : singleQuoted* z w ‹'z⏎  w'›
                  ? plain d ‹d›
                  : plain e ‹e›
                """)
    }

    @Test func severalDocuments() {
        #expect(
            tree("&a 1\n---\nb: 2\n...\n---\n---\n*a\n") == """
                plain 1 ‹1›
                mapping ‹b: 2›
                  ? plain b ‹b›
                  : plain 2 ‹2›
                plain  ‹›
                plain*  ‹*a›
                ! yaml-unknown-anchor
                """)
    }

    @Test(arguments: ["", "# nothing\n", "\u{FEFF}", "\n\n"])
    func anEmptyFileHasNoDocumentAndNoProblem(text: String) {
        #expect(tree(text) == "")
    }

    @Test func farIntoAFileOfWideCharacters() throws {
        let text = String(repeating: "- ünïcödé 'x'\n", count: 5000) + "- [last]\n"
        let bytes = Array(text.utf8)
        let items = try #require(YAMLSource.parse(bytes).documents.first?.sequence)
        #expect(items.count == 5001)
        let last = try #require(items.last).span
        #expect(String(decoding: bytes[last.start..<last.end], as: UTF8.self) == "[last]")
        #expect(last.end == bytes.count - 1)
    }
}
