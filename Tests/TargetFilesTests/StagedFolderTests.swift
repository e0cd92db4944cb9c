// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import TargetFiles
import Testing

/// Folders with changes in memory, on disk in a temporary folder.
@Suite struct StagedFolderTests {
    private let scratch = Scratch()

    @Test func readsWhatIsStagedAndWritesNothingBeforeWrite() throws {
        var staged = try folder()
        let path = try RelativePath("a/b/file")
        #expect(try staged.file(path, limit: 100) == nil)
        staged.replace(path, with: .init(Array("new".utf8), mode: 0o600), phase: 1, for: 0)
        #expect(try staged.file(path, limit: 100)?.bytes == Array("new".utf8))
        #expect(try staged.folders() == [])
        #expect(try fileStatus(scratch.path + "/target") == nil)
        #expect(staged.write().isEmpty)
        #expect(try fileStatus(scratch.path + "/target/a/b/file")?.mode == 0o600)
        #expect(try staged.folders() == ["a"])
        #expect(try fileStatus(scratch.path + "/target/a")?.mode == 0o750)
        #expect(try fileStatus(scratch.path + "/target/a/b")?.mode == 0o700)
        staged.remove(path, phase: 1, for: 0)
        #expect(try !staged.isThere(path))
        #expect(staged.write().isEmpty)
        #expect(try fileStatus(scratch.path + "/target/a/b/file") == nil)
    }

    @Test func theLastOfSeveralChangesCounts() throws {
        var staged = try folder()
        let path = try RelativePath("file")
        staged.replace(path, with: .init([1], mode: 0o644), phase: 1, for: 0)
        staged.remove(path, phase: 2, for: 1)
        staged.replace(path, with: .init([3], mode: 0o640), phase: 1, for: 2)
        #expect(staged.write().isEmpty)
        #expect(try readFile(scratch.path + "/target/file", limit: 10) == [3])
        #expect(try fileStatus(scratch.path + "/target/file")?.mode == 0o640)
    }

    @Test func anOperationThatFailedTakesNoPartInLaterPhases() throws {
        try makeDirectories(scratch.path + "/target/taken", mode: 0o755)
        var staged = try folder()
        staged.replace(try RelativePath("taken"), with: .init([1], mode: 0o600), phase: 1, for: 0)
        staged.replace(try RelativePath("mine"), with: .init([1], mode: 0o600), phase: 2, for: 0)
        staged.replace(try RelativePath("ours"), with: .init([1], mode: 0o600), phase: 2, for: 0)
        staged.replace(try RelativePath("ours"), with: .init([2], mode: 0o600), phase: 2, for: 1)
        let failures = staged.write()
        #expect(failures.keys.sorted() == [0])
        #expect(failures[0]?.kind == .isADirectory)
        #expect(try fileStatus(scratch.path + "/target/mine") == nil)
        #expect(try readFile(scratch.path + "/target/ours", limit: 10) == [2])
    }

    @Test func filesOfOneOperationAndPhaseAreReplacedTogether() throws {
        try makeDirectories(scratch.path + "/target/b", mode: 0o755)
        var staged = try folder()
        staged.replace(try RelativePath("a"), with: .init([1], mode: 0o600), phase: 1, for: 0)
        staged.replace(
            try RelativePath("link/b"), with: .init([1], mode: 0o600), phase: 1, for: 0)
        staged.replace(try RelativePath("c"), with: .init([1], mode: 0o600), phase: 1, for: 1)
        #expect(symlink("b", scratch.path + "/target/link") == 0)
        #expect(staged.write()[0]?.kind == .symlink)
        #expect(try listDirectory(scratch.path + "/target").map(\.name) == ["b", "c", "link"])
    }

    @Test func aLinkInTheFolderIsNotFollowed() throws {
        try makeDirectories(scratch.path + "/target", mode: 0o755)
        try makeDirectories(scratch.path + "/outside", mode: 0o755)
        #expect(symlink("../outside", scratch.path + "/target/link") == 0)
        var staged = try folder()
        staged.replace(
            try RelativePath("link/file"), with: .init([1], mode: 0o600), phase: 1, for: 7)
        #expect(staged.write()[7]?.kind == .symlink)
        #expect(try listDirectory(scratch.path + "/outside").isEmpty)
    }

    @Test func whatAKilledProcessLeftIsTakenAway() throws {
        try makeDirectories(scratch.path + "/target/a", mode: 0o755)
        let left = scratch.path + "/target/a/.burnham-temporary-1"
        try replaceFile(left, bytes: [1], mode: 0o600)
        var staged = try folder()
        staged.replace(try RelativePath("a/file"), with: .init([1], mode: 0o600), phase: 1, for: 0)
        #expect(staged.write().isEmpty)
        #expect(try fileStatus(left) == nil)
    }

    private func folder() throws -> StagedFolder {
        try StagedFolder(path: scratch.path + "/target") { $0.contains("/") ? 0o700 : 0o750 }
    }

    private final class Scratch: Sendable {
        let path: String

        init() {
            var template = Array("/tmp/burnham-staged-XXXXXX".utf8CString)
            precondition(mkdtemp(&template) != nil)
            path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        }

        deinit {
            try? DirectoryHandle(path: "/tmp").removeTree(
                RelativePath(String(path.dropFirst("/tmp/".count))))
        }
    }
}
