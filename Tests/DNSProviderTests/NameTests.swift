// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DNSProvider

@Suite struct NameTests {
    static let origin = DomainName(canonical: "city.example")

    private func read(_ text: String, origin: DomainName = origin) -> String {
        do throws(DomainName.Problem) {
            return try DomainName(Array(text.utf8)[...], origin: origin).text
        } catch {
            return "problem: \(error.message)"
        }
    }

    @Test(arguments: [
        ("www", "www.city.example"), ("WWW.City.Example.", "www.city.example"), (".", "."),
        ("a.b", "a.b.city.example"), ("*.apps", "*.apps.city.example"),
        (#"a\.b"#, #"a\.b.city.example"#), (#"\065x"#, "ax.city.example"),
        (#"a\046b"#, #"a\.b.city.example"#), (#"a\ b"#, #"a\032b.city.example"#),
        (#"\000."#, #"\000"#), (#"q\"\;\(x."#, #"q\"\;\(x"#), ("é.", #"\195\169"#),
        ("", "problem: a label of the name is empty"),
        ("a..b", "problem: a label of the name is empty"),
        (".a", "problem: a label of the name is empty"),
        (#"a\25"#, "problem: the name ends in the middle of an escape"),
        (#"a\256b"#, #"problem: the escape `\256` is beyond 255"#),
        (#"a\2x5"#, "problem: an escape has three digits"),
    ])
    func reads(_ text: String, _ expected: String) {
        #expect(read(text) == expected)
    }

    @Test func limits() {
        let label = String(repeating: "a", count: 63)
        #expect(read("\(label).") == label)
        #expect(read("\(label)a.") == "problem: a label of the name has more than 63 bytes")
        let most = "\(label).\(label).\(label).\(label.dropLast(2))"
        #expect(read("\(most).") == most)
        #expect(read("\(most)a.") == "problem: the name has 256 bytes; 255 are the most")
        // Each escape is one byte, and what an origin adds counts.
        let escaped = String(repeating: #"\001"#, count: 63)
        #expect(read("\(escaped).") == escaped)
        #expect(
            read("\(label).\(label).\(label).\(label.dropLast(14))")
                == "problem: the name has 256 bytes; 255 are the most")
    }

    @Test(arguments: [
        ("www.city.example", "www"), ("city.example", "@"), ("a.b.city.example", "a.b"),
        ("other.example", "other.example."), ("xcity.example", "xcity.example."),
        (#"a\.city.example"#, #"a\.city.example."#), (#"a\\.city.example"#, #"a\\"#),
        (".", "."),
    ])
    func writesOwners(_ name: String, _ expected: String) {
        #expect(DomainName(canonical: name).ownerText(in: Self.origin) == expected)
    }

    @Test func zonesHoldNames() {
        let zone = Self.origin
        #expect(DomainName(canonical: "city.example").isIn(zone))
        #expect(DomainName(canonical: "a.city.example").isIn(zone))
        #expect(!DomainName(canonical: "acity.example").isIn(zone))
        #expect(!DomainName(canonical: #"a\.city.example"#).isIn(zone))
        #expect(!DomainName(canonical: "example").isIn(zone))
        #expect(zone.isIn(.root))
        #expect(DomainName(canonical: #"a\.b.city.example"#).parent == zone)
        #expect(DomainName(canonical: "example").parent == .root)
        #expect(DomainName.root.parent == nil)
    }
}

@Suite struct AddressTests {
    @Test(
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"),
            ("255.255.255.255", "255.255.255.255"),
            ("256.0.0.1", nil), ("01.0.0.1", nil), ("1.2.3", nil), ("1.2.3.4.5", nil),
            ("1.2.3.", nil),
            ("1.2.3.+4", nil), ("", nil), ("a.b.c.d", nil), ("１.2.3.4", nil),
        ] as [(String, String?)])
    func version4(_ text: String, _ expected: String?) {
        #expect(IPAddress.version4(text.utf8).map(IPAddress.text4) == expected)
    }

    /// RFC 5952, section 4 and appendix A; RFC 4291, section 2.2.
    @Test(
        arguments: [
            ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:DB8::ABCD", "2001:db8::abcd"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:0", "::"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("::FFFF:c000:201", "::ffff:192.0.2.1"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::192.0.2.1", "::c000:201"),
            ("fe80::1:2:3:4:5:6", "fe80:0:1:2:3:4:5:6"),
            (":::", nil), ("1::2::3", nil), ("1:2:3:4:5:6:7", nil), ("1:2:3:4:5:6:7:8:9", nil),
            ("12345::", nil), ("g::", nil), ("fe80::1%eth0", nil), ("1:2:3:4:5:6:7:192.0.2.1", nil),
            (":1:2:3:4:5:6:7", nil), ("1:2:3:4:5:6:7:", nil), ("192.0.2.1", nil), ("", nil),
            ("::1.2.3", nil), ("1.2.3.4::", nil), ("::1.2.3.4:5", nil),
        ] as [(String, String?)])
    func version6(_ text: String, _ expected: String?) {
        #expect(IPAddress.version6(text.utf8).map(IPAddress.text6) == expected)
    }
}

@Suite struct TimeTests {
    @Test(
        arguments: [
            ("0", 0), ("300", 300), ("1h", 3600), ("1H30M", 5400), ("1w2d3h4m5s", 788_645),
            ("2147483647", 2_147_483_647), ("2147483648", nil), ("99999999999999999999999", nil),
            ("9999999w", nil), ("h", nil), ("1hh", nil), ("1y", nil), ("", nil), ("-1", nil),
        ] as [(String, UInt32?)])
    func reads(_ text: String, _ expected: UInt32?) {
        #expect(TimeToLive.read(Array(text.utf8)[...]) == expected)
    }
}
