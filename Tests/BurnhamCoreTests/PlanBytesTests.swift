// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import BurnhamCore

/// A plan's file is written member by member. Were a member out of its place, the bytes would not be canonical
/// and would differ from those of the tree.
@Suite struct PlanBytesTests {
    @Test func theFileIsTheCanonicalFormOfTheTree() throws {
        let plan = Self.plan
        var bytes: [UInt8] = []
        plan.stream { bytes += $0 }
        #expect(bytes == CanonicalJSON.bytes(of: plan.value))
        let parsed = try JSONParser.parse(bytes)
        #expect(Plan(parsed) == plan)
    }

    @Test func anEmptyPlan() throws {
        let plan = Plan(environment: "local", basis: Self.basis)
        var bytes: [UInt8] = []
        plan.stream { bytes += $0 }
        #expect(bytes == CanonicalJSON.bytes(of: plan.value))
        #expect(Plan(try JSONParser.parse(bytes)) == plan)
    }

    private static let origin = Origin(
        department: "d", subscription: "s", service: "notice", tier: "small", template: "notice",
        sourceFile: "catalog/subscriptions/d/s.yaml")

    private static var basis: Plan.Basis {
        Plan.Basis(
            lineage: "line", head: LedgerHead(size: 3, root: .sha256([1])), nonce: "nonce",
            now: Instant(milliseconds: 1000), validUntil: Instant(milliseconds: 2000),
            inputs: [Plan.Input(path: "catalog/city.yaml", digest: .sha256([2]))])
    }

    private static var plan: Plan {
        var plan = Plan(environment: "local", basis: basis)
        plan.basis.departments = ["d"]
        plan.changes = [created, replaced]
        plan.unchangedCount = 7
        var last = Step(change: 1, action: .delete, isOnFormer: true)
        last.after = [0]
        plan.steps = [Step(change: 0, action: .create), last]
        plan.refreshes = [
            Plan.Refresh(
                address: Address("d/s/other"), dependsOn: [created.address], origin: origin,
                rowEntry: 4)
        ]
        plan.exceeded = [
            ExceededBudget(kind: .replace, scope: .total, name: "", count: 2, allowed: 1)
        ]
        plan.failures = [
            Plan.TargetFailure(target: "mail", failure: ProviderFailure(.unreachable, "no route"))
        ]
        plan.refusals = ["a refusal \"quoted\""]
        plan.notes = ["a note"]
        plan.findings = [
            Finding(
                rule: "web/contact", effect: .deny, subject: "d/s", message: "nobody",
                spot: Finding.Spot(file: "catalog/a.yaml", line: 4, column: 1), excuse: nil),
            Finding(
                rule: "owners/two", effect: .warn, subject: "d/t/note", message: "one", spot: nil,
                excuse: Finding.Excuse(
                    reason: "until spring", owner: "u1", until: CalendarDate(daysSinceEpoch: 20_700)
                )
            ),
        ]
        plan.findings[0].stands = true
        plan.names = [
            NamesBlock(subscription: "d/s", file: "catalog/s.yaml", resources: ["z": ["name": "a"]])
        ]
        plan.edits = [
            CatalogEdit(
                address: created.address, attribute: "mode",
                spot: CatalogEdit.Spot(
                    path: "catalog/s.yaml", digest: .sha256([4]), offset: 12, line: 2),
                before: "0644", after: "0600")
        ]
        return plan
    }

    private static var created: Change {
        let object = Change.Object(
            type: "file.document", typeVersion: 1, target: "files", identity: "a/b.txt", uid: nil,
            precondition: .absent)
        let keeping = Change.Keeping(
            dependsOn: [], isProtected: false, onRemoval: .delete, suspendedAt: nil,
            origin: origin)
        return Change(
            address: Address("d/s/notice"), kind: .create, object: object,
            attributes: [
                AttributeChange(
                    name: "content", recorded: nil, before: nil, after: .known("text\n"),
                    traits: [.differs, .document]),
                AttributeChange(
                    name: "place", recorded: nil, before: nil,
                    after: .pending(
                        .parts([.text("at "), .attribute(Address("d/s/z"), name: "x")])),
                    traits: .differs),
                AttributeChange(
                    name: "secret", recorded: nil, before: nil,
                    after: .secret(.attribute(Address("d/s/z"), name: "token")),
                    traits: .sensitive),
            ], keeping: keeping)
    }

    private static var replaced: Change {
        var change = created
        change.address = Address("d/s/other")
        change.kind = .replace
        change.isDrift = true
        change.isBegun = true
        change.reason = "it moved"
        change.formerAddress = Address("d/old/other")
        change.object.formerIdentity = "a/old.txt"
        change.object.formerTarget = "archive"
        change.object.formerGoesFirst = true
        change.object.uid = "c0ffee"
        change.object.precondition = .same(.sha256([3]))
        change.keeping.dependsOn = [Address("d/s/notice")]
        change.keeping.isProtected = true
        change.keeping.suspendedAt = Instant(milliseconds: 500)
        change.keeping.stated = ["content", "path"]
        change.keeping.rowEntry = 9
        change.attributes = [
            AttributeChange(
                name: "mode", recorded: "0640", before: "0600", after: nil,
                traits: [.differs, .drift])
        ]
        return change
    }
}
