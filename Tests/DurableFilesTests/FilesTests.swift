// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import DurableFiles

@Suite struct FilesTests {
    @Test func wholePaths() throws {
        try withTemporaryFolder { root throws in
            try makeDirectories(root.path + "/a/b/c", mode: 0o700)
            try makeDirectories(root.path + "/a/b/c", mode: 0o700)
            try replaceFile(root.path + "/a/b/c/file", bytes: [1, 2, 3], mode: 0o600)
            try renameItem(root.path + "/a/b/c/file", to: root.path + "/a/moved")
            #expect(try readFile(root.path + "/a/moved", limit: 3) == [1, 2, 3])
            #expect(kind { _ = try readFile(root.path + "/a/moved", limit: 2) } == .tooLarge)
            #expect(try listDirectory(root.path + "/a/").map(\.name) == ["b", "moved"])
            try removeDirectory(root.path + "/a/b/c/")
            try removeFile(root.path + "/a/moved")
            #expect(try fileStatus(root.path + "/a/moved") == nil)
            #expect(kind { try removeFile(root.path + "/..") } == .unsafePath)
            #expect(kind { _ = try readFile("/etc/hostname\0x", limit: 9) } == .unsafePath)
            #expect(kind { try makeDirectories("/dev/null/x", mode: 0o700) } == .notADirectory)
        }
    }

    @Test func anEndlessDeviceMeetsTheLimit() {
        #expect(kind { _ = try readFile("/dev/zero", limit: 100_000) } == .tooLarge)
    }

    @Test func batchesOverManyFolders() throws {
        try withTemporaryFolder { root throws in
            for folder in 0..<7 { try root.makeDirectory(RelativePath("f\(folder)"), mode: 0o755) }
            let replacements = try (0..<500).map {
                FileReplacement(try RelativePath("f\($0 % 8)/\($0)"), "\($0)")
            }
            let failures = root.replaceFiles(replacements)
            for (index, failure) in failures.enumerated() {
                #expect(failure?.kind == (index % 8 == 7 ? .missing : nil))
                guard failure == nil else { continue }
                #expect(try root.text(replacements[index].path) == "\(index)")
            }
            #expect(try root.list("f0").count == 63)
        }
    }
}
