// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Testing
import Values

@testable import ExternalProvider

/// Marks of objects that can't carry one: in the registry before the object is there, until it is gone.
@Suite struct RegistryTests {
    private static func key(_ name: String) -> MarkKey {
        MarkKey(type: "test.link", identity: name)
    }

    private func mark(_ name: String, of target: Misbehaving) throws -> Mark? {
        try MarksFile(in: target.place).load()[Self.key(name)]
    }

    private static func create(_ name: String) -> Operation {
        Misbehaving.operation(.create, name, type: "test.link")
    }

    @Test func aCreateLeavesTheMark() async throws {
        let target = try Misbehaving()
        let results = await target.perform([Self.create("one")])
        guard case .done(let object) = results[0] else {
            Issue.record("\(results)")
            return
        }
        #expect(object.mark == Misbehaving.mark)
        #expect(try mark("one", of: target) == Misbehaving.mark)
    }

    @Test func aRefusedCreateLeavesNone() async throws {
        let failure = #"{"state":"failed","failure":{"kind":"rejected","words":"no"}}"#
        let target = try Misbehaving("perform", #"answer:{"results":[\#(failure)]}"#)
        #expect(await target.perform([Self.create("one")])[0].failure?.kind == .rejected)
        #expect(try mark("one", of: target) == nil)
    }

    @Test func aStaleCreateLeavesNone() async throws {
        let stale = #"{"state":"stale","presence":{"state":"absent"}}"#
        let target = try Misbehaving("perform", #"answer:{"results":[\#(stale)]}"#)
        guard case .stale = await target.perform([Self.create("one")])[0] else {
            Issue.record("it is not stale")
            return
        }
        #expect(try mark("one", of: target) == nil)
    }

    /// Whether the object was made is not known: if it was, it is ours.
    @Test func aLostCreateLeavesTheMark() async throws {
        let target = try Misbehaving("perform", "exit")
        #expect(await target.perform([Self.create("one")])[0].failure?.kind == .unreachable)
        #expect(try mark("one", of: target) == Misbehaving.mark)
        let seen = try await Misbehaving().observer.observe([], lineage: Misbehaving.mark.lineage)
        #expect(seen.unasked.isEmpty)
    }

    /// A mark whose object is gone would make ours whatever is put there later.
    @Test func theFirstBatchTakesAwayLostMarks() async throws {
        let target = try Misbehaving("perform", "exit")
        _ = await target.perform([Self.create("one")])
        let next = try Misbehaving()
        try makeDirectories(next.place.registryFolder, mode: 0o700)
        try MarksFile(in: next.place).save(try MarksFile(in: target.place).load())
        #expect(try mark("one", of: next) == Misbehaving.mark)
        _ = await next.perform([Self.create("two")])
        #expect(try mark("one", of: next) == nil)
        #expect(try mark("two", of: next) == Misbehaving.mark)
    }

    @Test func aProgramNeverHearsOfThem() async throws {
        let present =
            #"{"state":"present","object":{"attributes":{"name":"one"},"mark":"\#(Misbehaving.mark)"}}"#
        let target = try Misbehaving("observe", #"answer:{"presences":[\#(present)]}"#)
        let seen = try await target.observer.observe(
            [Misbehaving.item("one", type: "test.link")], lineage: Misbehaving.mark.lineage)
        #expect(seen.presences[0].failure?.words.contains("kept elsewhere") == true)
    }

    @Test func markingIsNoBusinessOfTheProgram() async throws {
        let target = try Misbehaving("check", "exit")
        let operation = Misbehaving.operation(.mark, "one", type: "test.link")
        #expect(await target.observer.check(OperationSeries([operation])) == [.checked])
    }

    @Test func theSameObjectTwiceInABatchIsComparedAnew() async throws {
        let target = try Misbehaving()
        let results = await target.perform([
            Misbehaving.operation(.create, "one"), Misbehaving.operation(.create, "two"),
            Misbehaving.operation(.create, "one"), Misbehaving.operation(.create, "three"),
        ])
        let ends = results.map { result in
            switch result {
            case .done: "done"
            case .stale: "stale"
            default: "\(result)"
            }
        }
        #expect(ends == ["done", "done", "stale", "done"])
    }
}
