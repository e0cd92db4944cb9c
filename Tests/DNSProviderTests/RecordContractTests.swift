// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc
import ProviderContract
import Testing
import Values

@testable import DNSProvider

@Suite struct RecordContractTests {
    static let settings: Value = [
        "zones": [
            [
                "name": "city.example", "primary": "ns1.dns.example",
                "contact": "host.master@city.example",
                "nameservers": ["ns1.dns.example", "ns2.dns.example"],
            ],
            [
                "name": "2.0.192.in-addr.arpa", "primary": "ns1.dns.example",
                "contact": "hostmaster.city.example", "nameservers": ["ns1.dns.example"],
            ],
        ]
    ]

    /// A file that people have written, in most of the ways in which they write.
    static let theirs = """
        ; City zone, edited by hand since 1994
        $TTL 1d
        @   IN SOA ns1.dns.example. hostmaster (
                    1994010101 ; serial
                    3h 1h 4w 1h )
            NS  ns1.dns.example.
            NS  ns2.dns.example.   ; both elsewhere

        ; mail
        @   MX 10 mail
        mail    A   192.0.2.25
                AAAA 2001:db8::25
        $ORIGIN parks
        @   TXT ( "a text"
                  "in two lines" )
        trees 300 IN CNAME @
        """

    /// What they wrote, but for the serial; lines of ours may stand behind.
    static let foreign = FolderWorld.Foreign {
        try $0.put("city.example.zone", theirs)
    } read: { world in
        let text = try world.read("city.example.zone")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let count = theirs.split(separator: "\n", omittingEmptySubsequences: false).count
        return lines.prefix(count).filter { !$0.contains("; serial") }.joined(separator: "\n")
    }

    static func records(
        _ sample: Fields<Value>, _ other: Fields<Value>,
        changes: [(attribute: String, value: Value)]
    ) -> ContractSubject {
        var subject = ContractSubject(
            provider: ZoneFileTarget.provider, type: "dns.record", settings: settings,
            sample: sample, other: other,
            makeWorld: { try FolderWorld(settings: $0, foreign: [foreign]) })
        subject.changes = changes
        return subject
    }

    static let address: ContractSubject = {
        var subject = records(
            ["name": "www.city.example", "type": "A", "values": ["192.0.2.1", "192.0.2.2"]],
            ["name": "www.city.example", "type": "TXT", "values": ["beside"], "ttl": 60],
            changes: [("values", ["192.0.2.2", "192.0.2.3"]), ("ttl", 0)])
        subject.failing = [
            "name": "www.city.example", "type": "CNAME", "values": ["city.example"],
        ]
        let file = "city.example.zone"
        subject.handEdits = [
            .onFolder("a value", .differs("values")) {
                try $0.edit(file, "192.0.2.1", to: "192.0.2.9")
            },
            .onFolder("the time to live", .differs("ttl")) {
                try $0.edit(file, "www 3600", to: "www 1m")
            },
            .onFolder("a line more", .differs("values")) {
                try $0.put(file, try $0.read(file) + "www.city.example. 3600 A 192.0.2.7\n")
            },
            .onFolder("a line less", .differs("values")) {
                try $0.edit(file, "www 3600 IN A 192.0.2.2\n", to: "")
            },
            .onFolder("both lines", .absent) {
                try $0.edit(file, "www 3600 IN A 192.0.2.2\n", to: "")
                try $0.edit(file, "www 3600 IN A 192.0.2.1\n", to: "")
            },
            .onFolder("the same written otherwise", .same) {
                try $0.edit(
                    file, "www 3600 IN A 192.0.2.2",
                    to: "WWW.City.Example. IN 1h A \\# 4 c0000202 ; two")
            },
            .onFolder("the file", .absent) { unlink("\($0.folder)/\(file)") },
            .onFolder("a mistake", .unreadable) {
                try $0.edit(file, "192.0.2.2", to: "192.0.2.2.2")
            },
            .onFolder("a mistake elsewhere", .unreadable) {
                try $0.put(file, try $0.read(file) + "x 60 IN AX 1\n")
            },
            .onFolder("an include", .unreadable) {
                try $0.put(file, try $0.read(file) + "$INCLUDE more\n")
            },
            .onFolder("nothing left", .unreadable) { try $0.put(file, "") },
            .onFolder("a link", .unreadable) {
                rename("\($0.folder)/\(file)", "\($0.folder)/real")
                symlink("real", "\($0.folder)/\(file)")
            },
        ]
        subject.refused = refused
        return subject
    }()

    private static let refused: [(inputs: Fields<Value>, attribute: String)] = [
        (["name": "www.other.example", "type": "A", "values": ["192.0.2.1"]], "name"),
        (["name": "a..city.example", "type": "A", "values": ["192.0.2.1"]], "name"),
        (["name": "a\n.city.example", "type": "A", "values": ["192.0.2.1"]], "name"),
        (["name": "a b.city.example", "type": "TXT", "values": ["x"]], "name"),
        (["name": "büro.city.example", "type": "A", "values": ["192.0.2.1"]], "name"),
        (["name": "a_b.city.example", "type": "A", "values": ["192.0.2.1"]], "name"),
        (["name": "-a.city.example", "type": "AAAA", "values": ["::1"]], "name"),
        (["name": "a.*.city.example", "type": "TXT", "values": ["x"]], "name"),
        (
            [
                "name": .string("\(String(repeating: "a", count: 64)).city.example"),
                "type": "A", "values": ["192.0.2.1"],
            ], "name"
        ),
        (["name": "city.example", "type": "CNAME", "values": ["www.city.example"]], "type"),
        (
            ["name": "a.city.example", "type": "CNAME", "values": ["b.example.", "c.example."]],
            "values"
        ),
        (["name": "a.city.example", "type": "A", "values": []], "values"),
        (["name": "a.city.example", "type": "A", "values": ["192.0.2"]], "values"),
        (
            ["name": "a.city.example", "type": "A", "values": ["192.0.2.1\nb 60 IN A 192.0.2.6"]],
            "values"
        ),
        (["name": "a.city.example", "type": "CNAME", "values": ["www"]], "values"),
        (["name": "a.city.example", "type": "MX", "values": ["10 a_b.city.example"]], "values"),
        (["name": "a.city.example", "type": "MX", "values": ["mail.city.example"]], "values"),
        (["name": "a.city.example", "type": "CNAME", "values": ["."]], "values"),
        (["name": "a.city.example", "type": "A", "values": ["192.0.2.1"], "ttl": -1], "ttl"),
        (
            ["name": "a.city.example", "type": "A", "values": ["192.0.2.1"], "ttl": 2_147_483_648],
            "ttl"
        ),
    ]

    static let text: ContractSubject = {
        var subject = records(
            ["name": "_dmarc.city.example.", "type": "TXT", "values": ["v=DMARC1; p=none"]],
            ["name": "city.example", "type": "TXT", "values": ["v=spf1 -all", "other"]],
            changes: [("values", ["v=DMARC1; p=reject"]), ("ttl", 300)])
        let odd: [Value] = [
            ["a\nevil 60 IN A 192.0.2.66\n"], ["\"quoted\"", "\\", "\\\"", "; no comment"],
            [""], ["é\u{308}\0\u{7F}\r\n\t"], [.string(String(repeating: "k;\"", count: 2000))],
            ["$INCLUDE /etc/passwd", "(", ")", "@"],
        ]
        subject.odd = odd.map { ["name": "odd.city.example", "type": "TXT", "values": $0] }
        return subject
    }()

    static let others: [ContractSubject] = [
        records(
            ["name": "*.apps.city.example", "type": "CNAME", "values": ["Web.City.Example."]],
            ["name": "b.city.example", "type": "CNAME", "values": ["_x._y.city.example"]],
            changes: [("values", ["web2.city.example"])]),
        records(
            ["name": "city.example", "type": "AAAA", "values": ["2001:DB8:0:0::1"]],
            ["name": "city.example", "type": "A", "values": ["192.0.2.1"]],
            changes: [("values", ["2001:db8::1", "2001:db8::2"])]),
        records(
            ["name": "shop.city.example", "type": "MX", "values": ["10 mail.city.example"]],
            ["name": "none.city.example", "type": "MX", "values": ["0 ."]],
            changes: [("values", ["10 mail.city.example", "20 mail2.city.example"])]),
        records(
            [
                "name": "_ldap._tcp.city.example", "type": "SRV",
                "values": ["0 100 389 ldap.city.example"],
            ], ["name": "_x._tcp.city.example", "type": "SRV", "values": ["0 0 0 ."]],
            changes: [("values", ["0 100 636 ldap.city.example"])]),
        records(
            [
                "name": "city.example", "type": "CAA",
                "values": ["0 issue \"ca.example; account=7\"", "0 issuewild \";\""],
            ], ["name": "x.city.example", "type": "CAA", "values": ["128 iodef \"mailto:a@b.c\""]],
            changes: [("values", ["0 issue \"ca2.example\""])]),
        records(
            ["name": "7.2.0.192.in-addr.arpa", "type": "PTR", "values": ["host7.city.example"]],
            ["name": "8.2.0.192.in-addr.arpa", "type": "PTR", "values": ["host8.city.example"]],
            changes: [("values", ["host77.city.example"])]),
        records(
            ["name": "sub.city.example", "type": "NS", "values": ["ns1.dns.example"]],
            ["name": "sub2.city.example", "type": "NS", "values": ["ns1.dns.example"]],
            changes: [("values", ["ns1.dns.example", "ns2.dns.example"])]),
    ]

    @Test(arguments: ContractCheck.all(for: address))
    func addresses(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    @Test(arguments: ContractCheck.all(for: text))
    func texts(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    @Test(arguments: others.indices)
    func otherTypes(_ index: Int) async {
        for check in ContractCheck.all(for: Self.others[index]) {
            let violation = await check.violation()
            #expect(violation == nil, "\(check)")
        }
    }
}
