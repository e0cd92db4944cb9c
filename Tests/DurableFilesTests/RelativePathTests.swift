// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DurableFiles

@Suite struct RelativePathTests {
    @Test(arguments: [
        "", "/", "/etc/passwd", "a//b", "a/", "..", ".", "a/../b", "../a", "a/..", "./a", "a/./b",
        "a\nb", "a\0b", "\u{7F}", "a/\u{1B}[31m", String(repeating: "x", count: 256),
        String(repeating: "x/", count: 2048) + "x",
    ])
    func refuses(text: String) {
        let failure = #expect(throws: FileFailure.self) { try RelativePath(text) }
        #expect(failure?.kind == .unsafePath)
        #expect(failure?.description.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } == true)
        #expect(throws: FileFailure.self) { try safePath(root: "/root", text) }
    }

    @Test(arguments: [
        ("a", nil, "a"), ("a/b", "a", "b"), ("a/b/c", "a/b", "c"), ("...", nil, "..."),
        (".removed/2026-03-01/x", ".removed/2026-03-01", "x"), ("a../..b", "a..", "..b"),
        ("Zürich/e\u{301}", "Zürich", "e\u{301}"),
    ])
    func splits(text: String, parent: String?, name: String) throws {
        let path = try RelativePath(text)
        #expect(path.parent?.text == parent)
        #expect(Array(path.name.utf8) == Array(name.utf8))
        #expect(path.parent?.parent == (try path.parent.map { try RelativePath($0.text) })?.parent)
        #expect(try safePath(root: "/srv", text) == "/srv/" + text)
    }

    @Test func messagesArePlain() {
        let failures: [(FileFailure.Kind, String)] = [
            (.noSpace, "cannot replace `a/b`: the disk is full"),
            (.readOnly, "cannot replace `a/b`: the file system is read-only"),
            (.other(5), "cannot replace `a/b`: input/output error"),
        ]
        for (kind, text) in failures {
            #expect(FileFailure(.replace, path: "a/b", kind: kind).description == text)
        }
    }
}
