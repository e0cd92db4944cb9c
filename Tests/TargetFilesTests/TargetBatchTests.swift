// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import Testing
import Values

@testable import TargetFiles

@Suite struct TargetBatchTests {
    let world = World()

    @Test func createdObjectsAreMarkedAndReadBack() throws {
        #expect(
            world.perform([world.create("b", "2"), world.create("a", "1")]) == [
                "done b=2 marked 0", "done a=1 marked 0",
            ])
        #expect(world.file("lines") == "a=1\nb=2\n")
        #expect(
            world.marks == """
                {"identity":"a","mark":"\(mark(0))","type":"line.entry"}
                {"identity":"b","mark":"\(mark(0))","type":"line.entry"}

                """)
    }

    @Test func aBatchIsAppliedInItsOrder() {
        let operations = [
            world.create("a", "1"), world.create("a", "2"), world.delete("a", "1"),
            world.create("a", "3", uid: 7),
        ]
        #expect(
            world.perform(operations) == [
                "done a=3 marked 7", "stale a=1 marked 0", "gone", "done a=3 marked 7",
            ])
    }

    @Test func whatIsRefusedDoesNotStopTheOthers() {
        let operations = [
            world.create("a", "1"), world.create("b", "refused"), world.create("c", "3"),
        ]
        #expect(
            world.perform(operations) == [
                "done a=1 marked 0", "rejected: the text `refused` is not taken",
                "done c=3 marked 0",
            ])
        #expect(world.file("lines") == "a=1\nc=3\n")
        #expect(!world.marks.contains("\"b\""))
    }

    @Test func whatCanNotBeWrittenLeavesNoMark() {
        _ = world.perform([world.create("a", "1")])
        #expect(
            world.perform([world.create("b", "full"), world.delete("a", "1")]) == [
                "rejected: the disk is full", "rejected: the disk is full",
            ])
        #expect(world.file("lines") == "a=1\n")
        #expect(world.marks.contains("\"a\"") && !world.marks.contains("\"b\""))
    }

    @Test func aStalePreconditionWritesNothing() {
        world.put("lines", "a=by hand\n")
        #expect(world.perform([world.create("a", "1")]) == ["stale a=by hand unmarked"])
        #expect(world.perform([world.delete("a", "1")]) == ["stale a=by hand unmarked"])
        #expect(world.file("lines") == "a=by hand\n")
        #expect(world.marks == "")
    }

    @Test func aMarkIsPutOnAndTakenOffWithoutAWrite() {
        world.put("lines", "a=1\n")
        let adopt = world.operation(.mark, "a", "1", .same(digest("a", "1", nil)))
        #expect(world.perform([adopt]) == ["done a=1 marked 0"])
        let forget = world.operation(.unmark, "a", "1", .same(digest("a", "1", mark(0))))
        #expect(world.perform([forget]) == ["gone"])
        #expect(world.file("lines") == "a=1\n")
        #expect(world.marks == "")
    }

    @Test func marksThatLostTheirObjectAreTakenAway() {
        _ = world.perform([world.create("a", "1"), world.create("b", "2")])
        world.put("lines", "b=2\n")
        _ = world.perform([world.create("c", "3")])
        #expect(!world.marks.contains("\"a\""))
        #expect(world.marks.contains("\"b\"") && world.marks.contains("\"c\""))
    }

    @Test func aMarkWithoutAnObjectCountsAsAbsent() throws {
        _ = world.perform([world.create("a", "1"), world.create("b", "2")])
        world.put("lines", "b=2\n")
        let seen = try world.observe(["a"])
        #expect(seen.presences.map(described) == ["absent"])
        #expect(seen.unasked.map(\.identity) == ["b"])
        #expect(try world.observe(["a"], lineage: lineage(9)).unasked.isEmpty)
        #expect(world.perform([world.create("a", "3", uid: 5)]) == ["done a=3 marked 5"])
    }

    @Test func observingWritesNothing() throws {
        #expect(try world.observe(["a"]).presences.map(described) == ["absent"])
        #expect(world.names == [])
    }

    @Test func aBrokenRegistryIsNotTakenForNone() {
        _ = world.perform([world.create("a", "1")])
        world.put(MarksFile.name, "{\"identity\":\"a\"\n")
        #expect(
            world.perform([world.create("b", "1")]) == [
                "rejected: .burnham-marks:1: the line is no mark"
            ])
        #expect(world.file("lines") == "a=1\n")
        #expect(throws: ProviderFailure.self) { try world.observe(["a"]) }
    }

    @Test func anotherWriterIsWaitedFor() async throws {
        let lock = try FileLock.acquire(
            "\(world.folder)/\(TargetBatch.lockName)", timeoutMilliseconds: 0)
        let executor = BlockingExecutor(threads: 1, label: "late")
        async let late = executor.run { [world] in world.perform([world.create("a", "1")]) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(world.file("lines") == "")
        lock.release()
        #expect(await late == ["done a=1 marked 0"])
    }

    @Test func checkRefusesWhatTheFormRefuses() {
        let results = TargetReader(place: world.place).check(
            OperationSeries([world.create("a", "1"), world.create("b", "refused")]),
            opening: world.open)
        #expect(
            results == [
                .checked,
                .refused(ProviderFailure(.rejected, "the text `refused` is not taken")),
            ])
        #expect(world.names == [])
        unlink("\(world.folder)/lines")
        world.put("file", "x")
        let below = TargetPlace(
            name: "below", settings: [:], folder: "\(world.folder)/file/below",
            registryFolder: world.folder)
        let refused = TargetReader(place: below).check(
            OperationSeries([world.create("a", "1")]), opening: world.open)
        guard case .refused(let failure) = refused[0] else {
            Issue.record("a folder below a file is \(refused[0])")
            return
        }
        #expect(failure.kind == .conflict)
    }

    @Test func whatAKilledBatchLeftIsTakenAway() {
        world.put("lines", "")
        close(open("\(world.folder)/.burnham-temporary-1", O_CREAT | O_WRONLY, 0o600))
        _ = world.perform([world.create("a", "1")])
        #expect(access("\(world.folder)/.burnham-temporary-1", F_OK) != 0)
    }
}

@Suite struct MarksRegistryTests {
    @Test func readsWhatItWrites() throws {
        var registry = MarksRegistry()
        for (index, identity) in ["b", "a\n\"", "ä", "a\u{308}"].enumerated() {
            registry[MarkKey(type: "t", identity: identity)] = Mark(
                lineage: lineage(1), uid: lineage(index))
        }
        let read = try MarksRegistry(bytes: registry.bytes)
        #expect(read == registry)
        #expect(read.count == 4)
        #expect(read.keys(of: lineage(1)).map(\.identity) == ["a\n\"", "a\u{308}", "b", "ä"])
    }

    @Test(arguments: [
        "x", "{}", #"{"identity":"a","mark":"00:11","type":"t"}"#,
        #"{"identity":"a","mark":"\#(mark(0))","type":"t","more":1}"#,
        #"{"identity":1,"mark":"\#(mark(0))","type":"t"}"#,
    ])
    func refusesOtherLines(_ line: String) {
        #expect(throws: ProviderFailure.self) { try MarksRegistry(bytes: Array(line.utf8)) }
    }

    @Test func refusesTwoMarksOfOneObject() {
        let line = #"{"identity":"a","mark":"\#(mark(0))","type":"t"}"#
        #expect {
            try MarksRegistry(bytes: Array("\(line)\n\(line)\n".utf8))
        } throws: {
            ($0 as? ProviderFailure)?.words
                == ".burnham-marks:2: the line marks an object a second time"
        }
    }
}

@Suite struct FileFailureTests {
    @Test(arguments: [
        (FileFailure.Kind.denied, "denied"), (.readOnly, "denied"), (.noSpace, "rejected"),
        (.locked, "timedOut"), (.symlink, "conflict"), (.exists, "conflict"),
        (.tooLarge, "rejected"), (.missing, "unreachable"), (.other(5), "unreachable"),
    ])
    func kinds(_ kind: FileFailure.Kind, _ expected: String) {
        let failure = ProviderFailure(FileFailure(.replace, path: "zones/a", kind: kind))
        #expect(failure.kind.rawValue == expected)
        #expect(failure.words == "cannot replace `zones/a`: \(kind)")
        #expect(failure.isTransient == (kind == .locked))
    }
}
