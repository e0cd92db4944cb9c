// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import YAMLSource

@testable import BurnhamReport

/// Diagnostics as text, against golden texts. `marked` points at the words between `«` and `»`.
@Suite struct DiagnosticTextTests {
    private static let permits = """
        kind: Subscription
        parameters: {name: permits, storage_gb: «80»}

        """
    private static let database = """
        tiers:
          small: {limits: {storage_gb: «50»}}

        """

    @Test func twoPlacesANoteAndAHelp() {
        let (first, second) = (
            Marked("permits.yaml", Self.permits), Marked("db.yaml", Self.database)
        )
        let diagnostic = Diagnostic(
            "parameter-out-of-range", "`storage_gb` may be at most 50 in tier `small`",
            at: first.place, help: "tier `redundant` holds 80 GB"
        ).relating(second.place, "the limit stands here").noting("tier `redundant` allows 500")
        #expect(
            render([diagnostic], [first, second]) == """
                error[parameter-out-of-range]: `storage_gb` may be at most 50 in tier `small`
                  --> permits.yaml:2:41
                   |
                 2 | parameters: {name: permits, storage_gb: 80}
                   |                                         ^^
                  --> db.yaml:2:32
                   |
                 2 |   small: {limits: {storage_gb: 50}}
                   |                                ^^ the limit stands here
                   = note: tier `redundant` allows 500
                   help: tier `redundant` holds 80 GB

                1 error

                """)
    }

    @Test func linesBeyondAHundredWidenTheGutter() {
        let file = Marked("a.yaml", String(repeating: "\n", count: 122) + "kind: «Sirvice»\n")
        let near = Marked("b.yaml", "kind: «City»")
        let diagnostic = Diagnostic("unknown-kind", "no kind is named `Sirvice`", at: file.place)
            .relating(near.place, "first")
        #expect(
            render([diagnostic], [file, near]).hasPrefix(
                """
                error[unknown-kind]: no kind is named `Sirvice`
                   --> a.yaml:123:7
                    |
                123 | kind: Sirvice
                    |       ^^^^^^^
                   --> b.yaml:1:7
                    |
                  1 | kind: City
                    |       ^^^^ first
                """))
    }

    @Test func anEndOfFileHasOneCaret() {
        let file = Marked("a.yaml", "kind: City\n«»")
        let text = render([Diagnostic("missing", "a field is missing", at: file.place)], [file])
        #expect(text.contains("\n 2 |\n   | ^\n"))
    }

    @Test(arguments: [
        ("password: «hunter2» # old", "password: ******** # old"),
        ("  «x»: {api_key: 'hunter2', n: 1}", "  x: {api_key: '********', n: 1}"),
        ("PASSWORD=hunter2«!»", "PASSWORD=********"),
        ("\"dbPassword\": \"hunter2\"«,»", "\"dbPassword\": \"********\","),
        ("url: postgresql://app:hunter2@«db»/x", "url: postgresql://app:********@db/x"),
        ("tokens: [hunter2, hunter22]«»", "tokens: [********]"),
        ("key: «hunter2»,a}b", "key: ********"),
        ("password: «${resources.role.password}»", "password: ${resources.role.password}"),
        ("password: {generate: {length: «3»}}", "password: {generate: {length: 3}}"),
        ("password: ${'hunter2'}«»", "password: ********"),
        ("clerk: «hunter»", "clerk: hunter"),
        (
            "  MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg«x»", "  ********"
        ),
    ])
    func secretsAreHidden(line: String, shown: String) {
        let file = Marked("a.yaml", line)
        let text = render([Diagnostic("wrong", "wrong", at: file.place)], [file])
        #expect(text.contains("\n 1 | \(shown)\n"))
        #expect(!text.contains("hunter2"))
    }

    @Test(arguments: [
        "secret: |\n  first\n  hun«ter»2\n", "tokens:\n- «hunter2»\n", "tokens:\n  - «hunter2»\n",
        "password:\n  «hunter2»\n", "a:\n  key: >-\n    x: y\n\n    hun«ter»2: z\n",
        "password: \"line\n  «hunter2»\"\n", "a:\r\n  token: |\r\n    hunter\r\n    «hunter2»\r\n",
        "secrets:\n  db: x\n  password: >\n    «hunter2»\n", "- password: |\n    «hunter2»\n",
    ])
    func secretsOfSeveralLinesAreHidden(text: String) {
        let file = Marked("a.yaml", text)
        let shown = render([Diagnostic("wrong", "wrong", at: file.place)], [file])
        #expect(shown.contains("| ********\n"))
        #expect(!shown.contains("hunter2"))
    }

    @Test(arguments: [
        ("secrets:\n  length: «9»\n", "  length: 9"), ("secret: |\n  a\nother: «9»\n", "other: 9"),
        ("secret: |\n  a\nother: |\n  te«x»t\n", "  text"),
        ("tokens:\n  - a\npeople:\n  - «u1»\n", "  - u1"),
    ])
    func whatStandsBesideASecretIsShown(text: String, line: String) {
        let file = Marked("a.yaml", text)
        let shown = render([Diagnostic("wrong", "wrong", at: file.place)], [file])
        #expect(shown.contains("| \(line)\n"))
    }

    @Test func caretsCoverAHiddenSecret() {
        let file = Marked("a.yaml", "a: {password: «hunter2», b: 1}")
        let text = render([Diagnostic("wrong", "wrong", at: file.place)], [file])
        #expect(text.contains("\n   |               ^^^^^^^^\n"))
    }

    @Test func aLongLineIsCutAroundTheSpan() {
        let file = Marked(
            "a.yaml",
            String(repeating: "a", count: 5000) + "«bad»" + String(repeating: "c", count: 5000)
        )
        let lines = render([Diagnostic("wrong", "wrong", at: file.place)], [file], width: 80)
            .split(separator: "\n")
        #expect(lines[1] == "  --> a.yaml:1:5001")
        #expect(lines.allSatisfy { $0.count <= 80 })
        let caret = lines[4].firstIndex(of: "^")!
        let column = lines[4].distance(from: lines[4].startIndex, to: caret)
        #expect(lines[3].dropFirst(column).hasPrefix("badccc"))
    }

    @Test func wideCharactersTabsAndEscapesKeepTheCaretInPlace() {
        let file = Marked("a.yaml", "名:\t\u{1b}[31m\u{202e}«x»")
        let text = render([Diagnostic("wrong", "wrong", at: file.place)], [file])
        #expect(text.contains(" 1 | 名:    \\u{1b}[31m\\u{202e}x\n"))
        #expect(text.contains("\n   |                          ^\n"))
        #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }

    @Test func shortLinesAndFilesThatAreGone() {
        let file = Marked("a.yaml", "kind: «x»")
        let gone = Diagnostic.Place(file: "gone.yaml", span: SourceSpan(start: 4, end: 5))
        let diagnostics = [
            Diagnostic("one", "first", at: file.place),
            Diagnostic("two", "second", at: gone, severity: .warning),
            Diagnostic("three", "third", at: nil, severity: .warning),
        ]
        let text = DiagnosticText.short(
            diagnostics, texts: Marked.texts([file]), on: Screen())
        #expect(
            text == """
                a.yaml:1:7: error[one]: first
                gone.yaml: warning[two]: second
                warning[three]: third

                """)
        #expect(DiagnosticText.summary(of: diagnostics) == "1 error, 2 warnings")
        #expect(render(diagnostics, [file]).contains("  --> gone.yaml\n\n"))
    }

    private func render(
        _ diagnostics: [Diagnostic], _ files: [Marked], width: Int = 100
    ) -> String {
        DiagnosticText.render(
            diagnostics, texts: Marked.texts(files), on: Screen(width: width))
    }
}

/// A file whose text has one span marked.
struct Marked {
    let name: String
    let bytes: [UInt8]
    let place: Diagnostic.Place

    init(_ name: String, _ text: String) {
        self.name = name
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }
        bytes = Array(parts.joined().utf8)
        let start = parts[0].utf8.count
        place = Diagnostic.Place(
            file: name, span: SourceSpan(start: start, end: start + parts[1].utf8.count))
    }

    static func texts(_ files: [Marked]) -> SourceTexts {
        SourceTexts(files: Dictionary(files.map { ($0.name, $0.bytes) }) { $1 })
    }
}
