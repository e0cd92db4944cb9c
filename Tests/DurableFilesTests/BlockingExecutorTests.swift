// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import Testing

@testable import DurableFiles

@Suite struct BlockingExecutorTests {
    /// 32 calls of 100 ms on 16 threads take 200 ms; a sleep of 50 ms beside them must not wait for
    /// even the first half of them. On Swift's own two threads it waited 1.65 s.
    @Test func blockingCallsDoNotDelayOthers() async throws {
        let executor = BlockingExecutor(threads: 16, label: "test")
        let events = Recorder<String>()
        try await withThrowingTaskGroup { group in
            for _ in 0..<32 {
                group.addTask {
                    await executor.run { _ = usleep(100_000) }
                    events.add("call")
                }
            }
            group.addTask {
                try await Task.sleep(for: .milliseconds(50))
                events.add("sleep")
            }
            try await group.waitForAll()
        }
        executor.shutdown()
        let order = events.all
        #expect(order.count == 33)
        #expect(try #require(order.firstIndex(of: "sleep")) <= 16)
    }

    @Test func runsOnItsOwnThreads() async throws {
        let executor = BlockingExecutor(threads: 2, label: "burnham-test")
        let names = await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { await executor.run { threadName() } } }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(names == ["burnham-test"])
        let preferred = await withTaskExecutorPreference(executor) { threadName() }
        #expect(preferred == "burnham-test")
        executor.shutdown()
    }

    @Test func errorsKeepTheirType() async {
        let executor = BlockingExecutor(threads: 1, label: "test")
        do throws(FileFailure) {
            _ = try await executor.run { () throws(FileFailure) in
                try readFile("/nonexistent", limit: 1)
            }
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.kind == .missing)
        }
        executor.shutdown()
    }

    @Test func shutdownDoesAllThatIsWaiting() async {
        let done = Recorder<Int>()
        let executor = BlockingExecutor(threads: 1, label: "test")
        await withTaskGroup { group in
            for number in 0..<200 {
                group.addTask { await executor.run { done.add(number) } }
            }
        }
        executor.shutdown()
        #expect(done.all.count == 200)
    }

    /// The queue drops what it has done: many more calls than it ever holds.
    @Test func manyCallsInOrder() async {
        let executor = BlockingExecutor(threads: 1, label: "test")
        let order = Recorder<Int>()
        await withTaskExecutorPreference(executor) {
            for number in 0..<5000 { await executor.run { order.add(number) } }
        }
        #expect(order.all == Array(0..<5000))
    }
}

private func threadName() -> String {
    let comm = try? readFile("/proc/thread-self/comm", limit: 64)
    return String(decoding: comm?.dropLast() ?? [], as: UTF8.self)
}

private final class Recorder<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    func add(_ element: Element) { elements.withLock { $0.append(element) } }

    var all: [Element] { elements.withLock { $0 } }
}
