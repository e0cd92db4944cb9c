// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import TargetFiles
import Testing
import Values

@testable import TaskProvider

/// The life of one task: what happens to it, and how it then stands.
@Suite struct TaskTests {
    private static let asked: Fields<Value> = [
        "title": "Patch port 4", "team": "network", "instructions": "Find the panel.",
    ]

    /// Words are what happens, one hour after the other.
    private func life(_ words: String, undo: String? = nil) -> String {
        var order = Self.asked
        order["undo"] = undo.map { .string($0) }
        var hour: Int64 = 0
        var time: Instant { Instant(seconds: hour * 3600) }
        var task = TaskRecord(name: "port", order: order, openedAt: time)
        for word in words.split(separator: " ") {
            hour += 1
            switch word {
            case "done": task.close(as: .done, .init(at: time, by: "u1", note: nil))
            case "cannot": task.close(as: .cannot, .init(at: time, by: "u1", note: "no panel"))
            case "suspend": task.suspend(at: time)
            case "resume": task.resume(at: time)
            case "rewrite": task.change(to: ["title": "Patch port 5"], cleared: [], at: time)
            default: Issue.record("no such word: \(word)")
            }
        }
        return
            "\(task.purpose.rawValue) \(task.state.rawValue) opened \(task.openedAt.seconds / 3600)"
            + (task.isSuspended ? " suspended" : "") + (task.isWaiting ? " waiting" : "")
    }

    @Test(arguments: [
        ("", "do open opened 0 waiting"), ("done", "do done opened 0"),
        ("done rewrite", "do done opened 0"), ("cannot", "do cannot opened 0"),
        ("cannot rewrite", "do open opened 2 waiting"),
        ("suspend", "undo open opened 1 suspended waiting"),
        ("done suspend", "undo open opened 2 suspended waiting"),
        ("done suspend done", "undo done opened 2 suspended"),
        ("cannot suspend", "do cannot opened 0 suspended"),
        ("done suspend resume", "do open opened 3 waiting"),
        ("done suspend done resume", "do open opened 4 waiting"),
        ("cannot suspend resume", "do cannot opened 0"),
    ])
    func withAnUndo(words: String, expected: String) {
        #expect(life(words, undo: "Take it out.") == expected)
    }

    @Test(arguments: [
        ("suspend", "do open opened 0 suspended"), ("done suspend", "do done opened 0 suspended"),
        ("suspend resume", "do open opened 0 waiting"), ("done suspend resume", "do done opened 0"),
    ])
    func withoutAnUndo(words: String, expected: String) {
        #expect(life(words) == expected)
    }

    /// What somebody who waits for it reads.
    @Test(
        arguments: [
            ("do", "open", nil, "network, since 2026-11-18: Patch port 4"),
            ("do", "done", nil, nil),
            ("do", "cannot", "no panel", "network could not do it (no panel): Patch port 4"),
            ("undo", "open", nil, "network is to undo it, since 2026-11-18: Patch port 4"),
        ] as [(String, String, String?, String?)])
    func waiting(purpose: String, state: String, note: String?, expected: String?) {
        var attributes = Self.asked
        attributes["purpose"] = .string(purpose)
        attributes["state"] = .string(state)
        attributes["note"] = note.map { .string($0) }
        attributes["opened_at"] = "2026-11-18T09:00:00.000Z"
        let wait = ManualTask.type.functions.waiting(attributes)
        #expect(wait?.reason == expected)
        #expect((wait?.lift != nil) == (state == "cannot"))
    }

    @Test func whatIsStillToBeCreatedIsWaitedFor() {
        #expect(ManualTask.type.functions.waiting(nil)?.reason == "a task for people comes first")
    }

    @Test func aFileIsMadeToBeRead() throws {
        var task = TaskRecord(
            name: "port", order: Self.asked, openedAt: Instant(seconds: 1_795_000_000))
        task.close(as: .done, .init(at: Instant(seconds: 1_795_003_600), by: "u1042", note: "ok"))
        let text = """
            {
              "name": "port",
              "title": "Patch port 4",
              "team": "network",
              "purpose": "do",
              "state": "done",
              "opened_at": "2026-11-18T11:06:40.000Z",
              "closed_at": "2026-11-18T12:06:40.000Z",
              "closed_by": "u1042",
              "note": "ok",
              "instructions": "Find the panel."
            }

            """
        #expect(String(decoding: task.bytes, as: UTF8.self) == text)
        #expect(try TaskRecord(bytes: task.bytes, name: "port") == task)
    }

    @Test func whatOthersWroteIntoAFileStays() throws {
        let text = """
            {
              "name": "port",
              "title": "t",
              "team": "n",
              "purpose": "do",
              "state": "open",
              "opened_at": "2026-11-18T11:06:40.000Z",
              "instructions": "i",
              "empty": {},
              "tickets": [
                1,
                {
                  "a": [
                    true
                  ]
                }
              ]
            }

            """
        var task = try TaskRecord(bytes: Array(text.utf8), name: "port")
        #expect(String(decoding: task.bytes, as: UTF8.self) == text)
        task.change(to: ["team": "m"], cleared: [], at: Instant(seconds: 0))
        #expect(
            String(decoding: task.bytes, as: UTF8.self)
                == text.replacing("\"n\"", with: "\"m\""))
    }

    @Test(
        arguments: [
            ("{\n\n  \"name\" 1}", 3, "not JSON: `:` is expected after a key"),
            ("[]", nil, "not one object"),
            ("{}", nil, "`name` is missing"), ("{\"name\": 1}", nil, "`name` is no text"),
            ("{\"name\": \"other\"}", nil, "`name` is not the file's name"),
            ("{\"name\": \"port\"}", nil, "`title` is missing"),
        ] as [(String, Int?, String)])
    func whatIsNoTaskIsRefused(text: String, line: Int?, message: String) {
        #expect(throws: TaskProblem(line: line, message)) {
            try TaskRecord(bytes: Array(text.utf8), name: "port")
        }
    }
}

/// `burnham task` on a folder.
@Suite struct TaskDeskTests {
    private static func task(_ name: String, _ state: String, _ opened: String) -> String {
        let closing =
            state == "open"
            ? "" : ", \"closed_by\": \"u1\", \"closed_at\": \"2026-11-20T00:00:00Z\""
        return """
            {"name": "\(name)", "title": "T", "team": "t", "instructions": "how", "undo": "back",
             "purpose": "do", "state": "\(state)", "opened_at": "\(opened)"\(closing)}
            """
    }

    private func world(_ tasks: [(name: String, state: String, opened: String)]) throws
        -> FolderWorld
    {
        let world = try FolderWorld(settings: [:])
        for task in tasks {
            try world.put("\(task.name).json", Self.task(task.name, task.state, task.opened))
        }
        return world
    }

    @Test func listsTheOldestFirst() throws {
        let world = try world([
            ("b", "open", "2026-11-18T00:00:00Z"), ("a", "done", "2026-11-18T00:00:00Z"),
            ("c", "open", "2026-11-17T00:00:00Z"),
        ])
        try world.put("broken.json", "{")
        try world.put("notes.txt", "theirs")
        let list = try TaskDesk(world.place).list()
        #expect(list.items.map(\.name) == ["c", "a", "b"])
        #expect(list.items.map(\.isWaiting) == [true, false, true])
        #expect(list.items.map(\.instructions) == ["how", "how", "how"])
        #expect(list.unreadable.map(\.name) == ["broken"])
        #expect(
            list.unreadable.map(\.failure.words)
                == ["broken.json:1: not JSON: a key in double quotes is expected"])
    }

    @Test func aFolderThatIsNotThereHasNoTasks() throws {
        let world = try FolderWorld(settings: [:])
        #expect(try TaskDesk(world.place).list().items.isEmpty)
    }

    private func close(_ world: FolderWorld, _ name: String, _ closing: TaskDesk.Closing) -> String
    {
        do throws(ProviderFailure) {
            let item = try TaskDesk(world.place).close(name, closing)
            return "\(item.state) by \(item.closedBy ?? "") at \(item.closedAt?.description ?? "")"
        } catch {
            return "\(error.kind.rawValue): \(error.words)"
        }
    }

    @Test func closesOnce() throws {
        let world = try world([("a", "open", "2026-11-18T00:00:00Z")])
        let now = Instant(seconds: 1_795_000_000)
        #expect(
            close(world, "a", .init(.cannot, by: "u2", at: now))
                == "rejected: a task that can't be done needs a note that says why")
        #expect(
            close(world, "x", .init(.done, by: "u2", at: now)) == "conflict: there is no task `x`")
        #expect(
            close(world, "../a", .init(.done, by: "u2", at: now))
                == "conflict: there is no task `../a`")
        #expect(
            close(world, "a", .init(.done, by: "u2", at: now, note: "easy"))
                == "done by u2 at 2026-11-18T11:06:40.000Z")
        #expect(try world.read("a.json").contains("\"note\": \"easy\""))
        #expect(
            close(world, "a", .init(.cannot, by: "u3", at: now, note: "no"))
                == "conflict: task `a` is closed already: done, by u2 on 2026-11-18")
    }

    @Test func waitsForTheLockOfAnApply() async throws {
        let world = try world([("a", "open", "2026-11-18T00:00:00Z")])
        let executor = BlockingExecutor(threads: 1, label: "close")
        let lock = try TargetBatch.takeLock(of: world.place)
        async let answer = executor.run {
            close(world, "a", .init(.done, by: "u2", at: Instant(seconds: 0)))
        }
        try await Task.sleep(for: .milliseconds(50))
        #expect(try world.read("a.json").contains("\"open\""))
        lock.release()
        #expect(await answer == "done by u2 at 1970-01-01T00:00:00.000Z")
        executor.shutdown()
    }
}
