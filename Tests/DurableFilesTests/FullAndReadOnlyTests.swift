// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DurableFiles

/// Disks that are full and folders that are read-only. Root ignores permission bits, so these need
/// real mounts, and only root can make those.
@Suite(.enabled(if: PrivateMounts.areAllowed, "needs the right to mount"))
struct FullAndReadOnlyTests {
    private func inMount(
        _ mount: @escaping (String) throws -> Void,
        _ body: @escaping (DirectoryHandle) throws -> Void
    ) throws {
        try withTemporaryFolder { outside throws in
            try outside.makeDirectory("disk", mode: 0o755)
            try outside.replaceFile(FileReplacement("disk/old", "before"))
            let path = outside.path + "/disk"
            nonisolated(unsafe) let body = body
            try PrivateMounts.run {
                try mount(path)
                try body(DirectoryHandle(path: path))
            }
        }
    }

    @Test func aFullDiskKeepsTheOldContentAndNoTemporaryFile() throws {
        try inMount(PrivateMounts.mountTiny) { disk throws in
            try disk.replaceFile(FileReplacement("zone", "before"))
            let large = String(repeating: "x", count: 200_000)
            #expect(kind { try disk.replaceFile(FileReplacement("zone", large)) } == .noSpace)
            #expect(try disk.text("zone") == "before")
            #expect(try disk.allNames() == ["zone"])
        }
    }

    @Test func aFullDiskFailsOnlyThoseThatDoNotFit() throws {
        try inMount(PrivateMounts.mountTiny) { disk throws in
            let large = String(repeating: "x", count: 200_000)
            let failures = disk.replaceFiles([
                FileReplacement("first", "1"), FileReplacement("second", large),
                FileReplacement("third", "3"),
            ])
            #expect(failures.map { $0?.kind } == [nil, .noSpace, nil])
            #expect(try disk.allNames() == ["first", "third"])
        }
    }

    @Test func aFullDiskLeavesAGroupAsItWas() throws {
        try inMount(PrivateMounts.mountTiny) { disk throws in
            try disk.replaceFile(FileReplacement("key", "old key"))
            let large = String(repeating: "x", count: 200_000)
            let failures = disk.replaceFiles(inGroups: [
                [FileReplacement("key", "new key"), FileReplacement("certificate", large)],
                [FileReplacement("other", "1"), FileReplacement("others", "2")],
            ])
            #expect(failures.map { $0?.kind } == [.noSpace, nil])
            #expect(try disk.text("key") == "old key")
            #expect(try disk.allNames() == ["key", "other", "others"])
        }
    }

    @Test func aReadOnlyFolderRefusesEveryWrite() throws {
        try inMount(PrivateMounts.mountReadOnly) { disk throws in
            #expect(kind { try disk.replaceFile(FileReplacement("old", "after")) } == .readOnly)
            #expect(kind { try disk.removeFile("old") } == .readOnly)
            #expect(kind { try disk.makeDirectory("new", mode: 0o755) } == .readOnly)
            #expect(kind { try disk.renameItem("old", to: "new") } == .readOnly)
            #expect(kind { try disk.change("old", mode: 0o600) } == .readOnly)
            #expect(kind { _ = try disk.tryLock("lock") } == .readOnly)
            #expect(
                kind { try replaceFile(disk.path + "/old", bytes: [], mode: 0o600) } == .readOnly)
            #expect(try disk.text("old") == "before")
        }
    }
}
