// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

@testable import BurnhamReport

/// Plans and their parts for tests, made in few words.
enum Sample {
    static let planID = "7f3ac21e" + String(repeating: "0", count: 56)
    static let now = Instant("2026-11-23T14:02:00.000Z")!

    /// One that denies, one that an exception lifts, and one that is only noted.
    static let findingsOfPolicies = [
        Finding(
            rule: "web/contact", effect: .deny, subject: "cdph/site",
            message: "nobody [answers](x)",
            spot: Finding.Spot(file: "catalog/a.yaml", line: 4, column: 1), excuse: nil),
        Finding(
            rule: "owners/two", effect: .deny, subject: "cdph/db", message: "one", spot: nil,
            excuse: Finding.Excuse(
                reason: "until spring", owner: "u1", until: CalendarDate(daysSinceEpoch: 20_700))),
        Finding(
            rule: "tags/one", effect: .audit, subject: "cdph/db/role", message: "none", spot: nil,
            excuse: nil),
    ]

    static func plan(_ changes: [Change] = [], unchanged: Int = 0) -> Plan {
        var plan = Plan(
            environment: "live",
            basis: Plan.Basis(
                lineage: "ab", head: .empty, nonce: "cd", now: now,
                validUntil: now.advanced(bySeconds: 86_400), inputs: []))
        plan.changes = changes.sorted { $0.address < $1.address }
        plan.unchangedCount = unchanged
        return plan
    }

    static func change(
        _ kind: ChangeKind, _ address: String, _ type: String, _ identity: String,
        _ attributes: [AttributeChange] = [], reason: String? = nil
    ) -> Change {
        let parts = address.split(separator: "/")
        var change = Change(
            address: Address(address), kind: kind,
            object: Change.Object(
                type: type, typeVersion: 1,
                target: String(type.prefix { $0 != "." }), identity: identity, uid: nil,
                precondition: .absent),
            attributes: attributes,
            keeping: Change.Keeping(
                dependsOn: [], isProtected: false, onRemoval: .delete, suspendedAt: nil,
                origin: Origin(
                    department: String(parts[0]),
                    subscription: String(parts.dropFirst().first ?? ""),
                    service: "managed-database", tier: "small", template: "managed-database",
                    sourceFile: "catalog/subscriptions/\(parts[0]).yaml")))
        change.reason = reason
        return change
    }

    static func attribute(
        _ name: String, _ before: Value? = nil, _ after: AttributeValue? = nil,
        recorded: Value? = nil, _ traits: AttributeChange.Traits = .differs
    ) -> AttributeChange {
        AttributeChange(
            name: name, recorded: recorded ?? before, before: before, after: after, traits: traits)
    }

    static func text(
        _ plan: Plan, width: Int = 100, colour: Bool = false, plain: Bool = false,
        all: Bool = false
    ) -> String {
        var context = PlanContext(planID: planID)
        context.showsAll = all
        return PlanText.render(
            plan, context, on: Screen(width: width, hasColour: colour, isPlain: plain))
    }

    /// The lines of one section of the text view.
    static func section(_ title: String, of text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix(title) }) else { return "" }
        return lines[start...].prefix { !$0.isEmpty }.joined(separator: "\n")
    }

    /// One change of each of several kinds, over a budget, with a target that does not answer.
    static var manyKinds: Plan {
        var role = change(
            .replace, "cdph/permits-db/role", "database.role", "cdph_permits_rw",
            [
                attribute(
                    "name", "cdph_permits_app", .known("cdph_permits_rw"),
                    [.differs, .forcesReplace]),
                attribute(
                    "password", nil,
                    .secret(.attribute(Address("cdph/vault/token"), name: "value")),
                    [.differs, .sensitive]),
                attribute("login", true, .known(true), []),
            ])
        role.object.formerIdentity = "cdph_permits_app"
        var record = change(
            .update, "cdph/site/record", "dns.record", "permits.cdph.example A",
            [
                attribute("ttl", 3600, .known(300)),
                attribute("values", ["192.0.2.1"], .known(["192.0.2.1", "192.0.2.2"])),
            ])
        record.object.target = "dmz-dns"
        let owners = change(
            .create, "cdph/intake-db/owners", "directory.group", "cdph-intake-owners")
        var made = change(
            .create, "cdph/intake-db/role", "database.role", "cdph_intake_app",
            [attribute("host", nil, .pending(.parts([.attribute(owners.address, name: "host")])))])
        made.keeping.dependsOn = [owners.address]
        var drifted = change(
            .reported, "dol/site/record", "dns.record", "dol.example A",
            [attribute("ttl", 300, .known(300), recorded: 3600, .drift)],
            reason: "it was changed by hand")
        drifted.isDrift = true
        var plan = plan(
            [
                change(
                    .suspend, "cpd/records/folder", "file.directory", "/shares/cpd/records",
                    reason: "catalog/subscriptions/cpd.yaml no longer asks for it"),
                role, record, owners, made, drifted,
                change(
                    .waiting, "cdph/cases-db/role", "database.role", "cdph_cases_app",
                    reason: "it waits for cdph/cases-db/approval"),
                change(
                    .unobserved, "311/site/record", "dns.record", "311.example A",
                    reason: "connection refused"),
            ], unchanged: 1204)
        plan.exceeded = [
            ExceededBudget(kind: .suspend, scope: .department, name: "cpd", count: 1, allowed: 0)
        ]
        plan.failures = [
            Plan.TargetFailure(
                target: "dns", failure: ProviderFailure(.unreachable, "connection refused"))
        ]
        plan.notes = ["the snapshot of people is 3 d old"]
        return plan
    }
}
