// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import Testing
import Values
import YAMLSource

/// What policies say of a catalog, of resources and of changes, as values.
@Suite struct PolicyTests {
    private static let sizes = policy(
        """
        small: {about: subscription, service: note, rule: "parameters.size <= 100", effect: deny,
          message: "${parameters.size}"}
        odd: {about: subscription, rule: "parameters.size % 2 == 0", effect: audit, message: odd}
        """)

    @Test func everySubscriptionIsJudgedOnceAndInOrder() throws {
        let set = try #require(Self.set(Self.sizes, subscriptions: 1000))
        let found = set.judgeCatalog()
        let denied = found.filter { $0.effect == .deny }
        #expect(denied.map(\.message) == (101..<1000).map(\.description))
        #expect(found.count { $0.effect == .audit } == 500)
        #expect(set.judgeCatalog().map(\.subject.name) == found.map(\.subject.name))
        #expect(found.compactMap(\.diagnostic).count == denied.count)
    }

    @Test func withoutPoliciesThereIsNothingToJudge() {
        #expect(Self.set(nil, subscriptions: 3) == nil)
    }

    @Test func whatAnExceptionLiftsIsNoDiagnostic() throws {
        let lifted =
            Self.sizes + """
                exceptions:
                  - {rule: small, subject: d1/n00101, reason: grew, owner: ada, until: 2026-12-31}
                  - {rule: small, subject: d1/n00102, reason: grew, owner: ada, until: 2026-01-31}

                """
        let set = try #require(Self.set(lifted, subscriptions: 103))
        let denied = set.judgeCatalog().filter { $0.effect == .deny }
        #expect(denied.map(\.isExcused) == [true, false])
        #expect(denied.map { $0.diagnostic == nil } == [true, false])
        #expect(denied[0].excuse?.owner == "ada")
        #expect(denied[1].note == "its exception ended on 2026-01-31: grew")
    }

    @Test func ofASecretARuleSeesOnlyThatItDiffers() throws {
        let set = try #require(
            Self.set(
                Self.policy(
                    """
                    seen: {about: change, effect: deny, message: seen,
                      rule: "!change.attributes.exists(a, has(change.attributes[a].after))"}
                    told: {about: change, effect: deny, message: told,
                      rule: "!change.attributes.exists(a, change.attributes[a].sensitive)"}
                    """), subscriptions: 1))
        let secret = Self.change([
            AttributeChange(
                name: "value", recorded: "hunter1", before: "hunter1", after: .known("hunter2"),
                traits: [.sensitive, .differs])
        ])
        #expect(set.judge([secret], in: "local").map(\.rule.name) == ["p/told"])
        let plain = Self.change([
            AttributeChange(
                name: "value", recorded: 1, before: 1, after: .known(2), traits: .differs)
        ])
        #expect(set.judge([plain], in: "local").map(\.rule.name) == ["p/seen"])
    }

    @Test func onlyChangesAreJudged() throws {
        let set = try #require(
            Self.set(
                Self.policy("never: {about: change, rule: \"false\", effect: deny, message: no}"),
                subscriptions: 1))
        let kinds = ChangeKind.allCases.filter { kind in
            var change = Self.change([])
            change.kind = kind
            return !set.judge([change], in: "local").isEmpty
        }
        #expect(kinds == ChangeKind.allCases.filter(\.isChange))
    }

    @Test func ofTwoExceptionsTheLongerOneCounts() throws {
        for days in [("2026-01-31", "2026-12-31"), ("2026-12-31", "2026-01-31")] {
            let set = try #require(
                Self.set(
                    Self.policy(
                        "never: {about: resource, rule: \"false\", effect: deny, message: no}")
                            + """
                            exceptions:
                              - {rule: never, subject: d1/n00000, reason: one, owner: ada, until: \(days.0)}
                              - {rule: never, subject: d1/n00000/note, reason: two, owner: ada, until: \(days.1)}

                            """, subscriptions: 1))
            let found = try #require(set.judge(try Self.resources(1), in: "local").first)
            #expect(found.isExcused)
            #expect(found.excuse?.until.description == "2026-12-31")
        }
    }

    @Test func anExceptionSilencesNoRuleThatThrows() throws {
        let set = try #require(
            Self.set(
                Self.policy(
                    "throws: {about: subscription, rule: \"parameters.none > 3\", effect: warn, message: no}"
                ) + """
                    exceptions:
                      - {rule: throws, subject: d1/n00000, reason: so, owner: ada, until: 2026-12-31}

                    """, subscriptions: 1))
        let found = try #require(set.judgeCatalog().first)
        #expect(!found.isExcused && found.effect == .deny)
        #expect(found.diagnostic?.code == "policy-failed")
        #expect(set.unusedExceptions([found]).isEmpty)
    }

    @Test func whoLeftExcusesNothing() throws {
        for (status, isExcused) in [("active", true), ("left", false)] {
            let set = try #require(
                Self.set(
                    Self.policy(
                        "never: {about: subscription, rule: \"false\", effect: deny, message: no}")
                            + """
                            exceptions:
                              - {rule: never, subject: d1/n00000, reason: so, owner: ada, until: 2026-12-31}
                            ---
                            kind: Person
                            id: ada
                            department: d1
                            status: \(status)

                            """, subscriptions: 1))
            #expect(set.judgeCatalog().map(\.isExcused) == [isExcused])
        }
    }

    @Test func aRuleAboutPeopleIsNotAskedWhereThereAreNone() throws {
        let rule = Self.policy(
            "known: {about: subscription, rule: \"'ada' in people\", effect: deny, message: no}")
        let set = try #require(Self.set(rule, subscriptions: 1))
        #expect(set.judgeCatalog().isEmpty)
        #expect(set.unanswerable.map(\.name) == ["p/known"])
        let person = "---\nkind: Person\nid: bob\ndepartment: d1\n"
        let other = try #require(Self.set(rule + person, subscriptions: 1))
        #expect(other.judgeCatalog().map(\.effect) == [.deny])
        #expect(other.unanswerable.isEmpty)
    }

    @Test func whatOnlyAnApplyMakesKnownIsNoDenial() throws {
        let set = try #require(
            Self.set(
                Self.policy(
                    """
                    serial: {about: resource, effect: deny, message: no,
                      rule: "has(resource.attributes.serial) && resource.attributes.serial == 'x'"}
                    """), subscriptions: 1))
        let found = try #require(set.judge(try Self.resources(1), in: "local").first)
        #expect(found.effect == .warn)
        #expect(found.message.hasPrefix("not known before the apply: the rule looks at `"))
        #expect(found.diagnostic?.code == "policy-warned")
    }

    @Test func aResourceSeesThoseBesideIt() throws {
        let set = try #require(
            Self.set(
                Self.policy(
                    """
                    alone: {about: resource, effect: deny, message: "${resource.address}",
                      rule: "resources.map(r, r.address) == [resource.address]"}
                    """), subscriptions: 300))
        let resources = try Self.resources(300)
        #expect(set.judge(resources, in: "local").isEmpty)
        let twins = resources.flatMap { [$0, $0] }
        #expect(set.judge(twins, in: "local").count == 600)
    }

    @Test func aRuleThatCostsMoreThanItsShareDeniesOnce() throws {
        let rules = Self.policy(
            """
            costly: {about: subscription, effect: warn, message: no,
              rule: "!([1, 2, 3, 4, 5, 6, 7, 8].all(a, [1, 2, 3, 4, 5, 6, 7, 8].all(b, a + b > 0)))"}
            cheap: {about: subscription, effect: warn, message: no, rule: "false"}
            """)
        let texts = (0..<600).map { SmallCity.subscription(SmallCity.id($0), size: 5) }
        let whole = try #require(SmallCity.policies(texts + [rules]))
        #expect(whole.judgeCatalog().map(\.rule.name).count { $0 == "p/costly" } == 600)
        let set = try #require(SmallCity.policies(texts + [rules], ruleCostMax: 1000))
        let costly = set.judgeCatalog().filter { $0.rule.name == "p/costly" }
        #expect(costly.map(\.subject.name) == ["catalog"])
        #expect(costly.map(\.effect) == [.deny])
        #expect(costly[0].message.contains("cost more than its share"))
        #expect(set.judgeCatalog().count { $0.rule.name == "p/cheap" } == 600)
    }

    // MARK: Cities

    private static func resources(_ count: Int) throws -> [Resource] {
        let texts = (0..<count).map { SmallCity.subscription(SmallCity.id($0), size: 5) }
        return try SmallCity.resolve(SmallCity.load(texts).catalog).resources
    }

    private static func policy(_ rules: String) -> String {
        let lines = rules.split(separator: "\n").map { "  \($0)\n" }.joined()
        return "kind: Policy\nid: p\nname: P\nowner: p@city.example\nrules:\n\(lines)"
    }

    private static func set(_ policy: String?, subscriptions count: Int) -> PolicySet? {
        let texts = (0..<count).map {
            SmallCity.subscription(SmallCity.id($0), size: $0)
        }
        return SmallCity.policies(texts + [policy].compactMap(\.self))
    }

    private static func change(_ attributes: [AttributeChange]) -> Change {
        Change(
            address: Address("d1/n00000/note"), kind: .update,
            object: Change.Object(
                type: "note", typeVersion: 1, target: "notes", identity: "n", uid: nil,
                precondition: .absent),
            attributes: attributes,
            keeping: Change.Keeping(
                dependsOn: [], isProtected: false, onRemoval: .delete, suspendedAt: nil,
                origin: Origin(
                    department: "d1", subscription: "n00000", service: "note", tier: "one",
                    template: "note", sourceFile: "catalog/subscriptions/n00000.yaml")))
    }
}
