// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLSource

/// What is well-formed YAML but not strict, and what is not text at all. `Rendering` draws the problems.
@Suite struct ProblemTests {
    @Test func aRepeatedKey() {
        #expect(
            problems("a: 1\nb: 2\n\"a\": 3\n") == """
                yaml-duplicate-key: a key that this mapping already has
                3:1 | "a": 3
                      ^^^
                1:1 | a: 1
                      - first defined here
                """)
    }

    @Test func aKeyThatLooksTheSame() {
        #expect(
            problems("x: {caf\u{E9}: 1, cafe\u{301}: 2}\n") == """
                yaml-duplicate-key: a key that looks like another key of this mapping
                1:14 | x: {caf\u{E9}: 1, cafe\u{301}: 2}
                                    ^^^^^
                1:5 | x: {caf\u{E9}: 1, cafe\u{301}: 2}
                          ---- the other key
                = note: the two differ only in how Unicode encodes their characters
                """)
    }

    @Test func aKeyThatIsNothing() {
        #expect(
            problems("~: 1\n\"~\": 2\n") == """
                yaml-key: a key is text, not nothing
                1:1 | ~: 1
                      ^
                help: a key that is meant to read so stands in quotes
                """)
    }

    @Test func aKeyThatIsAList() {
        #expect(
            problems("? [a, b]\n: 1\nc: 2\n") == """
                yaml-key: a key is text, not a list or a mapping
                1:3 | ? [a, b]
                        ^^^^^^
                """)
    }

    @Test func aMergeKey() {
        #expect(
            problems("<<: {a: 1}\n\"<<\": 1\n") == """
                yaml-merge-key: the merge key `<<` is not part of YAML 1.2
                1:1 | <<: {a: 1}
                      ^^
                help: write out the keys that it would bring in
                """)
    }

    @Test func unknownTags() {
        #expect(
            problems("a: !foo 1\nb: !!binary x\nc: !<tag:x> {}\nd: !z!q 1\n") == """
                yaml-tag: a tag outside the core schema of YAML
                1:4 | a: !foo 1
                         ^^^^
                = note: the core schema has `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map`

                yaml-tag: a tag outside the core schema of YAML
                2:4 | b: !!binary x
                         ^^^^^^^^
                = note: the core schema has `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map`

                yaml-tag: a tag outside the core schema of YAML
                3:4 | c: !<tag:x> {}
                         ^^^^^^^^
                = note: the core schema has `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map`

                yaml-tag: a tag outside the core schema of YAML
                4:4 | d: !z!q 1
                         ^^^^
                = note: the core schema has `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map`
                """)
    }

    @Test func valuesThatAreNotOfTheirTag() {
        #expect(
            problems("a: !!int foo\nb: !!map x\nc: !!str []\n") == """
                yaml-tag: a value that is not of the type its tag states
                1:10 | a: !!int foo
                                ^^^

                yaml-tag: a value that is not of the type its tag states
                2:4 | b: !!map x
                         ^^^^^

                yaml-tag: a value that is not of the type its tag states
                3:4 | c: !!str []
                         ^^^^^
                """)
    }

    @Test func anAliasInsideItsOwnValue() {
        #expect(
            problems("a: &a [*a]\n") == """
                yaml-recursive-alias: an alias inside the value that it names
                1:8 | a: &a [*a]
                             ^^
                1:4 | a: &a [*a]
                         - the value begins here
                """)
    }

    @Test func anAliasOfNothing() {
        #expect(
            problems("a: *nope\nb: {*no : 1}\n") == """
                yaml-unknown-anchor: an alias of an anchor that this document has not defined
                1:4 | a: *nope
                         ^^^^^

                yaml-unknown-anchor: an alias of an anchor that this document has not defined
                2:5 | b: {*no : 1}
                          ^^^
                """)
    }

    @Test func aNULInAnEscape() {
        #expect(
            problems("\"x\\0y\": 1\n") == """
                yaml-character: text that holds a NUL (U+0000)
                1:1 | "x\\0y": 1
                      ^^^^^^
                """)
    }

    @Test func charactersNobodySees() {
        #expect(
            problems("a: x\u{07}y\nb: \u{202E}z\n") == """
                yaml-character: a character that cannot be seen (U+0007)
                1:5 | a: x\u{7}y
                          ^
                = note: what a reader sees and what the program reads could differ
                help: take it out, or write it as `\\u0007` in double quotes where it is meant

                yaml-character: a character that cannot be seen (U+202E)
                2:4 | b: \u{202E}z
                         ^
                = note: what a reader sees and what the program reads could differ
                help: take it out, or write it as `\\u202E` in double quotes where it is meant
                """)
    }
}
