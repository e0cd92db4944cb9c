// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import DurableFiles

@Suite struct DirectoryHandleTests {
    @Test func replacesReadsAndRemoves() throws {
        try withTemporaryFolder { root throws in
            try root.makeDirectories("a/b", mode: 0o750)
            try root.replaceFile(FileReplacement("a/b/file", "one", mode: 0o640))
            try root.replaceFile(FileReplacement("a/b/file", "two", mode: 0o604))
            let status = try #require(try root.status(of: "a/b/file"))
            #expect(try root.text("a/b/file") == "two")
            #expect(status.mode == 0o604 && status.size == 3 && status.kind == .file)
            #expect(try root.status(of: "a/b")?.mode == 0o750)
            #expect(try root.list("a/b").map(\.name) == ["file"])
            try root.removeFile("a/b/file")
            try root.removeDirectory("a/b")
            #expect(try root.status(of: "a/b/file") == nil)
            #expect(try root.list("a").isEmpty)
        }
    }

    @Test func modesAreExactWhateverTheUmask() throws {
        let before = umask(0o077)
        defer { umask(before) }
        try withTemporaryFolder { root throws in
            try root.makeDirectory("shared", mode: 0o2775)
            try root.replaceFile(FileReplacement("shared/public", "", mode: 0o666))
            #expect(try root.status(of: "shared")?.mode == 0o2775)
            #expect(try root.status(of: "shared/public")?.mode == 0o666)
            try root.change("shared/public", mode: 0o400)
            #expect(try root.status(of: "shared/public")?.mode == 0o400)
        }
    }

    @Test func failuresAreTyped() throws {
        try withTemporaryFolder { root throws in
            try root.makeDirectory("folder", mode: 0o755)
            try root.replaceFile(FileReplacement("folder/file", "12345"))
            #expect(kind { _ = try root.readFile("none", limit: 9) } == .missing)
            #expect(kind { _ = try root.readFile("folder", limit: 9) } == .isADirectory)
            #expect(kind { _ = try root.readFile("folder/file", limit: 4) } == .tooLarge)
            #expect(try root.readFile("folder/file", limit: 5).count == 5)
            #expect(kind { _ = try root.readFile("folder/file/x", limit: 9) } == .notADirectory)
            #expect(kind { try root.makeDirectory("folder", mode: 0o755) } == .exists)
            #expect(kind { try root.removeDirectory("folder") } == .notEmpty)
            #expect(kind { try root.removeFile("folder") } == .isADirectory)
            #expect(kind { try root.replaceFile(FileReplacement("folder", "")) } == .isADirectory)
            #expect(try root.allNames() == ["folder"])
        }
    }

    @Test func aPipeIsRefusedAndNotWaitedFor() throws {
        try withTemporaryFolder { root throws in
            try #require(mkfifo(root.path + "/pipe", 0o600) == 0)
            #expect(kind { _ = try root.readFile("pipe", limit: 9) } == .notAFile)
        }
    }

    @Test func renamingNeverReplaces() throws {
        try withTemporaryFolder { root throws in
            try root.makeDirectory("share", mode: 0o755)
            try root.makeDirectory(".removed", mode: 0o755)
            try root.makeDirectory(".removed/share", mode: 0o755)
            let failure = #expect(throws: FileFailure.self) {
                try root.renameItem("share", to: ".removed/share")
            }
            #expect(failure?.kind == .exists)
            #expect(failure?.path == root.path + "/.removed/share")
            try root.renameItem("share", to: ".removed/share-2")
            #expect(try root.list(".removed").map(\.name) == ["share", "share-2"])
        }
    }

    @Test func newFilesNeverReplace() throws {
        try withTemporaryFolder { root throws in
            let key = FileReplacement(path: "key", bytes: [1], mode: 0o600, mustBeNew: true)
            try root.replaceFile(key)
            #expect(kind { try root.replaceFile(key) } == .exists)
            #expect(try root.allNames() == ["key"])
        }
    }

    @Test func listsWhatOthersPutThere() throws {
        try withTemporaryFolder { root throws in
            try root.replaceFile(FileReplacement("b", ""))
            try root.makeDirectory("B", mode: 0o755)
            try #require(symlink("/etc", root.path + "/link") == 0)
            let odd: [CChar] = [CChar(bitPattern: 0xFF), 0]
            let made = try SystemCalls.open(
                odd, in: root.descriptor.number, flags: O_CREAT | O_WRONLY, mode: 0o600)
            #expect(try made.status().kind == .file)
            let entries = try root.list()
            #expect(entries.map(\.name) == ["B", "b", "link", "\u{FFFD}"])
            #expect(entries.map(\.kind) == [.directory, .file, .symlink, .file])
            #expect(entries.map(\.isOpenable) == [true, true, true, false])
        }
    }

    @Test func aKilledProcessesLeftoversAreHiddenAndRemoved() throws {
        try withTemporaryFolder { root throws in
            let place = Place(directory: root, name: "file")
            _ = try StagedFile(FileReplacement("file", "half"), at: place)
            #expect(try root.list().isEmpty)
            #expect(try root.allNames().count == 1)
            #expect(try root.removeTemporaryFiles() == 1)
            #expect(try root.allNames().isEmpty)
        }
    }
}
