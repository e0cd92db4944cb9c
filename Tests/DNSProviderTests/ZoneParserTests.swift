// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DNSProvider

/// Zone text in; its records out, one a line, or where it is wrong.
@Suite struct ZoneParserTests {
    @Test func rfc1035Example() {
        // RFC 1035, section 5.3, with an address for the last name of its `$INCLUDE`d file.
        expect(
            """
            @   IN  SOA     VENERA      Action\\.domains (
                                             20     ; SERIAL
                                             7200   ; REFRESH
                                             600    ; RETRY
                                             3600000; EXPIRE
                                             60)    ; MINIMUM

                    NS      A.ISI.EDU.
                    NS      VENERA
                    MX      10      VENERA
            A       A       26.3.0.103
            VENERA  A       10.1.0.52
                    A       128.9.0.32
            """, zone: "isi.edu",
            """
            isi.edu 60 SOA
            isi.edu 60 NS a.isi.edu
            isi.edu 60 NS venera.isi.edu
            isi.edu 60 MX 10 venera.isi.edu
            a.isi.edu 60 A 26.3.0.103
            venera.isi.edu 60 A 10.1.0.52
            venera.isi.edu 60 A 128.9.0.32
            """)
    }

    @Test func whatIsInherited() {
        expect(
            """
            $TTL 1h
            www A 192.0.2.1 ; no class
             60 IN A 192.0.2.2
            	IN 120 AAAA 2001:db8::1
            $ORIGIN sub
              TXT still\\ www
            @ A 192.0.2.3
            $ORIGIN sub.other.
            $TTL 2h
            a CNAME b
            c CNAME @
            d TYPE65280 \\# 1 00
            e CH TXT ignored
            """,
            """
            www.city.example 3600 A 192.0.2.1
            www.city.example 60 A 192.0.2.2
            www.city.example 120 AAAA 2001:db8::1
            www.city.example 3600 TXT still www
            sub.city.example 3600 A 192.0.2.3
            a.sub.other 7200 CNAME b.sub.other
            c.sub.other 7200 CNAME sub.other
            d.sub.other 7200 TYPE65280
            e.sub.other 7200 other class TXT
            """)
    }

    @Test func quotesParenthesesAndLineEnds() {
        expect(
            "$TTL 60\r\na TXT ( \"one;\" ; first\r\n  two\r\n ) \"three\\\"\"\r\n\r\nb MX (\n10 mail )",
            """
            a.city.example 60 TXT one;twothree"
            b.city.example 60 MX 10 mail.city.example
            """)
    }

    @Test(arguments: [
        ("a A 192.0.2.1", "1: no time to live is stated, here or before"),
        ("$TTL 60\n A 192.0.2.1", "2: the first record has no owner"),
        ("$TTL 60\na A 192.0.2", "2: `192.0.2` is no IPv4 address"),
        ("$TTL 60\na A 192.0.2.1 x", "2: more follows the value of A"),
        ("$TTL 60\na AX 192.0.2.1", "2: `AX` is no type of records"),
        ("$TTL 60\na 60", "2: a record has no type"),
        ("$TTL 60\n\na MX (10\n mail", "3: a parenthesis is not closed"),
        ("$TTL 60\na MX 10 mail)", "2: a parenthesis is closed and none is open"),
        ("$TTL 60\na TXT \"x\nb TXT y\"", "2: a quoted text is not closed on its line"),
        ("$TTL 60\na TXT x\\", "2: a line ends in a backslash"),
        ("$TTL 60\na TXT (x\\\n)", "2: a line ends in a backslash"),
        ("$TTL x", "1: `x` is no time to live"), ("$TTL", "1: `$TTL` takes a time"),
        ("$ORIGIN", "1: `$ORIGIN` takes a name"),
        ("$ORIGIN a..b", "1: `a..b`: a label of the name is empty"),
        ("$FOO x", "1: no directive is named `$FOO`"),
        ("$INCLUDE", "1: `$INCLUDE` takes a file and may take an origin"),
        ("$GENERATE 1-2 a$", "1: `$GENERATE` takes a range, a name, a type and a value"),
        (
            "$TTL 60\na SOA b c 1 2 3 4 5",
            "2: an SOA record of `a.city.example` in the zone `city.example`"
        ),
        ("@ 60 SOA b c 1 2 3 4 5\n@ SOA b c 1 2 3 4 5", "2: a second SOA record"),
        ("@ 60 SOA b c 1 2 3 4", "1: SOA takes two names and five numbers"),
        (
            "$TTL 60\na TXT \"\(String(repeating: "x", count: 256))\"",
            "2: a text has 256 bytes; 255 are the most"
        ),
        ("$TTL 60\na SSHFP", "2: SSHFP has no value"),
        ("a\0b", "1: the file holds a NUL"),
    ])
    func mistakes(_ text: String, _ expected: String) {
        expect(text, expected)
    }

    @Test(arguments: [
        ("$INCLUDE more", "x.city.example", "A", true),
        ("$INCLUDE more sub", "x.city.example", "A", false),
        ("$INCLUDE more sub", "x.sub.city.example", "TXT", true),
        ("$GENERATE 1-9 host-$ A 192.0.2.$", "host-7.city.example", "A", true),
        ("$GENERATE 1-9 host-$ A 192.0.2.$", "host-7.city.example", "TXT", false),
        ("$GENERATE 1-9 host-$ A 192.0.2.$", "host-.city.example", "A", false),
        ("$GENERATE 1-9 host-$ A 192.0.2.$", "host-x.city.example", "A", false),
        ("$GENERATE 1-9 HOST-${0,3,x} 60 IN A 192.0.2.$", "host-00f.city.example", "A", true),
        ("$GENERATE 1-9 $.a.example. PTR h$.city.example.", "7.a.example", "PTR", true),
        ("$GENERATE 1-9 $.a.example. PTR h$.city.example.", "7.b.example", "PTR", false),
        ("$GENERATE 1-9 fixed A 192.0.2.$", "other.city.example", "A", true),
    ])
    func generators(_ line: String, _ name: String, _ type: String, _ mayMake: Bool) throws {
        let file = try ZoneParser.read(
            Array(line.utf8), zone: DomainName(canonical: "city.example"))
        #expect((file.generator(of: DomainName(canonical: name), type) != nil) == mayMake)
    }

    /// Never a crash, and always all bytes in order.
    @Test func whateverComesIn() {
        var state: UInt64 = 42
        let alphabet = Array("a\\\"();@$ \t\n\r.0129*INTXA#".utf8) + [0xFF, 0]
        for _ in 0..<3000 {
            var bytes = Array("$TTL 60\n".utf8)
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            guard let file = try? ZoneParser.read(bytes, zone: .init(canonical: "x")) else {
                continue
            }
            #expect(file.entries.flatMap { bytes[$0.range] } == bytes)
        }
    }

    @Test func deepAndLongInputTakesItsTime() {
        let parentheses = String(repeating: "(", count: 1_000_000)
        expect("$TTL 60\na TXT \(parentheses)", "2: a parenthesis is not closed")
        let labels = String(repeating: "a.", count: 1_000_000)
        expect("$TTL 60\n\(labels) A 192.0.2.1", containing: "the name has more than 255 bytes")
    }

    private func listing(_ text: String, _ zone: String) -> String {
        do throws(ZoneProblem) {
            let file = try ZoneParser.read(Array(text.utf8), zone: DomainName(canonical: zone))
            return file.entries.indices.compactMap(file.record).map { record in
                let type = record.isInternet ? record.type : "other class \(record.type)"
                let value = record.data.map { " \($0.catalogText)" } ?? ""
                return "\(record.owner) \(record.ttl) \(type)\(value)"
            }.joined(separator: "\n")
        } catch {
            return "\(error.line): \(error.message)"
        }
    }

    private func expect(_ text: String, zone: String = "city.example", _ expected: String) {
        #expect(listing(text, zone) == expected)
    }

    private func expect(_ text: String, containing expected: String) {
        #expect(listing(text, "city.example").contains(expected))
    }
}
