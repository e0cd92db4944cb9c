// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc
import ProviderContract
import Testing
import Values

@testable import FileProvider

@Suite struct FileContractTests {
    static let foreign: [FolderWorld.Foreign] = [
        .file("shares/cdph/theirs.txt", "theirs\n"), .file(".hidden", "kept\n"),
        .file("shares/cdph/intake-old/a", "x"),
    ]

    static let directory: ContractSubject = {
        var subject = ContractSubject(
            provider: FileTarget.provider, type: "file.directory",
            settings: ["prefix": "/srv/shares"],
            sample: ["path": "shares/cdph/intake", "mode": "0750"], other: ["path": "shares/dfss"],
            makeWorld: { try FolderWorld(settings: $0, foreign: foreign) })
        subject.changes = [("mode", "2770")]
        subject.failing = ["path": "shares/nobodys", "owner": "no-such-user"]
        subject.odd = [
            ["path": "a", "mode": "000"], ["path": "_A-b.c_/x.."],
            ["path": .string(String(repeating: "d", count: 255)), "mode": "7777"],
        ]
        subject.refused = ["../up", "a//b", "/a", "a/", ".removed/x", "a\nb", "a/..", "ä", ""].map {
            (["path": .string($0)], "path")
        }
        subject.refused.append(
            (["path": .string(String(repeating: "d", count: 256))], "path"))
        subject.handEdits = [
            .onFolder("mode", .differs("mode")) { chmod("\($0.folder)/shares/cdph/intake", 0o700) },
            .onFolder("removed", .absent) { rmdir("\($0.folder)/shares/cdph/intake") },
            .onFolder("a file in it", .same) { try $0.put("shares/cdph/intake/a", "x") },
            .onFolder("a file in its place", .unreadable) {
                rmdir("\($0.folder)/shares/cdph/intake")
                try $0.put("shares/cdph/intake", "x")
            },
            .onFolder("a link in its place", .unreadable) {
                rmdir("\($0.folder)/shares/cdph/intake")
                symlink("/etc", "\($0.folder)/shares/cdph/intake")
            },
        ]
        return subject
    }()

    static let document: ContractSubject = {
        var subject = ContractSubject(
            provider: FileTarget.provider, type: "file.document",
            sample: ["path": "www/site.conf", "content": "listen 80;\n"],
            other: ["path": "www/other.conf", "content": ""],
            makeWorld: { try FolderWorld(settings: $0, foreign: foreign) })
        subject.changes = [("content", "listen 443;\n"), ("mode", "0600")]
        subject.odd = [
            ["path": "a", "content": "\0\r\n\u{1F600}a\u{308}"],
            ["path": "b", "content": .string(String(repeating: "0123456789", count: 100_000))],
            ["path": "c/d/e/f", "content": "deep", "mode": "444"],
        ]
        let large = String(repeating: "x", count: DocumentType.contentBytesMax + 1)
        subject.refused = [
            (["path": "../etc/passwd", "content": "x"], "path"),
            (["path": "a", "content": .string(large)], "content"),
        ]
        subject.handEdits = [
            .onFolder("content", .differs("content", alongWith: ["sha256"])) {
                try $0.edit("www/site.conf", "80", to: "81")
            },
            .onFolder("bytes that are no text", .differs("sha256", alongWith: ["content"])) {
                try $0.putBytes("www/site.conf", [0xFF, 0xFE])
            },
            .onFolder("mode", .differs("mode")) { chmod("\($0.folder)/www/site.conf", 0o666) },
            .onFolder("removed", .absent) { unlink("\($0.folder)/www/site.conf") },
            .onFolder("a folder in its place", .unreadable) {
                unlink("\($0.folder)/www/site.conf")
                mkdir("\($0.folder)/www/site.conf", 0o755)
            },
            .onFolder("a link in its place", .unreadable) {
                unlink("\($0.folder)/www/site.conf")
                symlink("/etc/passwd", "\($0.folder)/www/site.conf")
            },
            .onFolder("its folder is a link", .unreadable) {
                rename("\($0.folder)/www", "\($0.folder)/else")
                symlink("else", "\($0.folder)/www")
            },
            .onFolder("too large to be ours", .unreadable) {
                try $0.put("www/site.conf", large)
            },
        ]
        return subject
    }()

    @Test(arguments: ContractCheck.all(for: directory))
    func directories(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    @Test(arguments: ContractCheck.all(for: document))
    func documents(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }
}
