// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import DurableFiles

/// Somebody who may write in a managed folder plants links that lead out of it.
@Suite struct PlantedLinkTests {
    private func withPlantedLinks(
        _ body: (_ root: DirectoryHandle, _ outside: DirectoryHandle) throws -> Void
    ) throws {
        try withTemporaryFolder { outside throws in
            try outside.replaceFile(FileReplacement("secret", "outside"))
            try withTemporaryFolder { root throws in
                try #require(symlink(outside.path, root.path + "/folder") == 0)
                try #require(symlink(outside.path + "/secret", root.path + "/file") == 0)
                try body(root, outside)
            }
        }
    }

    @Test func nothingIsReadBehindALink() throws {
        try withPlantedLinks { root, _ throws in
            #expect(kind { _ = try root.readFile("folder/secret", limit: 99) } == .symlink)
            #expect(kind { _ = try root.readFile("file", limit: 99) } == .symlink)
            #expect(kind { _ = try root.list("folder") } == .symlink)
            #expect(kind { _ = try root.status(of: "folder/secret") } == .symlink)
            #expect(try root.status(of: "file")?.kind == .symlink)
        }
    }

    @Test func nothingIsWrittenBehindALink() throws {
        try withPlantedLinks { root, outside throws in
            let written = FileReplacement("folder/secret", "changed")
            #expect(kind { try root.replaceFile(written) } == .symlink)
            #expect(root.replaceFiles([written]).map { $0?.kind } == [.symlink])
            #expect(kind { try root.removeFile("folder/secret") } == .symlink)
            #expect(kind { try root.makeDirectories("folder/new", mode: 0o755) } == .symlink)
            #expect(kind { try root.change("file", mode: 0o777) } == .symlink)
            #expect(kind { _ = try root.tryLock("file") } == .symlink)
            #expect(try outside.text("secret") == "outside")
            #expect(try outside.status(of: "secret")?.mode == 0o644)
            #expect(try outside.allNames() == ["secret"])
        }
    }

    @Test func aLinkInTheFilesPlaceIsReplacedItself() throws {
        try withPlantedLinks { root, outside throws in
            try root.replaceFile(FileReplacement("file", "inside"))
            #expect(try root.status(of: "file")?.kind == .file)
            #expect(try root.text("file") == "inside")
            #expect(try outside.text("secret") == "outside")
        }
    }

    /// Kernels without openat2 walk the path part by part: the same answers.
    @Test func theWalkRefusesLinksToo() throws {
        try withPlantedLinks { root, _ throws in
            try root.makeDirectories("a/b/c", mode: 0o755)
            let walked = try root.walk("a/b/c").status()
            #expect(walked == (try root.status(of: "a/b/c")))
            try #require(symlink("/", root.path + "/a/b/out") == 0)
            for (path, expected) in [
                ("folder", ELOOP), ("a/b/out/etc", ELOOP), ("a/none", ENOENT), ("file/x", ELOOP),
            ] {
                let error = #expect(throws: SystemError.self) {
                    try root.walk(RelativePath(path))
                }
                #expect(error?.number == expected, "\(path)")
            }
        }
    }
}
