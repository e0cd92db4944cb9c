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

    // MARK: Cities

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
