// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Testing
import Values

@testable import FileProvider

/// Folders that take no more, or nothing at all: every answer is typed and nothing is half-written.
@Suite(.enabled(if: getuid() == 0, "mounting a small file system takes root"))
struct FullDiskTests {
    @Test func aFullDiskRefusesWhatDoesNotFit() async throws {
        try await onSmallDisk { (target, _) async throws in
            let large = String(repeating: "x", count: 200_000)
            let answers = await target.run(
                FileTargetUnderTest.Step(kind: .create, path: "small", content: "fits"),
                FileTargetUnderTest.Step(kind: .create, path: "large", content: large))
            #expect(answers.count == 2)
            #expect(answers[0] == "done small")
            #expect(answers[1].hasPrefix("rejected: "))
            #expect(answers[1].hasSuffix("the disk is full"))
            #expect(try target.tree() == "small 644")
            #expect(target.marks == ["small 1"])
        }
    }

    @Test func aReadOnlyDiskIsDenied() async throws {
        try await onSmallDisk { (target, path) async throws in
            await target.run(FileTargetUnderTest.Step(kind: .create, path: "a", content: "1"))
            let before = try target.tree()
            #expect(mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0)
            let answers = await target.run(
                FileTargetUnderTest.Step(kind: .create, path: "b", content: "2"))
            #expect(answers == ["denied: cannot replace `<root>/b`: the file system is read-only"])
            let create = target.operation(.create, ["path": "c"], on: nil)
            let words = await target.observer.check(OperationSeries([create])).map {
                if case .refused(let failure) = $0 { failure.words } else { "\($0)" }
            }
            #expect(words == ["cannot write in `\(path)`: the file system is read-only"])
            #expect(try target.tree() == before)
            #expect(target.marks == ["a 1"])
            guard case .present = try await target.observed("a", type: "file.document") else {
                Issue.record("what is on a read-only disk is not seen")
                return
            }
        }
    }

    /// The target's folder on a file system of 64 KiB; the registry is elsewhere.
    private func onSmallDisk(
        _ body: (FileTargetUnderTest, String) async throws -> Void
    ) async throws {
        let target = try FileTargetUnderTest()
        let path = target.world.folder
        try makeDirectories(path, mode: 0o755)
        try #require(mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0)
        defer { umount2(path, Int32(MNT_DETACH)) }
        try await body(target, path)
    }
}
