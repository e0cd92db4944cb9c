// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import DNSProvider

/// What the contract does not ask, on each kind of server: others who write at the same time, several zones, names at
/// the top of a zone and below a cut.
extension NameServerTests {
    @Suite(.serialized) struct UpdateTests {
        static let kinds = DNSServer.Kind.allCases.filter(DNSServer.isInstalled)

        /// The zone changes between the comparison and the write: the server finds out.
        @Test(arguments: kinds) func othersWriteMeanwhile(_ kind: DNSServer.Kind) async throws {
            let target = try UpdateUnderTest(kind)
            let before = await target.perform([
                target.create("b.city.example A 192.0.2.2"),
                target.create("c.city.example A 192.0.2.3"),
                target.create("d.city.example TXT d"),
            ])
            #expect(before == ["done", "done", "done"])
            let batch = [
                target.create("a.city.example A 192.0.2.1"),
                try await target.change(.update, "b.city.example A 192.0.2.22"),
                try await target.change(.delete, "c.city.example A"),
                try await target.change(.update, "d.city.example TXT dd"),
                target.create("e.city.example CNAME a.city.example"),
                target.create("f.city.example A 192.0.2.6"),
                target.create("g.dept.city.example A 192.0.2.7"),
            ]
            var run = try UpdateRun(batch, on: try UpdateTarget(target.world.place))
            try target.server.update([
                "add a.city.example 60 A 192.0.2.9", "add b.city.example 3600 A 192.0.2.9",
                "delete _burnham-a.c.city.example TXT", "add e.city.example 60 TXT here",
            ])
            #expect(
                UpdateUnderTest.words(run.run()) == [
                    "stale", "stale", "stale", "done",
                    "conflict: `e.city.example` has records of type TXT", "done", "done",
                ])
            #expect(try target.records("b.city.example", "A") == ["192.0.2.2", "192.0.2.9"])
            #expect(try target.records("c.city.example", "A") == ["192.0.2.3"])
            #expect(try target.records("d.city.example", "TXT") == ["\"dd\""])
            #expect(try target.records("_burnham-a.a.city.example", "TXT") == [])
        }

        @Test(arguments: kinds) func zonesAreWrittenTogether(_ kind: DNSServer.Kind) async throws {
            let target = try UpdateUnderTest(kind)
            let results = await target.perform([
                target.create("7.2.0.192.in-addr.arpa PTR host7.city.example"),
                target.create("host7.city.example A 192.0.2.7"),
                target.create("a.dept.city.example A 192.0.2.8"),
                target.create("a.other.example A 192.0.2.8"),
            ])
            #expect(results == ["done", "done", "done", "stale"])
            #expect(
                try target.server.records(["dept.city.example"]).contains(
                    "a.dept.city.example. 3600 IN A 192.0.2.8"))
            #expect(
                try target.server.records(["2.0.192.in-addr.arpa"]).contains(
                    "7.2.0.192.in-addr.arpa. 3600 IN PTR host7.city.example."))
        }

        @Test(arguments: kinds) func oneAfterTheOtherAtOneName(_ kind: DNSServer.Kind) async throws
        {
            let target = try UpdateUnderTest(kind)
            #expect(
                await target.perform([target.create("www.city.example A 192.0.2.1")]) == ["done"])
            let deletion = try await target.change(.delete, "www.city.example A")
            let alias = target.create("www.city.example CNAME mail.city.example")
            let results = await target.perform([
                alias, deletion, alias, alias, target.create("www.city.example TXT x"),
            ])
            #expect(
                results == [
                    "conflict: `www.city.example` has records of type A", "gone", "done", "stale",
                    "conflict: `www.city.example` is an alias",
                ])
            #expect(try target.records("www.city.example", "CNAME") == ["mail.city.example."])
            #expect(try target.records("_burnham-a.www.city.example", "TXT") == [])
        }

        /// The zone's own name servers are changed one by one, its SOA record never, and they can't all go.
        @Test(arguments: kinds) func atTheTopOfAZone(_ kind: DNSServer.Kind) async throws {
            let target = try UpdateUnderTest(kind)
            let text = "city.example NS ns2.dns.example,ns3.dns.example"
            let adoption = try await target.change(.mark, text)
            #expect(await target.perform([adoption]) == ["done"])
            let change = try await target.change(.update, text)
            #expect(await target.perform([change]) == ["done"])
            #expect(
                try target.records("city.example", "NS") == [
                    "ns2.dns.example.", "ns3.dns.example.",
                ])
            let ttl = try await target.change(.update, text, ttl: 600)
            #expect(await target.perform([ttl]) == ["done"])
            #expect(
                try target.server.records(["city.example"]).filter { $0.contains(" IN NS ") } == [
                    "city.example. 600 IN NS ns2.dns.example.",
                    "city.example. 600 IN NS ns3.dns.example.",
                ])
            let deletion = try await target.change(.delete, text)
            #expect(
                await target.perform([deletion])
                    == ["rejected: the zone `city.example` can't be without name servers"])
            let release = try await target.change(.unmark, text)
            #expect(await target.perform([release]) == ["gone"])
            let soa = try target.server.records(["city.example"]).filter { $0.contains(" SOA ") }
            #expect(soa.count == 1 && soa[0].contains("ns1.dns.example. hostmaster.city.example."))
        }

        @Test(arguments: kinds) func belowACut(_ kind: DNSServer.Kind) async throws {
            let target = try UpdateUnderTest(kind)
            let records = [
                "sub.city.example NS ns.sub.city.example,ns2.dns.example",
                "ns.sub.city.example A 192.0.2.53",
            ]
            #expect(await target.perform(records.map(target.create)) == ["done", "done"])
            for record in records {
                let presence = try await target.observe(record)
                #expect(presence.object?.mark != nil, "\(record)")
            }
            let removal = [
                try await target.change(.delete, records[0]),
                try await target.change(.delete, records[1]),
            ]
            #expect(await target.perform(removal) == ["gone", "gone"])
            #expect(try target.server.records(["city.example"]).count == 5)
        }

        /// Records of others keep their pieces and their capitals, and are taken over as they are.
        @Test(arguments: kinds) func anEstateIsListedAndTakenOver(_ kind: DNSServer.Kind)
            async throws
        {
            let target = try UpdateUnderTest(kind)
            try target.world.plantForeign()
            let listed = try await target.observer.list([RecordType.name])
            #expect(
                listed.map(\.identity) == [
                    "*.wild.city.example A", "city.example MX", "far.city.example NS",
                    "mail.city.example A", "mail.city.example AAAA", "mail2.city.example A",
                    "ns.far.city.example A", "parks.city.example TXT",
                    "trees.parks.city.example CNAME",
                ])
            #expect(
                listed.filter { $0.object.mark != nil }.map(\.identity) == ["mail.city.example A"])
            for text in ["parks.city.example TXT", "city.example MX"] {
                let before = try target.server.records()
                let adoption = try await target.change(.mark, text)
                #expect(await target.perform([adoption]) == ["done"])
                let after = try target.server.records().filter { !$0.contains(" SOA ") }
                #expect(after.filter { !before.contains($0) }.count == 1)
            }
            let change = try await target.change(
                .update, "city.example MX 10 mail.city.example,20 mail2.city.example")
            #expect(await target.perform([change]) == ["done"])
        }

        /// Some messages' worth, of which others have taken some names.
        @Test(arguments: kinds) func manyRecords(_ kind: DNSServer.Kind) async throws {
            let target = try UpdateUnderTest(kind)
            let batch = (0..<3000).map {
                target.create("h\($0).city.example A 10.0.\($0 / 256).\($0 % 256)")
            }
            var run = try UpdateRun(batch, on: try UpdateTarget(target.world.place))
            try target.server.update(
                [7, 1500, 2999].map { "add h\($0).city.example 60 A 10.1.1.1" })
            let results = UpdateUnderTest.words(run.run())
            #expect(results.indices.filter { results[$0] != "done" } == [7, 1500, 2999])
            #expect(results[7] == "stale")
            let records = try target.server.records(["city.example"])
            #expect(records.filter { $0.contains(" A 10.0.") }.count == 2997)
            #expect(records.filter { $0.contains(" TXT ") }.count == 2997)
        }

        @Test(arguments: kinds) func aChangeThatFillsMoreThanAMessage(_ kind: DNSServer.Kind)
            async throws
        {
            let target = try UpdateUnderTest(kind)
            let long = { (letter: String) in String(repeating: letter, count: 40_000) }
            let create = target.create("long.city.example TXT \(long("a"))")
            #expect(await target.perform([create]) == ["done"])
            let change = try await target.change(.update, "long.city.example TXT \(long("b"))")
            #expect(
                await target.perform([change, target.create("x.city.example A 192.0.2.1")]) == [
                    "rejected: the change is longer than a message may be, 65535 bytes", "done",
                ])
        }
    }
}
