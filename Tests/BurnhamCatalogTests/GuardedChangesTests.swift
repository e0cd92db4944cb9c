// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import BurnhamCatalog
@testable import BurnhamCore

/// What of a change is about who may do what: each case changes one line of a small catalog.
@Suite struct GuardedChangesTests {
    private static let text = """
        kind: City
        id: c
        name: C
        domain: city.example
        time_zone: UTC
        budgets: {total: {deletes: {count: 5}}}
        policies: {owners: {least: 2}}
        roots: [{path: ../library, kinds: [Subscription]}]
        ---
        kind: Environment
        id: live
        name: Live
        budgets: {department: {deletes: {count: 1}}}
        targets:
          files: {provider: files, manage: observe}
          web: {provider: files}
        ---
        kind: Service
        id: share
        name: Share
        summary: A share.
        owner: {team: storage, contact: storage@city.example}
        category: Storage
        lifecycle: {state: production, since: 2026-01-01}
        tiers: {small: {}}
        template: share
        approvals: [{role: steward}]
        examples: [{tier: small}]
        ---
        kind: Policy
        id: owners
        name: Owners
        owner: it@city.example
        parameters: {type: object, properties: {least: {type: integer, default: 2}}}
        rules:
          two: {about: subscription, rule: "subscription.owners.size() >= policy.least", effect: warn, message: too few}

        """

    @Test(arguments: [
        ("count: 5", "count: 6", ["budgets of city c"]),
        ("least: 2}", "least: 1}", ["policies of city c"]),
        ("kinds: [Subscription]", "kinds: [Subscription, Service]", ["roots of city c"]),
        ("count: 1", "count: 2", ["budgets of environment live"]),
        ("manage: observe", "manage: full", ["manage of target files in environment live"]),
        (", manage: observe", "", ["manage of target files in environment live"]),
        ("role: steward", "role: head", ["approvals of service share"]),
        ("approvals: [{role: steward}]\n", "", ["approvals of service share"]),
        ("effect: warn", "effect: audit", ["policy owners"]),
        (
            "budgets: {total: {deletes: {count: 5}}}",
            "accepted_breaks: [{rule: tier-removed, service: share, reason: Gone, notice: 30d}]",
            ["accepted_breaks of city c", "budgets of city c"]
        ),
        ("A share.", "Another sentence.", []),
        ("tiers: {small: {}}", "tiers: {small: {}, large: {}}", []),
        ("web: {provider: files}", "web: {provider: files, drift: mend}", []),
    ])
    func whatIsGuarded(line: String, replacement: String, words: [String]) throws {
        try #require(Self.text.contains(line))
        let after = Self.text.replacing(line, with: replacement)
        #expect(Self.words(Self.text, after) == words)
        #expect(Self.words(after, Self.text) == words)
    }

    @Test func orderAndCommentsAreNothing() {
        let moved = Self.text.replacing(
            "budgets: {total: {deletes: {count: 5}}}",
            with: "# As agreed on.\nbudgets:\n  total:\n    deletes:\n      count: 5")
        #expect(Self.words(Self.text, moved) == [])
    }

    private static func words(_ before: String, _ after: String) -> [String] {
        let (old, oldFiles) = load(before)
        let (new, newFiles) = load(after)
        return GuardedChanges.words(from: old, oldFiles, to: new, newFiles)
    }

    private static func load(_ text: String) -> (Catalog, [CatalogFile]) {
        let files = [CatalogFile(path: "catalog/all.yaml", root: 0, bytes: Array(text.utf8))]
        let request = LoadRequest(
            files: files, documents: [:], providers: [], snapshots: [],
            today: CalendarDate(daysSinceEpoch: 20_786))
        return (CatalogLoader(request).load().catalog, files)
    }
}
