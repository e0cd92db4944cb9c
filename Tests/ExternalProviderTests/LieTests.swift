// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Testing
import Values

@testable import ExternalProvider

/// Answers that are well-formed JSON-RPC and can't be true. What is wrong with one object says nothing against the
/// others; what is wrong with the whole answer makes all of it unreadable, and never absent.
@Suite struct LieTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let answer: String
        let words: String

        init(_ answer: String, _ words: String) {
            self.answer = answer
            self.words = words
        }

        var testDescription: String { words }
    }

    private static let observations = [
        Case("[]", "`result` is of type list and not an object"),
        Case("{}", "`result` has no `presences`"),
        Case(#"{"presences":[]}"#, "`result.presences` has 0 answers to 1 items"),
        Case(
            #"{"presences":[{"state":"absent"},{"state":"absent"}]}"#,
            "`result.presences` has 2 answers to 1 items"),
        Case(#"{"presences":[{"state":"absent"}],"more":1}"#, "has a member `more`"),
        Case(
            #"{"presences":[{"state":"absent"}],"remarks":[1]}"#,
            "`result.remarks[0]` is of type integer and not a text"),
        Case(
            unasked(
                #"{"type":"test.cat","attributes":{"name":"x"},"mark":"\#(Misbehaving.mark)"}"#),
            "`result.unasked[0].type` is none of the provider's types"),
        Case(
            unasked(#"{"type":"test.thing","attributes":{"name":"x"},"mark":"\#(otherMark)"}"#),
            "is no mark of the lineage that was asked for"),
        Case(
            unasked(#"{"type":"test.thing","attributes":{},"mark":"\#(Misbehaving.mark)"}"#),
            "does not show `name`, which is part of its identity"),
        Case(
            unasked(
                #"{"type":"test.link","attributes":{"name":"x"},"mark":"\#(Misbehaving.mark)"}"#),
            "its type's marks are kept elsewhere"),
    ]

    private static let otherMark = Mark(
        lineage: String(repeating: "b", count: 32), uid: String(repeating: "1", count: 32))

    private static func unasked(_ object: String) -> String {
        #"{"presences":[{"state":"absent"}],"unasked":[\#(object)]}"#
    }

    @Test(arguments: observations)
    func aWholeObservationThatCantBe(_ expected: Case) async throws {
        let failure = try #require(
            await Misbehaving("observe", "answer:\(expected.answer)").failure())
        #expect(failure.words.contains("broke the protocol: "))
        #expect(failure.words.contains(expected.words), "\(failure.words)")
        #expect(failure.kind == .unreachable && !failure.isTransient)
    }

    private static let presences = [
        Case(#"{"state":"gone"}"#, "is none of `absent`, `present` and `unreadable`"),
        Case(#"{"state":"absent","object":{}}"#, "has a member `object`"),
        Case(#"{"state":"present"}"#, "has no `object`"),
        Case(present("{}"), "has no `attributes`"),
        Case(present(#"{"attributes":{"name":"one","size":1}}"#), "has an attribute `size`"),
        Case(
            present(#"{"attributes":{"name":"one","colour":null}}"#), "has null for `colour`"),
        Case(
            present(#"{"attributes":{"name":"one","password":"hunter2"}}"#),
            "shows `password`, which is secret, among the attributes"),
        Case(
            present(#"{"attributes":{"name":"one"},"secrets":{"password":"%"}}"#),
            "has a `password` that is no base 64"),
        Case(
            present(#"{"attributes":{"name":"one"},"secrets":{"colour":"cmVk"}}"#),
            "has `colour`, which is no secret"),
        Case(
            present(#"{"attributes":{"name":"two"}}"#),
            "is `two` and not `one`, which was asked for"),
        Case(
            present(#"{"attributes":{}}"#), "does not show `name`, which is part of its identity"),
        Case(present(#"{"attributes":{"name":7}}"#), "does not show `name`"),
        Case(present(#"{"attributes":{"name":"one"},"mark":"mine"}"#), "is no mark"),
        Case(
            present(#"{"attributes":{"name":"one"},"suspended":"no"}"#),
            "is of type string and not true or false"),
        Case(
            #"{"state":"unreadable","failure":{"kind":"odd","words":"x"}}"#,
            "is no kind of failure"),
    ]

    private static func present(_ object: String) -> String {
        #"{"state":"present","object":\#(object)}"#
    }

    @Test(arguments: presences)
    func anObjectThatCantBe(_ expected: Case) async throws {
        let answer = #"answer:{"presences":[\#(expected.answer),{"state":"absent"}]}"#
        let seen = try await Misbehaving("observe", answer).observe("one", "two").presences
        let failure = try #require(seen[0].failure)
        #expect(failure.words.contains(expected.words), "\(failure.words)")
        guard case .absent = seen[1] else {
            Issue.record("the other object is \(seen[1])")
            return
        }
    }

    private static let outcomes = [
        Case(#"{"state":"done"}"#, "has no `object`"),
        Case(#"{"state":"gone"}"#, "is no end of an operation of kind `create`"),
        Case(#"{"state":"ok"}"#, "is none of `done`, `gone`, `stale` and `failed`"),
        Case(#"{"state":"stale"}"#, "has no `presence`"),
        Case(done(#"{"attributes":{"name":"one"}}"#), "does not carry the operation's mark"),
        Case(
            done(#"{"attributes":{"name":"two"},"mark":"\#(Misbehaving.mark)"}"#),
            "is `two` and not `one`"),
        Case(
            done(#"{"attributes":{"name":"one"},"mark":"\#(Misbehaving.mark)","suspended":true}"#),
            "is suspended"),
        Case(
            #"{"state":"failed","failure":{"kind":"rejected","words":"no hunter2 here"}}"#,
            "no (secret) here"),
    ]

    private static func done(_ object: String) -> String {
        #"{"state":"done","object":\#(object)}"#
    }

    @Test(arguments: outcomes)
    func anOutcomeThatCantBe(_ expected: Case) async throws {
        let target = try Misbehaving("perform", #"answer:{"results":[\#(expected.answer)]}"#)
        let results = await target.perform([Misbehaving.operation(.create, "one")])
        let failure = try #require(results.count == 1 ? results[0].failure : nil)
        #expect(failure.words.contains(expected.words), "\(failure.words)")
        #expect(!failure.isTransient)
    }

    @Test(arguments: [
        "{}", #"{"results":[]}"#, #"{"results":[{"state":"gone"},{"state":"gone"}]}"#,
    ])
    func asManyResultsAsOperations(_ answer: String) async throws {
        let target = try Misbehaving("perform", "answer:\(answer)")
        let results = await target.perform([Misbehaving.operation(.create, "one")])
        #expect(results.count == 1)
        // It may have been written: the next run looks.
        #expect(results.first?.failure?.kind == .unreachable)
    }

    @Test(arguments: ["exit", "garbage", "plain-error"])
    func aWriteWhoseAnswerIsLostIsNotDoneAgain(_ behaviour: String) async throws {
        let target = try Misbehaving("perform", behaviour)
        let failure = try #require(
            await target.perform([Misbehaving.operation(.create, "one")]).first?.failure)
        #expect(failure.kind == .unreachable && !failure.isTransient)
    }

    @Test(arguments: [
        #"answer:{"results":[]}"#, #"answer:{"results":[{"state":"fine"}]}"#, "exit",
    ])
    func aCheckThatSaysNothingIsRefused(_ behaviour: String) async throws {
        let target = try Misbehaving("check", behaviour)
        let results = await target.observer.check(
            OperationSeries([Misbehaving.operation(.create, "one")]))
        guard case .refused = results.first, results.count == 1 else {
            Issue.record("\(results)")
            return
        }
    }

    @Test(arguments: [
        (
            #"{"objects":[{"type":"test.link","object":{"attributes":{"name":"x"}}}]}"#,
            "was not asked for"
        ),
        (
            #"{"objects":[{"type":"test.thing","object":{"attributes":{}}}]}"#,
            "does not show `name`"
        ),
        (#"{"objects":{}}"#, "is of type object and not a list"),
    ])
    func aListThatCantBe(_ answer: String, _ words: String) async throws {
        let observer = try Misbehaving("list", "answer:\(answer)").observer
        let failure = await #expect(throws: ProviderFailure.self) {
            try await observer.list(["test.thing"])
        }
        #expect(failure?.words.contains(words) == true, "\(failure?.words ?? "")")
    }

    @Test func whatItExaminedIsShownWithoutSecrets() async throws {
        let words = #""subject":"r\u0007ight","well":false,"words":"not for s\u00e9cret/\"+ token""#
        let target = try Misbehaving("examine", "answer:{\"findings\":[{\(words)}]}")
        let findings = try await target.observer.examine(at: Instant(seconds: 0))
        #expect(findings == [TargetFinding("r\\u{07}ight", isWell: false, "not for (secret)")])
    }
}
