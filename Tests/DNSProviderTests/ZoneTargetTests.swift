// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import TargetFiles
import Testing
import Values

@testable import DNSProvider

/// What the contract does not ask: several zones, aliases, mistakes by hand, and what a name server says.
@Suite struct ZoneTargetTests {
    let target: ZoneTargetUnderTest

    init() throws { target = try ZoneTargetUnderTest() }

    @Test func aZoneIsMadeWithItsFirstRecord() async throws {
        #expect(await target.create("www.city.example A 192.0.2.1") == "done")
        #expect(
            try target.world.read("city.example.zone") == """
                $ORIGIN city.example.
                $TTL 3600
                @ 3600 IN SOA ns1.dns.example. host\\.master.city.example. 2026111801 86400 7200 3600000 3600
                @ 3600 IN NS ns1.dns.example.
                @ 3600 IN NS ns2.dns.example.
                www 3600 IN A 192.0.2.1

                """)
        #expect(target.names == ["city.example.zone"])
    }

    @Test func theLongestZoneHoldsAName() async throws {
        #expect(await target.create("a.parks.city.example A 192.0.2.1") == "done")
        #expect(await target.create("aparks.city.example A 192.0.2.2") == "done")
        #expect(target.names == ["city.example.zone", "parks.city.example.zone"])
        #expect(try target.world.read("parks.city.example.zone").contains("\na 3600"))
        #expect(
            await target.create("a.other.example A 192.0.2.1")
                == "stale: `a.other.example` is in no zone of the target")
    }

    @Test func theSerialGrowsWithEachChangeAndOnlyThen() async throws {
        await target.create("a.city.example A 192.0.2.1")
        let mtime = try fileStatus(target.path)?.modifiedNanoseconds
        #expect(try await target.update("a.city.example A 192.0.2.1") == "done")
        #expect(try target.serial() == "2026111801")
        #expect(try fileStatus(target.path)?.modifiedNanoseconds == mtime)
        #expect(try await target.update("a.city.example A 192.0.2.2") == "done")
        #expect(try target.serial() == "2026111802")
        // Once for a whole batch.
        #expect(
            await target.perform([
                target.creation("b.city.example A 192.0.2.2"),
                target.creation("c.city.example A 192.0.2.2"),
            ]) == ["done", "done"])
        #expect(try target.serial() == "2026111803")
    }

    @Test func anAliasStandsAlone() async throws {
        await target.create("www.city.example A 192.0.2.1")
        await target.create("old.city.example CNAME www.city.example")
        #expect(
            await target.create("www.city.example CNAME city.example")
                == "conflict: `www.city.example` has records of type A")
        #expect(
            await target.create("old.city.example TXT x")
                == "conflict: `old.city.example` is an alias")
        let create = target.creation("www.city.example CNAME city.example")
        let checks = await target.observer.check(OperationSeries([create]))
        #expect(
            checks.map { if case .refused(let failure) = $0 { failure.words } else { "" } }
                == ["`www.city.example` has records of type A"])
        // One after the other in one batch they may follow.
        let deletion = try await target.deletion("www.city.example A 192.0.2.1")
        #expect(await target.perform([deletion, create]) == ["gone", "done"])
    }

    @Test func aMistakeByHandStopsItsZoneAlone() async throws {
        await target.create("a.city.example A 192.0.2.1")
        await target.create("a.parks.city.example A 192.0.2.1")
        let broken = try target.world.read("city.example.zone") + "b 60 IN A 192.0.2\n"
        try target.world.put("city.example.zone", broken)
        let presence = try await target.observe("a.city.example A")
        guard case .unreadable(let failure) = presence else {
            Issue.record("a broken zone is seen as \(presence)")
            return
        }
        #expect(failure.words == "city.example.zone:7: `192.0.2` is no IPv4 address")
        #expect(
            await target.perform([
                target.creation("c.city.example A 192.0.2.1"),
                target.creation("c.parks.city.example A 192.0.2.1"),
            ]) == ["stale: city.example.zone:7: `192.0.2` is no IPv4 address", "done"])
        #expect(try target.world.read("city.example.zone") == broken)
    }

    @Test func theModeOfAFileIsKept() async throws {
        try target.world.put("city.example.zone", RecordContractTests.theirs, mode: 0o640)
        await target.create("a.city.example A 192.0.2.1")
        #expect(try fileStatus(target.path)?.mode == 0o640)
    }

    @Test func manyRecordsTakeTimeInStep() async throws {
        let operations = (0..<5000).map {
            target.creation("h\($0).city.example A 192.0.\($0 / 256 % 256).\($0 % 256)")
        }
        let results = await target.perform(operations)
        #expect(results.allSatisfy { $0 == "done" })
        let lines = try target.world.read("city.example.zone").split(separator: "\n")
        #expect(lines.count == 5005)
    }

    @Test(.enabled(if: ZoneTargetUnderTest.checker != nil, "named-checkzone is not installed"))
    func aNameServerTakesIt() async throws {
        try target.world.put("city.example.zone", RecordContractTests.theirs)
        let subjects =
            [RecordContractTests.address, RecordContractTests.text] + RecordContractTests.others
        for subject in subjects {
            for inputs in [subject.sample, subject.other] + subject.odd {
                let result = await target.performer.perform([target.operation(.create, inputs)])[0]
                switch result {
                case .done, .stale: break
                default: Issue.record("\(inputs): \(result)")
                }
            }
        }
        for name in ["city.example", "2.0.192.in-addr.arpa"] {
            let (status, output) = try target.runChecker(zone: name)
            #expect(status == 0, "\(output)")
            #expect(output.contains("OK"), "\(output)")
        }
    }
}
