// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import DurableFiles

@Suite struct FileLockTests {
    @Test func oneHolderAtATime() throws {
        try withTemporaryFolder { root throws in
            let path = root.path + "/lock"
            let first = try #require(try FileLock.tryAcquire(path))
            #expect(try FileLock.tryAcquire(path) == nil)
            #expect(kind { _ = try FileLock.acquire(path, timeoutMilliseconds: 30) } == .locked)
            first.release()
            let second = try root.lock("lock", timeoutMilliseconds: 0)
            #expect(second.path == path)
            #expect(try root.tryLock("lock") == nil)
        }
    }

    @Test func theEndOfTheObjectReleases() throws {
        try withTemporaryFolder { root throws in
            for _ in 0..<3 { _ = try root.lock("lock", timeoutMilliseconds: 0) }
        }
    }

    @Test func waitsForTheHolder() async throws {
        let executor = BlockingExecutor(threads: 1, label: "lock test")
        let path = "/tmp/burnham-lock-\(UInt64.random(in: 0 ... .max))"
        defer { try? removeFile(path) }
        let held = try #require(try FileLock.tryAcquire(path))
        async let waiter = executor.run { try FileLock.acquire(path, timeoutMilliseconds: 30_000) }
        try await Task.sleep(for: .milliseconds(20))
        held.release()
        #expect(try await waiter.path == path)
        executor.shutdown()
    }

    @Test func aKilledHolderLeavesNothingBehind() throws {
        try withTemporaryFolder { root throws in
            let path = root.path + "/lock"
            let holder = start(["/usr/bin/flock", "--no-fork", path, "/bin/sleep", "600"])
            try #require(holder > 0)
            while true {
                guard let lock = try FileLock.tryAcquire(path) else { break }
                lock.release()
                usleep(1000)
            }
            kill(holder, SIGKILL)
            waitpid(holder, nil, 0)
            let lock = try FileLock.acquire(path, timeoutMilliseconds: 5000)
            #expect(lock.path == path)
        }
    }

    @Test func aRemovedLockFileKeepsNobodyOut() throws {
        try withTemporaryFolder { root throws in
            let old = try #require(try root.tryLock("lock"))
            try root.removeFile("lock")
            let new = try #require(try root.tryLock("lock"))
            #expect(try root.tryLock("lock") == nil)
            #expect(old.path == new.path)
        }
    }

    @Test func aMissingFolderIsTyped() {
        let failure = #expect(throws: FileFailure.self) {
            try FileLock.tryAcquire("/nonexistent/folder/lock")
        }
        #expect(failure?.kind == .missing)
    }
}
