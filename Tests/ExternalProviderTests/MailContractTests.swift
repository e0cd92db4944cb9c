// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ExternalProvider
import ProviderContract
import Testing
import Values

/// The provider contract for the example: its program in Python, its server, and its document.
@Suite struct MailContractTests {
    @Test(arguments: ContractCheck.all(for: mailbox))
    func mailboxes(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil, "\(violation ?? "")")
    }

    @Test(arguments: ContractCheck.all(for: list))
    func lists(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil, "\(violation ?? "")")
    }

    @Test(arguments: ContractCheck.all(for: member))
    func members(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil, "\(violation ?? "")")
    }

    private static let provider = ExternalProgram.provider(MailService.document)

    private static func mail(
        _ type: String, _ sample: Fields<Value>, _ other: Fields<Value>
    ) -> ContractSubject {
        var subject = ContractSubject(
            provider: provider, type: type, settings: ["tenant": "contract"], sample: sample,
            other: other, makeWorld: { _ in try MailWorld() })
        // Lists are asked for as mailboxes are.
        subject.hasServer = type != "mail.list"
        return subject
    }

    private static let mailbox: ContractSubject = {
        var subject = mail(
            "mail.mailbox",
            [
                "address": "Anna@City.example", "display_name": " Anna \u{C5}ngstr\u{F6}m ",
                "aliases": ["a.angstrom@city.example", "ANNA.A@city.example"],
                "quota_mebibytes": 4096, "forward_to": "desk@city.example",
            ],
            ["address": "ben@city.example", "display_name": "Ben"])
        subject.changes = [
            ("display_name", "Anna Berg"), ("quota_mebibytes", 1),
            ("aliases", ["anna.a@city.example"]), ("forward_to", "night@city.example"),
        ]
        subject.clearable = ["aliases", "quota_mebibytes", "forward_to"]
        subject.numbered = {
            ["address": .string("person\($0)@city.example"), "display_name": "Somebody"]
        }
        subject.odd = [
            [
                "address": "o'brien+\"x\"&y=%2F#?@city.example",
                "display_name": "'; DROP TABLE mailboxes; -- \u{1F600}\u{202E}</b>\t\\\"",
                "aliases": ["%00@city.example", "..@city.example"],
            ],
            [
                "address": .string(String(repeating: "l", count: 64) + "@city.example"),
                "display_name": .string(String(repeating: "\u{FC}", count: 200)),
            ],
        ]
        subject.failing = [
            "address": "huge@city.example", "display_name": "Huge", "quota_mebibytes": 1_000_001,
        ]
        let path = "mailboxes/anna@city.example"
        subject.handEdits = [
            .onMail("the name", .differs("display_name")) {
                try $0.ask("PATCH", path, ["displayName": "Anna"])
            },
            .onMail("an alias more", .differs("aliases")) {
                try $0.ask("PATCH", path, ["aliases": ["x@city.example", "anna.a@city.example"]])
            },
            .onMail("the order of aliases", .same) {
                try $0.ask(
                    "PATCH", path,
                    ["aliases": ["Anna.A@city.example", "a.angstrom@city.example"]])
            },
            .onMail("the quota", .differs("quota_mebibytes")) {
                try $0.ask("PATCH", path, ["quotaMegabytes": 1])
            },
            .onMail("forwarding", .differs("forward_to")) {
                try $0.ask("PATCH", path, ["forwardTo": "thief@example.org"])
            },
            .onMail("what we do not manage", .same) {
                try $0.ask("PATCH", path, ["language": "de"])
            },
            .onMail("taken away", .absent) { try $0.ask("DELETE", path) },
        ]
        return subject
    }()

    private static let list: ContractSubject = {
        var subject = mail(
            "mail.list",
            [
                "address": "permits@city.example", "display_name": "Permits", "open": true,
                "owner": "anna@city.example",
            ],
            ["address": "parks@city.example", "display_name": "Parks"])
        subject.changes = [
            ("display_name", "Permits and licences"), ("open", false),
            ("owner", "ben@city.example"),
        ]
        subject.clearable = ["open", "owner"]
        let path = "lists/permits@city.example"
        subject.handEdits = [
            .onMail("opened or closed", .differs("open")) {
                try $0.ask("PATCH", path, ["open": false])
            },
            .onMail("the owner", .differs("owner")) { try $0.ask("PATCH", path, ["owner": .null]) },
            .onMail("the footer", .same) { try $0.ask("PATCH", path, ["footer": "Unsubscribe"]) },
            .onMail("taken away", .absent) { try $0.ask("DELETE", path) },
        ]
        return subject
    }()

    private static let member: ContractSubject = {
        let list: Value = "permits@city.example"
        var subject = mail(
            "mail.member", ["list": list, "member": "Anna@city.example"],
            ["list": list, "member": "ben@city.example"])
        subject.prerequisites = [
            .init(type: "mail.list", inputs: ["address": list, "display_name": "Permits"])
        ]
        subject.odd = [["list": list, "member": "a%2Fb%25c?d=#@elsewhere.example"]]
        subject.failing = ["list": "nowhere@city.example", "member": "anna@city.example"]
        subject.handEdits = [
            .onMail("taken off", .absent) {
                try $0.ask("DELETE", "lists/permits@city.example/members/anna@city.example")
            },
            .onMail("another put on", .same) {
                try $0.ask("PUT", "lists/permits@city.example/members/cy@city.example")
            },
        ]
        return subject
    }()
}
