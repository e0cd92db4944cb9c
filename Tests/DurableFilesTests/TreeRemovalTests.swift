// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import DurableFiles

@Suite struct TreeRemovalTests {
    @Test func removesAllButWhatLinksLeadTo() throws {
        try withTemporaryFolder { outside throws in
            try outside.replaceFile(FileReplacement("kept", ""))
            try withTemporaryFolder { root throws in
                try root.makeDirectories("share/a/b", mode: 0o755)
                try root.replaceFile(FileReplacement("share/a/b/file", "x"))
                try root.replaceFile(FileReplacement("share/file", "x"))
                try #require(symlink(outside.path, root.path + "/share/a/link") == 0)
                try #require(mkfifo(root.path + "/share/pipe", 0o600) == 0)
                try root.removeTree("share")
                #expect(try root.allNames().isEmpty)
                #expect(try outside.allNames() == ["kept"])
            }
        }
    }

    @Test func aLinkIsNoTree() throws {
        try withTemporaryFolder { root throws in
            try #require(symlink("/tmp", root.path + "/link") == 0)
            #expect(kind { try root.removeTree("link") } == .symlink)
            #expect(kind { try root.removeTree("none") } == .missing)
        }
    }

    @Test func depthIsLimited() throws {
        try withTemporaryFolder { root throws in
            var current = root
            for _ in 0..<300 {
                try SystemCalls.makeDirectory("d", in: current.descriptor.number, mode: 0o755)
                current = try current.directory("d")
            }
            #expect(kind { try root.removeTree("d") } == .tooDeep)
            #expect(try root.status(of: "d")?.kind == .directory)
        }
    }
}
