// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import DNSProvider

/// Tests on name servers as they are. They run one after the other, since the zones are the same for all.
@Suite(.serialized) struct NameServerTests {
    @Test(.enabled(if: DNSServer.isRequired)) func serversAreInstalled() {
        for kind in DNSServer.Kind.allCases {
            #expect(DNSServer.isInstalled(kind), "\(kind.rawValue), dig or nsupdate is missing")
        }
    }
}

extension NameServerTests {
    @Suite(
        .serialized,
        .enabled(if: DNSServer.isInstalled(.bind), "SKIPPED: BIND or its tools are not installed"))
    struct BINDContractTests {
        @Test(arguments: UpdateContract.checks(.bind, .store))
        func store(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        @Test(arguments: UpdateContract.checks(.bind, .txt))
        func txt(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }
    }

    @Suite(
        .serialized,
        .enabled(
            if: DNSServer.isInstalled(.knot), "SKIPPED: Knot or BIND's tools are not installed")
    )
    struct KnotContractTests {
        @Test(arguments: UpdateContract.checks(.knot, .store))
        func store(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        @Test(arguments: UpdateContract.checks(.knot, .txt))
        func txt(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }
    }
}

/// The subjects of the zone files, on a server.
enum UpdateContract {
    static func settings(_ ownership: UpdateSettings.Ownership) -> Value {
        [
            "zones": .list(DNSServer.zones.map { ["name": .string($0)] }),
            "ownership": .string(ownership.rawValue),
        ]
    }

    static func checks(
        _ kind: DNSServer.Kind, _ ownership: UpdateSettings.Ownership
    ) -> [ContractCheck] {
        var address = served(RecordContractTests.address, kind, ownership)
        address.handEdits = edits
        if ownership == .txt { address.handEdits += registryEdits }
        let others = [RecordContractTests.text] + RecordContractTests.others
        return ContractCheck.all(for: address)
            + others.flatMap { ContractCheck.all(for: served($0, kind, ownership)) }
    }

    private static func served(
        _ subject: ContractSubject, _ kind: DNSServer.Kind, _ ownership: UpdateSettings.Ownership
    ) -> ContractSubject {
        var served = ContractSubject(
            provider: DynamicUpdate.provider, type: subject.type.name,
            settings: settings(ownership), sample: subject.sample, other: subject.other,
            makeWorld: { try UpdateWorld(kind, settings: $0) })
        served.changes = subject.changes
        served.odd = subject.odd
        served.refused = subject.refused
        served.failing = subject.failing
        return served
    }

    private static let name = "www.city.example"

    private static let edits: [ContractSubject.HandEdit] = [
        .byUpdate(
            "a value", .differs("values"),
            ["delete \(name) A 192.0.2.1", "add \(name) 3600 A 192.0.2.9"]),
        .byUpdate(
            "the time to live", .differs("ttl"),
            [
                "delete \(name) A", "add \(name) 60 A 192.0.2.1", "add \(name) 60 A 192.0.2.2",
            ]),
        .byUpdate("a value more", .differs("values"), ["add \(name) 3600 A 192.0.2.7"]),
        .byUpdate("a value less", .differs("values"), ["delete \(name) A 192.0.2.2"]),
        .byUpdate("all values", .absent, ["delete \(name) A"]),
        .byUpdate(
            "the same written otherwise", .same,
            [
                "delete \(name) A", "add WWW.City.Example. 3600 A 192.0.2.2",
                "add WWW.City.Example. 3600 A 192.0.2.1",
            ]),
        .byUpdate("a type beside", .same, ["add \(name) 60 AAAA 2001:db8::1"]),
    ]

    private static let registryEdits: [ContractSubject.HandEdit] = [
        .byUpdate(
            "what says whose it is", .unreadable, ["add _burnham-a.\(name) 300 TXT whose?"])
    ]
}
