// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import YAMLSource

@testable import BurnhamCatalog
@testable import BurnhamCore

/// Promises of a service, line by line: each case changes one line of it.
@Suite struct PromiseComparisonTests {
    private static let service = """
        kind: Service
        id: share
        name: Share
        summary: A share.
        owner: {team: storage, contact: storage@city.example}
        category: Storage
        lifecycle: {state: production, since: 2026-01-01}
        requestable_by: [liaison, steward]
        commitment: {fulfil_within: 2bd, share: 0.9, availability: 0.99}
        data: {ceiling: confidential, regimes: [hipaa, cjis]}
        tiers:
          small:
            limits: {gb: 100}
            price: [{name: storage, monthly: "1.00", per: GB, quantity: "${parameters.gb}"}]
          large:
            limits: {gb: 500}
            price:
              - {name: storage, monthly: "0.80", per: GB, quantity: "${parameters.gb}"}
              - {name: storage, monthly: "0.90", per: GB, quantity: "${parameters.gb}", from: 2027-01-01}
        parameters:
          type: object
          properties:
            gb: {type: integer, minimum: 1, default: 10}
            note: {type: string, maxLength: 20}
        requires: [account]
        template: share
        approvals: [{role: steward, when: "subscription.data.level == 'confidential'"}]
        examples: [{tier: small}]
        baseline: {tier: small}

        """

    /// `library/a` is small with 50 GB, `parks/b` large with a note and confidential HIPAA data, `parks/c` small.
    private static let subscriptions = """
        kind: Subscription
        id: a
        department: library
        service: share
        tier: small
        parameters: {gb: 50}
        ---
        kind: Subscription
        id: b
        department: parks
        service: share
        tier: large
        parameters: {gb: 300, note: abcdefghij}
        data: {level: confidential, regimes: [hipaa]}
        ---
        kind: Subscription
        id: c
        department: parks
        service: share
        tier: small

        """

    struct Case: CustomTestStringConvertible, Sendable {
        let line: String
        let replacement: String
        let broken: [String]

        init(_ line: String, _ replacement: String, _ broken: String...) {
            self.line = line
            self.replacement = replacement
            self.broken = broken
        }

        var testDescription: String { "\(line) → \(replacement)" }
    }

    static let cases = [
        Case("A share.", "Another sentence."),
        Case(
            "  large:\n    limits: {gb: 500}", "  huge:\n    limits: {gb: 500}",
            "tier-removed: parks/b"),
        Case("limits: {gb: 100}", "limits: {gb: 40}", "tier-limit: library/a"),
        Case("limits: {gb: 100}", "limits: {gb: 200}"),
        Case("limits: {gb: 500}", "limits: {gb: 500, note: 3}", "tier-limit:"),
        Case("monthly: \"1.00\"", "monthly: \"1.01\"", "price-raised: library/a parks/c"),
        Case("monthly: \"1.00\"", "monthly: \"0.99\""),
        Case("monthly: \"0.90\"", "monthly: \"0.95\"", "price-raised: parks/b"),
        Case(", from: 2027-01-01", ", from: 2026-12-01", "price-raised: parks/b"),
        Case("monthly: \"1.00\"", "yearly: \"1.00\"", "price-raised: library/a parks/c"),
        Case(
            "price: [{name: storage, monthly: \"1.00\"",
            "price: [{name: set-up, once: \"5\"}, {name: storage, monthly: \"1.00\"",
            "price-raised: library/a parks/c"),
        Case(
            "fulfil_within: 2bd", "fulfil_within: 3bd",
            "commitment-lowered: library/a parks/b parks/c"),
        Case("fulfil_within: 2bd", "fulfil_within: 8h"),
        Case(
            "fulfil_within: 2bd", "fulfil_within: 72h",
            "commitment-lowered: library/a parks/b parks/c"),
        Case("share: 0.9", "share: 0.89", "commitment-lowered: library/a parks/b parks/c"),
        Case("share: 0.9, ", ""),
        Case(", availability: 0.99", "", "commitment-lowered: library/a parks/b parks/c"),
        Case("availability: 0.99", "availability: 0.999"),
        Case("[liaison, steward]", "[liaison]", "eligibility-narrowed: library/a parks/b parks/c"),
        Case("[liaison, steward]", "[liaison, steward, head]"),
        Case(
            ", when: \"subscription.data.level == 'confidential'\"", "",
            "eligibility-narrowed: library/a parks/b parks/c"),
        Case(
            "approvals: [{role: steward", "approvals: [{role: head}, {role: steward",
            "eligibility-narrowed: library/a parks/b parks/c"),
        Case("ceiling: confidential", "ceiling: internal", "data-scope-changed: parks/b"),
        Case(
            "ceiling: confidential", "ceiling: restricted",
            "data-scope-changed: library/a parks/b parks/c"),
        Case("[hipaa, cjis]", "[cjis]", "data-scope-changed: parks/b"),
        Case("[hipaa, cjis]", "[hipaa]", "data-scope-changed:"),
        Case(
            "requires: [account]", "requires: [account, vault]",
            "requirement-added: library/a parks/b parks/c"),
        Case("requires: [account]\n", ""),
        Case("baseline: {tier: small}\n", "", "baseline-changed:"),
        Case("default: 10", "default: 20", "parameter-default: parks/c"),
        Case("maxLength: 20", "maxLength: 5", "parameter-narrowed: parks/b"),
        Case("maxLength: 20", "maxLength: 15", "parameter-narrowed:"),
        Case("    note: {type: string, maxLength: 20}\n", "", "parameter-removed: parks/b"),
        Case(
            "  type: object\n", "  type: object\n  required: [note]\n",
            "parameter-required: library/a parks/c"),
        Case("{type: integer, ", "{type: string, ", "parameter-type: library/a parks/b"),
        Case("state: production, since: 2026-01-01", "state: deprecated, sunset: 2027-06-30"),
    ]

    @Test(arguments: cases)
    func whatOneLineBreaks(_ change: Case) throws {
        try #require(Self.service.contains(change.line))
        let after = Self.service.replacing(change.line, with: change.replacement)
        #expect(Self.broken(Self.service, after) == change.broken)
    }

    // MARK: The end of a service

    private static let retired = """
        kind: Service
        id: share
        name: Share
        summary: A share.
        owner: {team: storage, contact: storage@city.example}
        category: Storage
        lifecycle: {state: retired}

        """

    private static func deprecated(_ sunset: String) -> String {
        service.replacing(
            "state: production, since: 2026-01-01", with: "state: deprecated, sunset: \(sunset)")
    }

    @Test func aServiceEndsAfterItsSunset() {
        let all = "service-ended: library/a parks/b parks/c"
        #expect(Self.broken(Self.service, "") == [all])
        #expect(Self.broken(Self.service, Self.retired) == [all])
        #expect(Self.broken(Self.deprecated("2026-12-01"), Self.retired) == [all])
        #expect(Self.broken(Self.deprecated("2026-11-29"), Self.retired) == [all])
        #expect(Self.broken(Self.deprecated("2026-11-28"), Self.retired) == [])
        #expect(Self.broken(Self.deprecated("2026-11-28"), "") == [])
    }

    @Test func aRetiredIdIsNotUsedAgain() {
        #expect(Self.broken(Self.retired, Self.service) == ["id-reused:"])
        #expect(Self.broken(Self.retired, "") == [])
    }

    // MARK: Bundles

    private static let bundle = """
        ---
        kind: Department
        id: library
        number: "1"
        name: Library
        ---
        kind: Department
        id: parks
        number: "2"
        name: Parks
        ---
        kind: Bundle
        id: workplace
        name: Workplace
        services: [{service: share, tier: small}]

        """

    @Test(arguments: [
        ("services: [{service: share, tier: small}]", "services: [{service: other, tier: small}]", 2),
        ("tier: small}]", "tier: large}]", 2),
        ("name: Workplace", "name: Work", 0),
        ("services:", "departments: [library]\nservices:", 1),
        ("services:", "departments: [library, parks]\nservices:", 0),
        ("id: workplace", "id: workspace", 2),
    ])
    func whatABundleNoLongerGives(line: String, replacement: String, hits: Int) throws {
        let before = Self.service.replacing("baseline: {tier: small}\n", with: "") + Self.bundle
        try #require(before.contains(line))
        let bundle = Self.bundle.replacing(line, with: replacement)
        let after = Self.service.replacing("baseline: {tier: small}\n", with: "") + bundle
        let broken = Self.comparison(before, after, [], []).brokenPromises()
        #expect(broken.map(\.rule) == (hits == 0 ? [] : [.baselineChanged]))
        #expect(broken.flatMap(\.hits).count == hits)
    }

    // MARK: Answering for it

    @Test func onlyALineOfThisRevisionAccepts() throws {
        let dearer = Self.service.replacing("\"1.00\"", with: "\"2.00\"")
        let line = "- {rule: price-raised, service: share, reason: Disks cost more, notice: 90d}"
        let other = "- {rule: tier-removed, service: share, reason: Gone, notice: 30d}"
        func codes(_ before: [String], _ after: [String]) -> [String] {
            Self.comparison(Self.service, dearer, before, after).diagnostics().map {
                "\($0.severity.rawValue) \($0.code)"
            }
        }
        #expect(codes([], []) == ["error price-raised"])
        #expect(codes([], [line]) == ["warning price-raised"])
        #expect(codes([line], [line]) == ["error price-raised"])
        #expect(codes([line], [line.replacing("90d", with: "60d")]) == ["warning price-raised"])
        #expect(codes([], [other]).sorted() == ["error price-raised", "warning unused-acceptance"])
        #expect(codes([other], [other, line]) == ["warning price-raised"])
    }

    @Test func whatIsToldOfIsUnderlined() throws {
        let dearer = Self.service.replacing("\"0.90\"", with: "\"0.95\"")
        let broken = try #require(
            Self.comparison(Self.service, dearer, [], []).brokenPromises().first)
        let place = try #require(broken.place)
        let bytes = Array(dearer.utf8)[place.span.start..<place.span.end]
        #expect(
            String(decoding: bytes, as: UTF8.self).hasPrefix("{name: storage, monthly: \"0.95\""))
        #expect(broken.message.hasSuffix("costs 0.95 monthly and was 0.90 from 2027-01-01 on"))
        #expect(broken.diagnostic.touched == ["parks/b"])
    }

    // MARK: Catalogs

    private static func broken(_ before: String, _ after: String) -> [String] {
        comparison(before, after, [], []).brokenPromises().map { broken in
            ([broken.rule.rawValue + ":"] + broken.hits.map(\.path)).joined(separator: " ")
        }
    }

    private static func comparison(
        _ before: String, _ after: String, _ linesBefore: [String], _ linesAfter: [String]
    ) -> PromiseComparison {
        let (old, _) = load(before, linesBefore)
        let (new, files) = load(after, linesAfter)
        return PromiseComparison(from: old, to: new, files: files, today: today)
    }

    private static let today = CalendarDate("2026-11-29") ?? CalendarDate(daysSinceEpoch: 0)

    private static func load(_ service: String, _ lines: [String]) -> (Catalog, [CatalogFile]) {
        let accepted =
            lines.isEmpty
            ? "" : "accepted_breaks:\n" + lines.map { "  \($0)\n" }.joined()
        let city = "kind: City\nid: c\nname: C\ndomain: city.example\ntime_zone: UTC\n\(accepted)"
        let texts = ["city": city, "service": service, "users": subscriptions]
        let files = texts.filter { !$0.value.isEmpty }.map {
            CatalogFile(path: "catalog/\($0.key).yaml", root: 0, bytes: Array($0.value.utf8))
        }
        let request = LoadRequest(
            files: files, documents: [:], providers: [], snapshots: [], today: today)
        return (CatalogLoader(request).load().catalog, files)
    }
}
