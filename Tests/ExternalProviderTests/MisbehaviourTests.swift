// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import Testing
import Values

@testable import ExternalProvider

/// Programs that do not keep to the protocol. Each is a typed failure that says what the program did and said,
/// and none outlives it.
@Suite struct MisbehaviourTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let behaviour: String
        let words: String
        var kind = ProviderFailure.Kind.unreachable
        var isTransient = false

        var testDescription: String { behaviour }
    }

    private static let cases: [Case] = [
        Case(
            behaviour: "exit",
            words: "`observe`: the program `things` ended without an answer; "
                + "it ended with status 3; it said: no\\u{1B}[2Jlicense | left",
            isTransient: true),
        Case(
            behaviour: "crash", words: "it was ended by signal 11; it said nothing",
            isTransient: true),
        Case(behaviour: "raise", words: "ZeroDivisionError: division by zero", isTransient: true),
        Case(behaviour: "memory", words: "MemoryError", isTransient: true),
        Case(
            behaviour: "half", words: "ended without an answer; it ended with status 0",
            isTransient: true),
        Case(behaviour: "garbage", words: "its answer is no JSON"),
        Case(behaviour: "empty", words: "its answer is no JSON: the text ends"),
        Case(behaviour: "binary", words: "its answer is no JSON"),
        Case(behaviour: "deep", words: "its answer is no JSON"),
        Case(behaviour: "two", words: "wrote more than the one line of its answer"),
        Case(behaviour: "endless", words: "answered with more than 1 MiB; it was stopped"),
        Case(behaviour: "notify", words: "its answer has a member `method`"),
        Case(behaviour: "wrong-id", words: "its answer's `id` is 3 and not 2"),
        Case(behaviour: "text-id", words: "its answer's `id` is \"2\" and not 2"),
        Case(behaviour: "no-id", words: "its answer's `id` is missing and not 2"),
        Case(behaviour: "version-1", words: "no response of JSON-RPC 2.0"),
        Case(behaviour: "both", words: "has not one of `result` and `error`"),
        Case(behaviour: "neither", words: "has not one of `result` and `error`"),
        Case(behaviour: "more", words: "has a member `extra`"),
        Case(behaviour: "bad-error", words: "its `error` has no `code` and `message`"),
        Case(behaviour: "bad-kind", words: "`error.data.kind` is no kind of failure"),
        Case(behaviour: "denied", words: "account\\nis locked", kind: .denied),
        Case(behaviour: "busy", words: "busy", isTransient: true),
        Case(behaviour: "plain-error", words: "no such method"),
        Case(behaviour: "secret-error", words: "refused (secret)"),
    ]

    @Test(arguments: cases)
    func anAnswerThatIsNone(_ expected: Case) async throws {
        let failure = try #require(await Misbehaving("observe", expected.behaviour).failure())
        #expect(failure.words.contains(expected.words), "\(failure.words)")
        #expect(failure.kind == expected.kind && failure.isTransient == expected.isTransient)
    }

    @Test func aHangIsATimeOutAndNothingIsLeft() async throws {
        let failure = try #require(
            await Misbehaving("observe", "fork", timeoutSeconds: 3).failure())
        #expect(failure.kind == .timedOut && failure.isTransient)
        let words = failure.words
        #expect(words.contains("did not answer within 3 s; it was stopped; it said: child"))
        let child = try #require(
            words.split(separator: " ").last.flatMap { pid_t($0.dropLast()) })
        for _ in 0..<100 where Self.isRunning(child) { usleep(10_000) }
        #expect(!Self.isRunning(child), "the program's own child is left")
    }

    /// A process that has ended and that nobody has waited for is none.
    private static func isRunning(_ process: pid_t) -> Bool {
        guard let bytes = try? readFile("/proc/\(process)/stat", limit: 4096) else { return false }
        return !bytes.holds(") Z")
    }

    @Test(arguments: ["hang", "flood", "mute"])
    func whatNeverEndsIsStopped(_ behaviour: String) async throws {
        let failure = try #require(
            await Misbehaving("observe", behaviour, timeoutSeconds: 3).failure())
        #expect(failure.words.contains("it was stopped"), "\(failure.words)")
        #expect(failure.words.utf8.count < 2000)
    }

    @Test func whatDoesNotReadIsStopped() async throws {
        let target = try Misbehaving("start", "hang", timeoutSeconds: 3)
        let failure = try #require(await target.failure())
        #expect(failure.kind == .timedOut && failure.words.contains("`initialize`"))
    }

    @Test func moreThanAPipeHoldsIsWrittenAndRead() async throws {
        let items = (0..<5000).map { Misbehaving.item("name number \($0)") }
        let seen = try await Misbehaving().observer.observe(items, lineage: "")
        #expect(seen.presences.count == 5000)
    }

    @Test func noiseOnStandardErrorDisturbsNothing() async throws {
        let seen = try await Misbehaving("observe", "noise").observe("one")
        #expect(seen.presences.count == 1)
    }

    @Test func secretsAreTakenOutOfWhatItSays() async throws {
        let failure = try #require(await Misbehaving("observe", "secret").failure())
        #expect(
            failure.words.hasSuffix(
                "raw (secret) base64 (secret) json \"(secret)\" url (secret)"), "\(failure.words)")
    }

    @Test func nothingOfTheSurroundingsGetsToIt() async throws {
        let failure = try #require(await Misbehaving("observe", "surroundings").failure())
        #expect(
            failure.words.hasSuffix("['LANG', 'PATH'] / True ['0', '1', '2', '3']"),
            "\(failure.words)")
    }

    @Test func theNextQuestionStartsAnother() async throws {
        let observer = try Misbehaving("list", "exit").observer
        _ = try await observer.observe([Misbehaving.item("one")], lineage: "")
        await #expect(throws: ProviderFailure.self) { try await observer.list(["test.thing"]) }
        let seen = try await observer.observe([Misbehaving.item("one")], lineage: "")
        #expect(seen.presences.count == 1)
    }
}
