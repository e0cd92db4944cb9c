// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import DNSProvider

@Suite struct RecordDataTests {
    /// What the catalog says, what it means in its canonical form, and what a zone file then says.
    @Test(arguments: [
        (RecordKind.a, "192.0.2.1", "192.0.2.1", "192.0.2.1"),
        (.aaaa, "2001:DB8:0::1", "2001:db8::1", "2001:db8::1"),
        (.cname, "WWW.City.Example.", "www.city.example", "www.city.example."),
        (.ns, "ns1.city.example", "ns1.city.example", "ns1.city.example."),
        (.ptr, "host.city.example", "host.city.example", "host.city.example."),
        (.mx, "010  Mail.City.Example", "10 mail.city.example", "10 mail.city.example."),
        (.mx, "0 .", "0 .", "0 ."),
        (.srv, "1 2 443 a.city.example", "1 2 443 a.city.example", "1 2 443 a.city.example."),
        (.srv, "0 0 0 .", "0 0 0 .", "0 0 0 ."),
        (
            .caa, "0 ISSUE letsencrypt.org", #"0 issue "letsencrypt.org""#,
            #"0 issue "letsencrypt.org""#
        ),
        (.caa, #"0 issuewild ";""#, #"0 issuewild ";""#, #"0 issuewild ";""#),
        (.txt, "v=spf1 -all", "v=spf1 -all", #""v=spf1 -all""#),
        (.txt, "", "", #""""#),
        (.txt, #"a"b\c;d"#, #"a"b\c;d"#, #""a\"b\\c;d""#),
        (.txt, "two\nlines\t\u{7F}\0", "two\nlines\t\u{7F}\0", #""two\010lines\009\127\000""#),
        (.txt, "é", "é", #""\195\169""#),
    ])
    func catalogValues(_ kind: RecordKind, _ text: String, _ canonical: String, _ zone: String)
        throws
    {
        let data = try RecordData(kind, catalog: text)
        #expect(data.catalogText == canonical)
        #expect(data.zoneText == zone)
        #expect(try RecordData(kind, catalog: canonical) == data)
        #expect(try read(kind, zone) == data)
    }

    @Test(arguments: [
        (RecordKind.a, "1.2.3", "`1.2.3` is no IPv4 address"),
        (.a, "192.0.2.1 192.0.2.2", "more follows the value of A"),
        (
            .a, "192.0.2.1\nevil 60 IN A 192.0.2.66",
            "`192.0.2.1\\nevil 60 IN A 192.0.2.66` is no value of A"
        ),
        (.a, "192.0.2.1 ; comment", "`192.0.2.1 ; comment` is no value of A"),
        (.a, "( 192.0.2.1 )", "`( 192.0.2.1 )` is no value of A"),
        (.a, ##"\# 4 c0000201"##, ##"`\\# 4 c0000201` is no value of A"##),
        (.a, "", "`` is no value of A"),
        (.aaaa, "2001:db8::g", "`2001:db8::g` is no IPv6 address"),
        (.cname, "a..b", "`a..b`: a label of the name is empty"),
        (.mx, "mail.city.example", "`mail.city.example` is not a preference from 0 to 65535"),
        (.mx, "10", "a name is missing"),
        (.mx, "65536 mail.city.example", "`65536` is not a preference from 0 to 65535"),
        (.mx, "10 \"mail", "a quoted text is not closed on its line"),
        (.srv, "1 2 a.city.example", "`a.city.example` is not a port from 0 to 65535"),
        (.caa, "256 issue x", "`256` is not flags from 0 to 255"),
        (.caa, "0 is-sue x", "`is-sue` is no tag of letters and digits"),
        (.caa, "0 issue", "a value is missing"),
    ])
    func refusedValues(_ kind: RecordKind, _ text: String, _ message: String) {
        do throws(RecordData.Problem) {
            let data = try RecordData(kind, catalog: text)
            Issue.record("taken as \(data)")
        } catch {
            #expect(error.message == message)
        }
    }

    @Test(arguments: [
        (RecordKind.a, ##"\# 4 7F000002"##, "127.0.0.2"),
        (.aaaa, ##"\# 16 20010db8 00000000 0000000000000001"##, "2001:db8::1"),
        (.ns, ##"\# 6 026e7301 7800"##, "ns.x"), (.mx, ##"\# 3 000000"##, "0 ."),
        (.srv, ##"\# 9 0001000201bb016100"##, "1 2 443 a"),
        (.caa, ##"\# 10 00 05 6973737565 616263"##, #"0 issue "abc""#),
        (.txt, ##"\# 5 0161026263"##, "abc"),
    ])
    func bytesAreUnderstood(_ kind: RecordKind, _ text: String, _ canonical: String) throws {
        #expect(try read(kind, text).catalogText == canonical)
    }

    @Test(arguments: [
        ##"\# 4 7f0000"##, ##"\# 3 7f0000"##, ##"\# 5 7f00000201"##, ##"\# x 7f"##, ##"\#"##,
    ])
    func bytesThatAreNoAddress(_ text: String) {
        #expect(throws: RecordData.Problem.self) { try read(.a, text) }
    }

    @Test func longTextsAreSplitAndJoined() throws {
        for count in [255, 256, 510, 511, 4000] {
            let text = String(repeating: "k", count: count)
            let data = try RecordData(.txt, catalog: text)
            let strings = data.zoneText.split(separator: " ")
            #expect(strings.count == (count + 254) / 255)
            #expect(strings.allSatisfy { $0.utf8.count <= 257 })
            #expect(try read(.txt, data.zoneText).catalogText == text)
        }
        #expect(throws: RecordData.Problem.self) {
            try RecordData(.txt, catalog: String(repeating: "k", count: 65_001))
        }
    }

    @Test func textsThatAreNoUTF8AreShownEscaped() throws {
        #expect(try read(.txt, #""a\255b""#).catalogText == #"a\255b"#)
    }

    @Test(.enabled(if: Suites.arePresent, "the published suites are not here"))
    func publishedTextVectors() throws {
        let vectors = try Suites.json("dns/txt-vectors.json")
        let decode = try #require(vectors["decode"]?.list)
        for vector in decode {
            let text = try #require(vector["in"]?.string)
            // An empty value is nothing in a zone file.
            if text.isEmpty { continue }
            let parts = (vector["out"]?.list ?? []).compactMap(\.string)
            #expect(try read(.txt, text) == .text(Array(parts.joined().utf8)), "\(text)")
        }
        let encode = try #require(vectors["encode"]?.list)
        for vector in encode {
            let parts = (vector["in"]?.list ?? []).compactMap(\.string)
            let expected = try #require(vector["out"]?.string)
            let data = RecordData.text(Array(parts.joined().utf8))
            #expect(try read(.txt, expected) == data)
            if parts.count < 2 { #expect(data.zoneText == expected) }
        }
        #expect(decode.count + encode.count == 26)
    }

    private func read(_ kind: RecordKind, _ text: String) throws -> RecordData {
        var scanner = ZoneScanner(Array(text.utf8))
        let entry = try #require(try scanner.next())
        return try RecordData(kind, entry.tokens[...], origin: .root)
    }
}
