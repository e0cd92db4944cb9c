// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import DNSProvider

/// Zone text and record sets in, zone text out.
@Suite struct ZoneRewriteTests {
    static let zone = """
        ; the city's zone
        $TTL 1h
        @  IN SOA ns1 hostmaster ( 2026010101 ; serial
                1d 2h 4w 1h )
           NS  ns1.dns.example.
        ; web
        www	300	A	192.0.2.1	; the old one
            300	A	192.0.2.2
            TXT	"theirs"

        mail A 192.0.2.9
        """

    @Test func aValueIsReplacedWhereItStood() {
        expect(
            ["www A": "300 192.0.2.2 192.0.2.3"],
            changes: [
                "www\t300\tA\t192.0.2.1\t; the old one": "www 300 IN A 192.0.2.3 ; the old one"
            ])
    }

    @Test func aNewSetIsAppended() {
        expect(
            ["b TXT": "60 x", "a A": "60 192.0.2.7 192.0.2.66"],
            appended: """

                a 60 IN A 192.0.2.66
                a 60 IN A 192.0.2.7
                b 60 IN TXT "x"

                """)
    }

    @Test func aValueMoreStandsBesideTheOthers() {
        expect(
            ["www A": "300 192.0.2.1 192.0.2.2 192.0.2.3"],
            changes: [
                "    300\tA\t192.0.2.2": "    300\tA\t192.0.2.2\nwww 300 IN A 192.0.2.3"
            ])
    }

    @Test func whatInheritedAnOwnerGetsItsOwn() {
        expect(
            ["www A": ""],
            changes: [
                "www\t300\tA\t192.0.2.1\t; the old one\n": "", "    300\tA\t192.0.2.2\n": "",
                "    TXT\t\"theirs\"": "www    TXT\t\"theirs\"",
            ])
    }

    @Test func anotherTimeToLiveKeepsTheComments() {
        expect(
            ["www A": "60 192.0.2.1 192.0.2.2"],
            changes: [
                "www\t300\tA\t192.0.2.1\t; the old one": "www 60 IN A 192.0.2.1 ; the old one",
                "    300\tA\t192.0.2.2": "www 60 IN A 192.0.2.2",
            ])
    }

    @Test func theSerialAloneIsChangedInItsRecord() {
        expect(
            ["www A": "300 192.0.2.1 192.0.2.2"], serial: 2_026_112_201,
            changes: ["2026010101": "2026112201"])
    }

    @Test func whatInheritedATimeToLiveGetsItsOwn() {
        let text = """
            @ SOA a b 1 2 3 4 5
            a 60 A 192.0.2.1
            b A 192.0.2.2
            c 90 IN A 192.0.2.3
            d IN A 192.0.2.4
              A ( 192.0.2.5
                )
            """
        // Here the minimum of SOA is the zone's default, so nothing is inherited from line to line.
        expect(
            text, ["a A": "", "c A": "10 192.0.2.3"],
            """
            @ SOA a b 1 2 3 4 5
            b A 192.0.2.2
            c 10 IN A 192.0.2.3
            d IN A 192.0.2.4
              A ( 192.0.2.5
                )
            """)
        let stated = text.replacing("@ SOA", with: "@ 7 SOA")
        expect(
            stated, ["a A": "", "c A": "10 192.0.2.3"],
            """
            @ 7 SOA a b 1 2 3 4 5
            b 60 A 192.0.2.2
            c 10 IN A 192.0.2.3
            d 90 IN A 192.0.2.4
              A ( 192.0.2.5
                )
            """)
        expect(
            stated, ["d A": ""],
            """
            @ 7 SOA a b 1 2 3 4 5
            a 60 A 192.0.2.1
            b A 192.0.2.2
            c 90 IN A 192.0.2.3

            """)
    }

    @Test func ownersFollowTheOrigin() {
        expect(
            """
            $TTL 60
            @ SOA a b 1 2 3 4 5
            $ORIGIN sub
            x A 192.0.2.1
            $ORIGIN other.example.
            """, ["x.sub A": "60 192.0.2.2", "y A": "60 192.0.2.3", "@ TXT": "60 top"],
            """
            $TTL 60
            @ SOA a b 1 2 3 4 5
            $ORIGIN sub
            x 60 IN A 192.0.2.2
            $ORIGIN other.example.
            city.example. 60 IN TXT "top"
            y.city.example. 60 IN A 192.0.2.3

            """)
    }

    @Test func setsThatStandApartStayApart() {
        expect(
            """
            $TTL 60
            @ SOA a b 1 2 3 4 5
            x A 192.0.2.1
            y A 192.0.2.9
            x A 192.0.2.2
            """, ["x A": "60 192.0.2.2 192.0.2.3"],
            """
            $TTL 60
            @ SOA a b 1 2 3 4 5
            x 60 IN A 192.0.2.3
            y A 192.0.2.9
            x A 192.0.2.2
            """)
    }

    @Test func theSameIsTheSameBytes() {
        expect(["www A": "300 192.0.2.2 192.0.2.1", "mail A": "3600 192.0.2.9"], changes: [:])
    }

    @Test(
        arguments: [
            (2_026_112_100, 2_026_112_201), (1, 2_026_112_201), (2_026_112_201, 2_026_112_202),
            (2_026_112_299, 2_026_112_300), (2_030_010_101, 2_030_010_102),
            (4_294_967_295, 2_026_112_201), (4_000_000_000, 4_000_000_001),
            (2_147_483_648, 2_147_483_649), (0, 2_026_112_201),
        ] as [(UInt32, UInt32)])
    func serialsGrow(_ serial: UInt32, _ expected: UInt32) throws {
        let day = try #require(CalendarDate("2026-11-22"))
        let next = ZoneSerial.next(after: serial, on: day)
        #expect(next == expected)
        #expect(ZoneSerial.isGreater(next, than: serial))
    }

    @Test func aSerialIsNeverZero() throws {
        let day = try #require(CalendarDate("2199-01-01"))
        let last = UInt32.max
        let next = ZoneSerial.next(after: last, on: day)
        #expect(next != 0 && ZoneSerial.isGreater(next, than: last))
    }

    private func expect(
        _ sets: [String: String], serial: UInt32? = nil, changes: [String: String]
    ) {
        var expected = Self.zone
        for (old, new) in changes { expected = expected.replacing(old, with: new) }
        expect(Self.zone, sets, expected, serial: serial)
    }

    private func expect(_ sets: [String: String], appended: String) {
        expect(Self.zone, sets, Self.zone + appended)
    }

    /// `sets` by name and type; time to live and values, or nothing.
    private func expect(
        _ text: String, _ sets: [String: String], _ expected: String, serial: UInt32? = nil
    ) {
        let zone = DomainName(canonical: "city.example")
        do {
            let file = try ZoneParser.read(Array(text.utf8), zone: zone)
            var changes: ZoneRewrite.Changes = [:]
            for (name, value) in sets {
                let words = name.split(separator: " ").map(String.init)
                let key = RecordSetKey(
                    name: words[0] == "@"
                        ? zone : DomainName(canonical: "\(words[0]).city.example"),
                    type: words[1])
                changes[key] = .some(try set(value, words[1]))
            }
            let bytes = ZoneRewrite.bytes(of: file, changes, serial: serial)
            #expect(String(decoding: bytes, as: UTF8.self) == expected)
            _ = try ZoneParser.read(bytes, zone: zone)
        } catch {
            Issue.record("\(error)")
        }
    }

    private func set(_ text: String, _ type: String) throws -> RecordSet? {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first, let ttl = UInt32(first),
            let kind = RecordKind(rawValue: type)
        else { return nil }
        return RecordSet(
            ttl: ttl, values: Set(try words.dropFirst().map { try RecordData(kind, catalog: $0) }))
    }
}
