// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamReport

/// The lines of single changes: attributes, secrets, documents, folding.
@Suite struct PlanChangesTests {
    // MARK: Values

    @Test(arguments: [
        ("a", "a"), ("", "\"\""), ("true", "\"true\""), ("3600", "\"3600\""), ("0925", "0925"),
        (" a", "\" a\""), ("say \"hi\"", #""say \"hi\"""#), ("(secret 1)", "\"(secret 1)\""),
        ("a, b", "a, b"),
    ])
    func textIsQuotedWhereItCouldBeSomethingElse(text: String, shown: String) {
        #expect(ValueText.text(of: .string(text)) == shown)
    }

    @Test func listsAndObjects() {
        let value: Value = ["names": ["a, b", "c"], "on": true, "ttl": 60, "none": .null]
        #expect(
            ValueText.text(of: value) == #"{names: ["a, b", c], none: null, on: true, ttl: 60}"#)
    }

    @Test func pendingPartsStandInTheText() {
        let host = PendingPart.attribute(Address("a/b/c"), name: "host")
        let value = PendingValue.object([
            "hosts": .list([.parts([host]), .known("x")]),
            "url": .parts([.text("https://"), host, .text("/")]),
        ])
        #expect(
            ValueText.text(of: value)
                == "{hosts: [(known after apply), x], url: https://(known after apply)/}")
    }

    // MARK: Attributes

    @Test func eachSortOfAttributeHasItsLine() {
        let lines = updated([
            Sample.attribute("changed", 1, .known(2)),
            Sample.attribute("stated", nil, .known("x")),
            Sample.attribute("cleared", "x", nil),
            Sample.attribute(
                "pending", "x", .pending(.parts([.attribute(Address("a/b/c"), name: "n")]))),
            Sample.attribute("mended", 300, .known(3600), recorded: 3600, [.differs, .drift]),
            Sample.attribute("left", 300, .known(300), recorded: 3600, [.drift]),
            Sample.attribute("both", 300, .known(60), recorded: 3600),
            Sample.attribute("same", 1, .known(1), []),
        ])
        #expect(
            lines == """
                       changed  1 → 2
                       stated   (none) → x
                       cleared  x → (none)
                       pending  x → (known after apply)
                       mended   300 → 3600  (changed by hand)
                       left     300 on the target, 3600 recorded; left as it is
                       both     300 → 60  (recorded 3600)
                """)
    }

    @Test func valuesThatDoNotFitStandBelowEachOther() {
        let (before, after) = (String(repeating: "a", count: 60), String(repeating: "b", count: 60))
        #expect(
            updated([Sample.attribute("name", .string(before), .known(.string(after)))]) == """
                       name  \(before)
                             → \(after)
                """)
    }

    @Test func aVeryLongValueSaysHowLongItIs() {
        let attribute = Sample.attribute(
            "name", nil, .known(.string(String(repeating: "b", count: 5000))))
        let short = updated([attribute])
        #expect(short.hasSuffix("bbb… (5,000 characters, --all shows them)"))
        #expect(short.utf8.count < 300)
        #expect(updated([attribute], all: true).hasSuffix(String(repeating: "b", count: 5000)))
    }

    @Test func longValuesThatBeginAlikeAreShownFromWhereTheyDiffer() {
        let start = String(repeating: "a", count: 4000)
        #expect(
            updated([
                Sample.attribute("name", .string(start + "old"), .known(.string(start + "new")))
            ]) == """
                       name  …aaaaaaaaaaaaaaaaaaaaold → …aaaaaaaaaaaaaaaaaaaanew
                """)
    }

    @Test func longListsShowWhatIsAddedAndTakenAway() {
        let before = (1000..<1040).map { Value.string("u\($0)") }
        let after = before.dropFirst() + [.string("u7"), .string("u1005")]
        #expect(
            updated([Sample.attribute("members", .list(before), .known(.list(Array(after))))])
                == """
                       members  40 → 41 values
                                - u1000
                                + u7
                                + u1005
                """)
        let turned = Value.list(before.reversed())
        #expect(
            updated([Sample.attribute("members", .list(before), .known(turned))]) == """
                       members  40 → 40 values, in another order
                """)
        let none = updated([Sample.attribute("members", .list(before), .known([]))])
        #expect(none.hasSuffix("- u1009\n                - 30 more, --all shows each"))
    }

    @Test func aChangeOfProtectionAloneSaysSo() {
        var change = Sample.change(.update, "a/b/c", "dns.record", "x A")
        change.keeping.isProtected = true
        #expect(
            Sample.text(Sample.plan([change])).contains(
                "why    only what is recorded changes: protected\n"))
    }

    // MARK: Secrets

    @Test func oneSecretHasOneNumberAndNoValue() {
        let token = SecretSource.attribute(Address("a/vault/token"), name: "value")
        let plan = Sample.plan([
            Sample.change(
                .create, "a/app/role", "database.role", "app",
                [Sample.attribute("password", nil, .secret(token), [.sensitive, .differs])]),
            Sample.change(
                .create, "a/app/file", "file.document", "app.conf",
                [
                    Sample.attribute("other", nil, .known("hunter2"), [.sensitive, .differs]),
                    Sample.attribute("secret", nil, .secret(token), [.sensitive, .differs]),
                ]),
            Sample.change(
                .create, "a/vault/token", "secret.token", "token",
                [Sample.attribute("value", nil, .known("hunter2"), [.sensitive, .differs])]),
        ])
        let text = Sample.text(plan, all: true)
        #expect(
            Sample.section("Created", of: text) == """
                Created
                  +  a/app    managed-database small
                       file   file.document  app.conf
                           other   (secret 1)
                           secret  (secret 2)
                       role   database.role  app
                           password  (secret 2)
                  +  a/vault  managed-database small
                       token  secret.token   token
                           value  (secret 2)
                """)
    }

    // MARK: Documents

    @Test func documentsShowTheirSizeAndTheLinesThatDiffer() {
        let before = (1...40).map { "line \($0)\n" }.joined()
        let after =
            before.replacing("line 7\n", with: "line seven\n").replacing(
                "line 30\n", with: "") + "password = hunter2\n"
        #expect(
            updated([
                Sample.attribute(
                    "content", .string(before), .known(.string(after)), [.document, .differs])
            ]) == """
                       content  311 bytes → 326 bytes, 4 lines differ
                           - line 7
                           + line seven
                           - line 30
                           + password = ********
                """)
    }

    @Test func aDocumentThatIsLeftAsItIs() {
        #expect(
            updated([
                Sample.attribute("mode", "0644", .known("0600")),
                Sample.attribute(
                    "content", "a\nb\n", .known("a\nb\n"), recorded: "a\n", [.document, .drift]),
            ]) == """
                       mode     0644 → 0600
                       content  4 bytes on the target, 2 bytes recorded, 1 line differs; left as it is
                           + b
                """)
    }

    @Test func aRewrittenDocumentIsCutShort() {
        let before = (1...500).map { "old \($0)\n" }.joined()
        let after = (1...500).map { "new \($0)\n" }.joined()
        let text = updated([
            Sample.attribute(
                "content", .string(before), .known(.string(after)), [.document, .differs])
        ])
        #expect(text.hasSuffix("- old 10\n           990 more, --all shows each"))
    }

    @Test(arguments: [
        ("a\nb\nc\n", "a\nc\n", "-b"), ("a\nc\n", "a\nb\nc\n", "+b"), ("", "a\n", "+a"),
        ("a\nb\n", "b\na\n", "-a +a"), ("a\n", "a", ""),
        ("a\nb\nc\nd", "x\nb\ny\nd", "-a +x -c +y"),
    ])
    func lineDifferences(before: String, after: String, lines: String) {
        let words = LineDifference(from: before, to: after).lines.map { line in
            switch line {
            case .removed(let text): "-\(text)"
            case .added(let text): "+\(text)"
            }
        }
        #expect(words.joined(separator: " ") == lines)
    }

    // MARK: Folding

    @Test func alikeSubscriptionsAndResourcesFold() {
        let changes = (1...8).flatMap { number in
            (1...6).map { key in
                Sample.change(
                    .create, "d\(number)/staff/account[u\(key)]", "directory.account", "u\(key)")
            }
        }
        #expect(
            Sample.section("Created", of: Sample.text(Sample.plan(changes))).hasSuffix(
                """
                  +  d3/staff  managed-database small
                       account[u1]  directory.account  u1
                       account[u2]  directory.account  u2
                       account[u3]  directory.account  u3
                       3 more like account[u4]  directory.account  --all shows each
                  +  5 more like d4/staff  managed-database small  30 resources  --all shows each
                """))
        let all = Sample.text(Sample.plan(changes), all: true)
        #expect(all.split(separator: "\n").count { $0.contains("  account[") } == 48)
    }

    @Test func removalsFoldLateAndOneNeverAlone() {
        func shown(_ count: Int) -> String {
            let changes = (1...count).map {
                Sample.change(.suspend, "a/staff/account[\($0)]", "directory.account", "u\($0)")
            }
            return Sample.section("Suspended", of: Sample.text(Sample.plan(changes)))
        }
        #expect(!shown(21).contains("more like"))
        #expect(
            shown(22).hasSuffix(
                "  ~- 2 more like a/staff/account[8]  directory.account  --all shows each"))
    }

    @Test func stepsDecideTheOrderWithinASubscription() {
        var plan = Sample.plan([
            Sample.change(.create, "a/b/first", "dns.record", "x A"),
            Sample.change(.create, "a/b/second", "dns.record", "y A"),
        ])
        plan.steps = [Step(change: 1, action: .create), Step(change: 0, action: .create)]
        let lines = Sample.section("Created", of: Sample.text(plan)).split(separator: "\n")
        #expect(lines.map { $0.contains("second") } == [false, false, true, false])
    }

    // MARK: Hostile text

    @Test func nothingFromOutsideControlsTheTerminal() {
        let hostile = "a\u{1b}[2Jb\nNothing was changed\u{202e}\u{9b}0m\u{7f}\r\u{200b}"
        var change = Sample.change(
            .update, "a/b/c[\(hostile)]", "dns.record", hostile,
            [
                Sample.attribute(hostile, .string(hostile), .known(.string(hostile + "x"))),
                Sample.attribute("list", [.string(hostile)], .known([])),
            ], reason: hostile)
        change.formerAddress = Address(hostile)
        var plan = Sample.plan([change])
        plan.refusals = [hostile]
        plan.notes = [hostile]
        plan.failures = [
            Plan.TargetFailure(target: hostile, failure: ProviderFailure(.denied, hostile))
        ]
        for text in [
            Sample.text(plan), Sample.text(plan, plain: true, all: true),
            PlanMarkdown.render(plan, PlanContext(planID: Sample.planID), detail: true),
        ] {
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || SafeText.isSafe($0) })
            #expect(!text.contains("\nNothing was changed\\u"))
        }
    }

    /// The attribute lines of an update with these attributes.
    private func updated(_ attributes: [AttributeChange], all: Bool = false) -> String {
        let change = Sample.change(.update, "a/b/c", "dns.record", "x A", attributes)
        return Sample.section("Updated", of: Sample.text(Sample.plan([change]), all: all))
            .split(separator: "\n").dropFirst(2).joined(separator: "\n")
    }
}
