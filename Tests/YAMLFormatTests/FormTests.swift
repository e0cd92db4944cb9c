// SPDX-License-Identifier: Apache-2.0

import Testing

/// The canonical form, case by case: text in, text out.
@Suite struct FormTests {
    static let cases: [(text: String, form: String)] = [
        // Indentation, and lists below their keys.
        ("a:\n    b: 1\nc:\n- x\n-   y\n", "a:\n  b: 1\nc:\n  - x\n  - y\n"),
        ("-   - a\n    - b\n-   k: v\n    l: w\n", "- - a\n  - b\n- k: v\n  l: w\n"),
        // Byte order mark, CRLF, blank lines and the last line end.
        ("\u{FEFF}a: 1\r\n\r\n\r\n\r\nb: 2", "a: 1\n\nb: 2\n"),
        ("\n\na:\n\n  b: 1\n\n\n", "a:\n  b: 1\n"),
        // Comments go with what they stand at.
        ("a: 1 #one\n#two\nb: 2\n", "a: 1  # one\n# two\nb: 2\n"),
        ("a:   1     # one\nbcd: 2   # two\n", "a: 1     # one\nbcd: 2   # two\n"),
        (
            "a:\n    b: 1\n    # last of a\n# of c\nc: 2\n",
            "a:\n  b: 1\n  # last of a\n# of c\nc: 2\n"
        ),
        ("a: # of a\n    # of b\n    b: 1\n", "a:  # of a\n  # of b\n  b: 1\n"),
        ("a:\n  # nothing yet\nb: 1\n", "a:\n  # nothing yet\nb: 1\n"),
        ("a: # why\n  # nothing yet\nb: 1\n", "a:  # why\n  # nothing yet\nb: 1\n"),
        ("-\n\n-\n #one\n-\n #two\n", "-\n\n-\n  # one\n-\n  # two\n"),
        ("- a\n\n-\n  # of b\n  b: 1\n", "- a\n\n-\n  # of b\n  b: 1\n"),
        ("? a #b\r  #c\n", "a:  # b\n  # c\n"),
        ("#!x\n#:y\n##\n", "#!x\n#:y\n##\n"),
        // Brackets: on one line where they fit or were, else as a block.
        ("a: { b : 1,c: [ x,y ] }\n", "a: {b: 1, c: [x, y]}\n"),
        ("a: [\n  x,\n  y,\n]\n", "a: [x, y]\n"),
        ("a: [\n  x, # one\n  y,\n]\n", "a:\n  - x  # one\n  - y\n"),
        ("a: [b: 1, {c, d: }]\n", "a: [{b: 1}, {c, d}]\n"),
        // Quotes are the author's.
        ("a: 'x'\nb: \"x\"\nc: x\n", "a: 'x'\nb: \"x\"\nc: x\n"),
        ("a: ['it''s\n  one', \"two\n\n  lines\"]\n", "a: ['it''s one', \"two\\nlines\"]\n"),
        // Text over several lines keeps its lines.
        ("a: |\n     x\n\n       y\n\n\nb: >-\n  z\n", "a: |\n  x\n\n    y\n\nb: >-\n  z\n"),
        ("a: |+\n  x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n"),
        ("a: |\n  cut off", "a: |-\n  cut off\n"),
        ("a: one\n      two\nb: \"x\n    y\"\n", "a: one\n  two\nb: \"x\n  y\"\n"),
        // Anchors, aliases, tags, directives and documents.
        ("a:   &x   !!str  1\n*x : *x\n", "a: &x !!str 1\n*x : *x\n"),
        (
            "%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n",
            "%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n"
        ),
        ("--- a\n--- b\n...\n", "a\n---\nb\n"),
        // What cannot be read is refused where it stands.
        ("a: 1\na: 2\n", "! yaml-duplicate-key at 5"),
        ("a: [1\n", "! yaml-syntax at 6"),
    ]

    @Test(arguments: cases)
    func isWritten(text: String, form: String) {
        #expect(formatted(text) == form)
        checkForm(Array(text.utf8), text)
    }
}
