// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import DNSProvider

/// Zone files of octoDNS, dnscontrol and dnspython: each is read, loses no byte, and keeps every record of
/// others whatever is changed in it.
@Suite(.enabled(if: Suites.arePresent, "the published suites are not here"))
struct PublishedZonesTests {
    struct Published: Sendable, CustomStringConvertible {
        let path: String
        let zone: DomainName
        var description: String { path }
    }

    static let zones: [Published] = {
        let files =
            (try? ["dns/octodns/tests/zones", "dns/dnscontrol", "dns/dnspython"]
                .flatMap(Suites.files)) ?? []
        return files.compactMap { path in
            zone(of: path).map { Published(path: path, zone: DomainName(canonical: $0)) }
        }
    }()

    /// Nil for what is no zone file, or has no name a zone could have (`example.com!inside`).
    private static func zone(of path: String) -> String? {
        let name = String(path.split(separator: "/").last ?? "")
        if path.contains("/tinydns/") || name == "LICENSE" || name.hasPrefix("svcb_") { return nil }
        if path.contains("/octodns/") {
            if name.hasSuffix(".arpa.") { return String(name.dropLast()) }
            return name.hasSuffix(".tst") ? String(name.dropLast(4)) : nil
        }
        if path.contains("/dnspython/") { return "example" }
        guard name.hasSuffix(".zone") else { return nil }
        return String(name.dropLast(5).split(separator: "!")[0])
    }

    @Test func theyAreHere() {
        #expect(Self.zones.count >= 50)
    }

    @Test(arguments: zones)
    func isReadWithoutLoss(_ published: Published) throws {
        let bytes = try Suites.bytes(published.path)
        let file = try read(bytes, published)
        #expect(file.entries.flatMap { bytes[$0.range] } == bytes)
        #expect(!file.entries.isEmpty)
        #expect(ZoneRewrite.bytes(of: file, [:], serial: nil) == bytes)
    }

    /// Each set in turn is taken away, and each is given another value and time to live.
    @Test(arguments: zones)
    func keepsTheOthersWhateverChanges(_ published: Published) throws {
        let bytes = try Suites.bytes(published.path)
        let file = try read(bytes, published)
        for (name, types) in file.sets {
            for type in types.map(\.type) {
                guard let kind = RecordKind(rawValue: type) else { continue }
                let value = try #require(file.set(name, kind)?.values.first)
                let key = RecordSetKey(name: name, type: type)
                for set in [nil, RecordSet(ttl: 77, values: [value, other(than: value)])] {
                    let rewritten = ZoneRewrite.bytes(of: file, [key: set], serial: nil)
                    let new = try read(rewritten, published)
                    #expect(new.set(name, kind) == set, "\(name) \(type)")
                    #expect(listing(new, without: key) == listing(file, without: key))
                }
            }
        }
    }

    /// What octoDNS and dnscontrol say is in two of them.
    @Test func valuesAreUnderstood() throws {
        let unit = Published(
            path: "dns/octodns/tests/zones/unit.tests.tst",
            zone: DomainName(canonical: "unit.tests"))
        #expect(
            try values(unit)
                == [
                    "unit.tests A 1.2.3.4,1.2.3.5", "unit.tests NS ns1.unit.tests,ns2.unit.tests",
                    "_imap._tcp.unit.tests SRV 0 0 0 .", "_pop3._tcp.unit.tests SRV 0 0 0 .",
                    "_srv._tcp.unit.tests SRV 10 20 30 foo-1.unit.tests,10 20 30 foo-2.unit.tests",
                    "aaaa.unit.tests AAAA 2601:644:500:e210:62f8:1dff:feb8:947a",
                    "caa.unit.tests CAA 0 iodef \"mailto:admin@unit.tests\",0 issue \"ca.unit.tests\"",
                    "cname.unit.tests CNAME unit.tests", "included.unit.tests CNAME unit.tests",
                    "mx.unit.tests MX 10 smtp-4.unit.tests,20 smtp-2.unit.tests,"
                        + "30 smtp-3.unit.tests,40 smtp-1.unit.tests",
                    "txt.unit.tests TXT Bah bah black sheep,have you any wool.,"
                        + "v=DKIM1;k=rsa;s=email;h=sha256;p=A/kinda+of/long/string+with+numb3rs",
                    "under.unit.tests NS ns1.unit.tests,ns2.unit.tests",
                    "www.unit.tests A 2.2.3.6", "wwww.sub.unit.tests A 2.2.3.6",
                ].sorted())
    }

    private func values(_ published: Published) throws -> [String] {
        let file = try read(try Suites.bytes(published.path), published)
        return file.sets.flatMap { name, types in
            types.compactMap { entry in
                RecordKind(rawValue: entry.type).flatMap { file.set(name, $0) }.map { set in
                    "\(name) \(entry.type) "
                        + set.values.map(\.catalogText).sorted().joined(separator: ",")
                }
            }
        }.sorted()
    }

    private func read(_ bytes: [UInt8], _ published: Published) throws -> ZoneFile {
        try ZoneParser.read(bytes, zone: published.zone)
    }

    private func listing(_ file: ZoneFile, without key: RecordSetKey) -> [String] {
        file.entries.indices.compactMap(file.record)
            .filter { $0.owner != key.name || $0.type != key.type || !$0.isInternet }
            .map { record in
                let words = String(decoding: file.bytes[record.words], as: UTF8.self)
                return "\(record.owner) \(record.ttl) \(record.type) \(words)"
            }
    }

    private func other(than data: RecordData) -> RecordData {
        switch data {
        case .version4: .version4([203, 0, 113, 77])
        case .version6: .version6([0x2001, 0xDB8, 0, 0, 0, 0, 0, 7])
        case .name: .name(DomainName(canonical: "other.test"))
        case .mail: .mail(preference: 77, DomainName(canonical: "other.test"))
        case .service:
            .service(priority: 7, weight: 7, port: 7, DomainName(canonical: "other.test"))
        case .authority: .authority(flags: 0, tag: "iodef", value: Array("other".utf8))
        case .text: .text(Array("other \"text\"".utf8))
        }
    }
}
