// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLSource

/// What is not YAML, in this program's words. `Rendering` draws the problems.
@Suite struct SyntaxTests {
    @Test func anOpenQuote() {
        #expect(
            problems("a: \"x\nb: 1\n") == """
                yaml-syntax: quoted text that is never closed
                1:4 | a: "x
                         ^
                """)
    }

    @Test func aQuoteOpenAtTheDocumentsEnd() {
        #expect(
            problems("a: 'x\n---\n") == """
                yaml-syntax: quoted text that is not closed before the document ends
                1:4 | a: 'x
                         ^
                """)
    }

    @Test func anUnknownEscape() {
        #expect(
            problems("a: \"\\q\"\n") == """
                yaml-syntax: a backslash in double quotes that begins no known escape
                1:5 | a: "\\q"
                          ^
                help: a backslash itself is written twice; single quotes keep it as it is
                """)
    }

    @Test func anEscapeOfNoCharacter() {
        #expect(
            problems("a: \"\\ud800\"\n") == """
                yaml-syntax: an escape that stands for no character
                1:7 | a: "\\ud800"
                            ^
                """)
    }

    @Test func aTabForIndentation() {
        #expect(
            problems("a:\n\tb: 1\n") == """
                yaml-syntax: a tab where the line must be indented with spaces
                2:1 | \tb: 1
                      ^
                """)
    }

    @Test func indentationThatFitsNothing() {
        #expect(
            problems("a:\n  b: 1\n c: 2\n") == """
                yaml-syntax: a mapping goes on with a key at the same indentation
                3:2 |  c: 2
                       ^
                1:1 | a:
                      - the mapping begins here
                """)
    }

    @Test func anOpenList() {
        #expect(
            problems("a: [1, 2\nb: 3\n") == """
                yaml-syntax: a list in brackets needs `,` or `]` here
                2:2 | b: 3
                       ^
                1:4 | a: [1, 2
                         - the list opens here
                """)
    }

    @Test func anOpenMapping() {
        #expect(
            problems("a: {b: 1\nc: 2\n") == """
                yaml-syntax: a mapping in braces needs `,` or `}` here
                2:2 | c: 2
                       ^
                1:4 | a: {b: 1
                         - the mapping opens here
                """)
    }

    @Test func twoColonsOnALine() {
        #expect(
            problems("a: b: c\n") == """
                yaml-syntax: a `:` that makes a key where none can stand
                1:5 | a: b: c
                          ^
                help: text that holds a colon and a space stands in quotes
                """)
    }

    @Test func aListItemAfterAKey() {
        #expect(
            problems("a: - b\n") == """
                yaml-syntax: a list item cannot begin here
                1:4 | a: - b
                         ^
                help: the first `- ` of a list stands on a line of its own
                """)
    }

    @Test func aKeyAfterAList() {
        #expect(
            problems("- a\nb: c\n") == """
                yaml-syntax: a list goes on with `- ` at the same indentation
                2:1 | b: c
                      ^
                1:1 | - a
                      - the list begins here
                """)
    }

    @Test func textAfterAValue() {
        #expect(
            problems("a: \"b\" \"c\"\n") == """
                yaml-syntax: text after the end of a value
                1:8 | a: "b" "c"
                             ^
                help: quotes stand around the whole of a value
                """)
    }

    @Test func textAfterABlocksSign() {
        #expect(
            problems("a: |x\n  y\n") == """
                yaml-syntax: text on the line that only opens a block of text
                1:5 | a: |x
                          ^
                help: the text begins on the next line
                """)
    }

    @Test func aBlockWithoutIndentation() {
        #expect(
            problems("a: |0\n") == """
                yaml-syntax: the indentation of a block of text is a number from 1 to 9
                1:5 | a: |0
                          ^
                """)
    }

    @Test func aLineBeforeAKey() {
        #expect(
            problems("a\nb: c\n") == """
                yaml-syntax: a `:` that makes a key where none can stand
                2:2 | b: c
                       ^
                help: text that holds a colon and a space stands in quotes
                """)
    }

    @Test func aLineWithoutAColon() {
        #expect(
            problems("b: c\na\n") == """
                yaml-syntax: a line without the `:` that ends a key
                2:1 | a
                      ^
                help: a key has its `:` on the same line, within 1,024 characters
                """)
    }

    @Test func aReservedCharacter() {
        #expect(
            problems("a: @b\n") == """
                yaml-syntax: a value cannot begin with this character
                1:4 | a: @b
                         ^
                help: text that begins so stands in quotes; lines are indented with spaces
                """)
    }

    @Test func anotherVersion() {
        #expect(
            problems("%YAML 2.0\n--- a\n") == """
                yaml-syntax: a version of YAML other than 1.1 and 1.2
                1:1 | %YAML 2.0
                      ^
                """)
    }

    @Test func anUnknownDirective() {
        #expect(
            problems("%FOO\n--- a\n") == """
                yaml-syntax: a directive that YAML does not know
                1:5 | %FOO
                          ^
                """)
    }

    @Test func aDirectiveAlone() {
        #expect(
            problems("%YAML 1.2\n") == """
                yaml-syntax: the file ends where a document has to begin
                2:1 |\u{20}
                      ^
                """)
    }

    @Test func textAfterTheDocument() {
        #expect(
            problems("a: 1\n...\nb: [\n") == """
                yaml-syntax: text after the end of the document
                3:1 | b: [
                      ^
                help: a line `---` begins a further document
                """)
    }

    @Test func aMissingValue() {
        #expect(
            problems("[a,,b]") == """
                yaml-syntax: a value is missing here
                1:4 | [a,,b]
                         ^
                """)
    }

    @Test func anAnchorWithoutAName() {
        #expect(
            problems("a: &\n") == """
                yaml-syntax: an anchor is named with letters, digits, `-` and `_`
                1:5 | a: &
                          ^
                help: text that begins with `&` or `*` stands in quotes
                """)
    }

    @Test func anOpenTag() {
        #expect(
            problems("a: !<x 1\n") == """
                yaml-syntax: a tag that does not end where YAML expects it
                1:7 | a: !<x 1
                            ^
                """)
    }

    @Test func aRepeatedDirective() {
        #expect(
            problems("%TAG ! a\n%TAG ! b\n--- x") == """
                yaml-syntax: a repeated `%TAG` directive
                2:1 | %TAG ! b
                      ^
                """)
    }

    @Test func aListOpenAtTheEnd() {
        #expect(
            problems("key: [a\n") == """
                yaml-syntax: a list in brackets needs `,` or `]` here
                2:1 |\u{20}
                      ^
                1:6 | key: [a
                           - the list opens here
                """)
    }

    @Test func aListItemAfterAKeySign() {
        #expect(
            problems("? a\n- b\n") == """
                yaml-syntax: a mapping goes on with a key at the same indentation
                2:1 | - b
                      ^
                1:1 | ? a
                      - the mapping begins here
                """)
    }

    @Test func aColonTooMany() {
        #expect(
            problems("a: {? b: c: d}\n") == """
                yaml-syntax: a mapping in braces needs `,` or `}` here
                1:11 | a: {? b: c: d}
                                 ^
                1:4 | a: {? b: c: d}
                         - the mapping opens here
                """)
    }

    @Test func aKeySignAfterAKey() {
        #expect(
            problems("a: ? b\n") == """
                yaml-syntax: a key cannot begin here
                1:4 | a: ? b
                         ^
                """)
    }

    @Test func aTabInABlock() {
        #expect(
            problems("a: |\n\tb\n") == """
                yaml-syntax: a tab where the line must be indented with spaces
                2:1 | \tb
                      ^
                """)
    }
}
