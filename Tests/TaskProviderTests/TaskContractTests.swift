// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import TaskProvider
import Testing
import Values

/// The provider contract for tasks.
@Suite struct TaskContractTests {
    @Test(arguments: ContractCheck.all(for: subject))
    func contract(_ check: ContractCheck) async { #expect(await check.violation() == nil) }

    @Test(arguments: ContractCheck.all(for: withoutUndo))
    func contractWithoutUndo(_ check: ContractCheck) async {
        #expect(await check.violation() == nil)
    }

    private static let subject: ContractSubject = {
        var subject = ContractSubject(
            provider: TaskFiles.provider, type: "task.manual",
            sample: [
                "name": "cdph-port", "title": "Patch port 4 in room 201", "team": "network",
                "instructions": "1. Find the panel.\n2. Patch \"4\" to 17.\n",
                "undo": "Take the patch out.", "promised_within": "3bd",
            ],
            other: [
                "name": "badge", "title": "Order a badge", "team": "desk", "instructions": "x",
            ],
            makeWorld: {
                try FolderWorld(
                    settings: $0,
                    foreign: [.file("notes.txt", "theirs"), .file("theirs.json", "{}\n")])
            })
        subject.changes = [
            ("title", "Patch port 5"), ("team", "cabling"), ("instructions", "Ask \u{E9}mile.\n"),
            ("undo", "Nothing"), ("promised_within", "4h"),
        ]
        subject.clearable = ["undo", "promised_within"]
        subject.odd = [
            [
                "name": "A.b_c-1", "title": "\u{1F600} \"quoted\" \\", "team": "t", "undo": "",
                "instructions": "\t\u{0}\r\n</script>",
            ]
        ]
        let refused: [(String, Value)] = [
            ("name", "../x"), ("name", "a/b"), ("name", ".x"), ("name", ""), ("title", "a\nb"),
            ("team", "a\u{1B}[2J"),
        ]
        subject.refused = refused.map { name, value in
            var inputs = subject.sample
            inputs[name] = value
            return (inputs, name)
        }
        subject.handEdits = [
            .onFolder("the title", .differs("title")) {
                try $0.edit(file, "port 4", to: "port 5")
            },
            .onFolder("the layout", .same) { try $0.edit(file, "\n  ", to: "") },
            .onFolder("a member more", .same) {
                try $0.edit(file, "{\n", to: "{\n  \"ticket\": [1, {\"a\": []}],\n")
            },
            .onFolder("taken away", .absent) { try removeFile("\($0.folder)/\(file)") },
            .onFolder("broken", .unreadable) { try $0.edit(file, "{\n", to: "{,\n") },
            .onFolder("empty", .unreadable) { try $0.put(file, "") },
            .onFolder("another state", .unreadable) {
                try $0.edit(file, "\"open\"", to: "\"later\"")
            },
            .onFolder("done without a time", .unreadable) {
                try $0.edit(file, "\"open\"", to: "\"done\"")
            },
            .onFolder("another name", .unreadable) {
                try $0.edit(file, "\"cdph-port\"", to: "\"x\"")
            },
        ]
        return subject
    }()

    private static let file = "cdph-port.json"

    private static let withoutUndo = ContractSubject(
        provider: TaskFiles.provider, type: "task.manual",
        sample: ["name": "badge", "title": "Order a badge", "team": "desk", "instructions": "x"],
        other: ["name": "key", "title": "Cut a key", "team": "desk", "instructions": "x"])
}
