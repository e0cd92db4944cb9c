// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import ProviderContract
import Testing
import Values

@testable import SecretProvider

/// The provider contract on tokens.
@Suite struct TokenContractTests {
    @Test(arguments: ContractCheck.all(for: token))
    func contract(_ check: ContractCheck) async {
        #expect(await check.violation() == nil)
    }

    static let token: ContractSubject = {
        var subject = ContractSubject(
            provider: SecretFiles.provider, type: "secret.token",
            sample: [
                "name": "api", "length": 40, "alphabet": "base64url", "rotate_every": "26w",
                "overlap": "48h",
            ],
            other: ["name": "other"],
            makeWorld: {
                try FolderWorld(
                    settings: $0,
                    foreign: [
                        .file("notes.txt", "theirs"), .file("tokens/theirs", "theirs"),
                        .file("tokens/theirs.json", "theirs"),
                    ])
            })
        subject.changes = [
            ("length", 64), ("alphabet", "hex"), ("rotate_every", "30d"), ("overlap", "1d"),
        ]
        subject.clearable = ["rotate_every"]
        subject.odd = [
            ["name": "A.b_c-1", "length": 4096, "alphabet": "hex"],
            ["name": "x", "length": 16, "overlap": "1h", "rotate_every": "61m"],
        ]
        let refused: [(String, Value)] = [
            ("name", "../x"), ("name", "a/b"), ("name", "a\nb"), ("name", ".hidden"), ("name", ""),
            ("name", "x.previous"), ("name", "x.json"), ("length", 15), ("length", 4097),
            ("overlap", "26w"), ("overlap", "7"), ("overlap", "30m"), ("rotate_every", "1y"),
        ]
        subject.refused = refused.map { name, value in
            var inputs = subject.sample
            inputs[name] = value
            return (inputs, name)
        }
        subject.handEdits = [
            .onFolder("the value is gone", .absent) {
                try removeFile("\($0.folder)/tokens/api")
            },
            .onFolder("the value is another", .differs("condition")) {
                try $0.put("tokens/api", String(repeating: "x", count: 40), mode: 0o600)
            },
            .onFolder("a line feed after it", .differs("condition", alongWith: ["length"])) {
                try $0.put("tokens/api", $0.read("tokens/api") + "\n", mode: 0o600)
            },
            .onFolder("others can read it", .differs("condition")) {
                try $0.put("tokens/api", $0.read("tokens/api"), mode: 0o644)
            },
            .onFolder(
                "the record is gone",
                .differs("condition", alongWith: ["alphabet", "rotate_every", "overlap"])
            ) {
                try removeFile("\($0.folder)/tokens/api.json")
            },
            .onFolder("the record is none", .unreadable) { try $0.put("tokens/api.json", "{}") },
            .onFolder("another overlap in the record", .differs("overlap")) {
                try $0.edit("tokens/api.json", "\"overlap\":\"2d\"", to: "\"overlap\":\"3d\"")
            },
            .onFolder("a folder in its place", .unreadable) {
                try removeFile("\($0.folder)/tokens/api")
                try makeDirectories("\($0.folder)/tokens/api", mode: 0o755)
            },
        ]
        return subject
    }()
}
