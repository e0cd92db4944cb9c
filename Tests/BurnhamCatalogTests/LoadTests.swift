// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values
import YAMLSource

@testable import BurnhamCatalog

/// Loading and resolving many subscriptions: what does not depend on how the work is spread over cores.
@Suite struct LoadTests {
    @Test func theFirstOfSubscriptionsWithOnePathCounts() throws {
        let twice =
            SmallCity.subscription("n1", size: 1) + "---\n" + SmallCity.subscription("n1", size: 2)
        let (catalog, diagnostics) = SmallCity.load([twice, SmallCity.subscription("n0", size: 3)])
        #expect(catalog.subscriptions.map(\.path) == ["d1/n0", "d1/n1"])
        let repeated = try #require(diagnostics.first)
        #expect(diagnostics.map(\.code) == ["repeated-id"])
        let first = catalog.subscriptions[1]
        #expect(repeated.related.map(\.place) == [first.head.idPlace])
        #expect(repeated.place?.span.start ?? 0 > first.head.span.end)
    }

    @Test(arguments: ["schemas", "snapshots"])
    func noEnvironmentHasTheNameOfAnotherStateFolder(_ id: String) {
        let environment = "kind: Environment\nid: \(id)\nname: Another\ntargets: {}\n"
        let messages = SmallCity.load([environment]).diagnostics.map(\.message)
        #expect(
            messages == [
                "no environment can be named `\(id)`: `.burnham/\(id)` holds something else"
            ])
    }

    @Test func aKeyThatNobodyReadsIsToldOfWithTheNearestOne() {
        let (_, diagnostics) = SmallCity.load([SmallCity.subscription("n1", size: 1) + "teir: a\n"])
        #expect(diagnostics.map(\.message) == ["a subscription has no key `teir`"])
        #expect(diagnostics.first?.help == "a similar key exists: `tier`")
    }

    @Test func wrongParametersOfManySubscriptionsAreToldInTheirOrder() {
        let sizes = (0..<1600).map { $0 % 400 == 399 ? 1000 : 1 }
        let files = sizes.enumerated().map { SmallCity.subscription(SmallCity.id($0), size: $1) }
        let (catalog, diagnostics) = SmallCity.load(files)
        #expect(catalog.subscriptions.count == 1600)
        #expect(
            diagnostics.map { $0.place?.file }
                == [399, 799, 1199, 1599].map {
                    SmallCity.file(of: $0)
                })
    }

    @Test func manySubscriptionsResolveToResourcesInTheOrderOfTheirAddresses() throws {
        let files = (0..<1600).map { SmallCity.subscription(SmallCity.id($0), size: $0 % 100) }
        let user =
            SmallCity.subscription("a-user", size: 7) + "uses: {other: d1/\(SmallCity.id(42))}\n"
        let (catalog, diagnostics) = SmallCity.load(files + [user])
        #expect(diagnostics == [])
        let resolution = try SmallCity.resolve(catalog)
        #expect(resolution.diagnostics == [])
        let addresses = resolution.resources.map(\.address)
        #expect(addresses.count == 1601)
        #expect(addresses == addresses.sorted())
        let texts = Dictionary(
            uniqueKeysWithValues: resolution.resources.map {
                ($0.address.text, $0.attributes["text"]?.known?.string)
            })
        #expect(texts["d1/\(SmallCity.id(17))/note"] == "Department 1 has 17 of n00017")
        #expect(texts["d1/a-user/note"] == "Department 1 has 7 of a-user")
    }

    @Test func whatASubscriptionUsesIsEvaluatedBeforeIt() throws {
        let shared = SmallCity.subscription("z-shared", size: 3)
        let user =
            SmallCity.subscription("a-user", size: 4, service: "copy")
            + "uses: {other: d1/z-shared}\n"
        let (catalog, diagnostics) = SmallCity.load([shared, user])
        #expect(diagnostics == [])
        let resolution = try SmallCity.resolve(catalog)
        #expect(resolution.diagnostics == [])
        let copy = try #require(resolution.resources.first)
        #expect(copy.attributes["text"]?.known == "a copy of z-shared")
        #expect(copy.dependsOn == [Address("d1/z-shared/note")])
    }

    @Test func twoThatClaimOneObjectAreToldOf() throws {
        let (catalog, _) = SmallCity.load([
            SmallCity.subscription("n1", size: 1), SmallCity.subscription("n1-", id: "n2", size: 1),
        ])
        let resolution = try SmallCity.resolve(catalog)
        #expect(resolution.diagnostics.map(\.code) == ["claimed-twice"])
        #expect(
            resolution.diagnostics.first?.message
                == "d1/n1/note and d1/n2/note claim one object: `n1`")
    }
}
