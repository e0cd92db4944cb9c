// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import Testing
import Values

@testable import ExternalProvider

/// Which program is run: the one that was hashed, and none that the document does not describe.
@Suite struct ProgramTests {
    @Test(arguments: [
        (#"{"protocol":2,"provider":"things","types":{}}"#, "`result.protocol` is not 1"),
        (#"{"protocol":1,"provider":"stuff","types":{}}"#, "`result.provider` is not `things`"),
        (
            #"{"protocol":1,"provider":"things","types":{"test.thing":2,"test.link":1}}"#,
            #"`result.types` is {"test.link":1,"test.thing":2} and not {"test.link":1,"test.thing":1}"#
        ),
        ("{}", "`result` has no `protocol`"),
    ])
    func aProgramOfAnotherDocumentIsNotAsked(_ answer: String, _ words: String) async throws {
        let failure = try #require(
            await Misbehaving("initialize", "answer:\(answer)").failure())
        #expect(failure.words.contains(words), "\(failure.words)")
    }

    @Test func anotherProgramThanTheHashedIsNotRun() async throws {
        let digest = String(repeating: "0", count: 64)
        let target = try Misbehaving(changing: ["sha256": .string(digest)])
        let failure = try #require(await target.failure())
        #expect(failure.kind == .denied && !failure.isTransient)
        let own = Digest.sha256(try readFile(Misbehaving.program, limit: 1 << 20))
        #expect(failure.words.hasSuffix("its SHA-256 is \(own)"))
        let results = await target.perform([Misbehaving.operation(.create, "one")])
        #expect(results.first?.failure?.kind == .denied)
    }

    @Test func whatWasHashedRunsWhateverBecomesOfTheFile() async throws {
        let folder = try FolderWorld(settings: [:])
        let bytes = try readFile(Misbehaving.program, limit: 1 << 20)
        try folder.putBytes("program", bytes)
        let path = "\(folder.folder)/program"
        let observer = try Misbehaving("list", "exit", changing: ["program": .string(path)])
            .observer
        _ = try await observer.observe([], lineage: "")
        try removeFile(path)
        try folder.put("program", "#!/bin/sh\necho exchanged >&2\n", mode: 0o755)
        // Ends the program that runs; the next question starts another.
        await #expect(throws: ProviderFailure.self) { try await observer.list(["test.thing"]) }
        let seen = try await observer.observe([Misbehaving.item("one")], lineage: "")
        #expect(seen.presences.count == 1)
    }

    @Test(arguments: [
        ("/nowhere/program", "does not exist"), ("/tmp", "folder"),
        ("relative", "names no program"),
    ])
    func aProgramThatIsNotThere(_ path: String, _ words: String) async throws {
        let target = try Misbehaving(changing: ["program": .string(path)])
        let failure = try #require(await target.failure())
        #expect(failure.words.contains(words), "\(failure.words)")
    }

    @Test func whatIsNoProgramIsNotStarted() async throws {
        let folder = try FolderWorld(settings: [:])
        try folder.put("text", "no program\n")
        let failure = try #require(
            await Misbehaving(changing: [
                "program": .string("\(folder.folder)/text"),
                "sha256": .string(Digest.sha256(Array("no program\n".utf8)).hex),
            ]).failure())
        #expect(failure.words == "the program can't be started: exec format error")
    }

    @Test func describingAsksForNoHash() throws {
        let order = ProgramOrder(
            path: Misbehaving.program, digest: nil, arguments: ["describe", "exit"])
        let failure = #expect(throws: ProviderFailure.self) {
            _ = try ExternalProgram.describe(order)
        }
        #expect(failure?.words.contains("ended with status 3") == true)
    }
}
