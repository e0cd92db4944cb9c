// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamEngine

/// What a plan says of its steps because the target was asked, and what only an apply finds out.
@Suite struct StepChecksTests {
    private static let type = ResourceType(
        name: "thing", summary: "A thing.",
        attributes: [
            AttributeSchema(
                "name", schema: ["type": "string"], [.required, .identity], summary: "Its name."),
            AttributeSchema("label", schema: ["type": "string"], summary: "What stands on it."),
            AttributeSchema(
                "number", .computed, schema: ["type": "string"], summary: "The shelf's own."),
        ],
        removal: .init(.delete), relations: .init(referenceKey: "name"),
        functions: .init(identity: { attributes, _ in attributes["name"]?.string ?? "" }))

    private func resource(
        _ name: String, after: [String] = [], numberOf other: String? = nil
    ) -> Resource {
        var attributes: Attributes = ["name": .known(.string(name))]
        attributes["label"] = other.map {
            .pending(.parts([.attribute(Address("d/s/\($0)"), name: "number")]))
        }
        return Resource(
            address: Address("d/s/\(name)"),
            object: Resource.Object(type: "thing", target: "shelf", identity: name),
            content: Resource.Content(attributes: attributes),
            policy: Resource.RemovalPolicy(onRemoval: .delete),
            links: Resource.Links(dependsOn: after.map { Address("d/s/\($0)") }),
            origin: Origin(
                department: "d", subscription: "s", service: "v", tier: "t", template: "m",
                sourceFile: "f"))
    }

    /// A plan with what its targets answered.
    private func plan(_ resources: [Resource], refused: Set<String> = []) async throws -> Plan {
        let planning = try await planning(resources, refused: refused)
        var plan = planning.plan
        plan.checks = await planning.checks()
        return plan
    }

    private func planning(
        _ resources: [Resource], refused: Set<String> = []
    ) async throws -> Planning {
        let target = PlanningTarget(
            name: "shelf", types: [Self.type], settings: [:], observer: Shelf(refused: refused),
            rules: PlanningTarget.Rules())
        let request = PlanningRequest(
            environment: "local", resources: resources, targets: [target],
            catalog: PlanningRequest.CatalogFacts(
                budgets: .standard, holds: [], inputs: [], planValidForSeconds: 60),
            selection: PlanningRequest.Selection(),
            moment: PlanningRequest.Moment(
                now: Instant(seconds: 1000), nonce: "n", newLineage: "l"))
        return try await Planner(request, store: nil).plan()
    }

    @Test func whatTheTargetWouldRefuseIsNamedOnceForEachReason() async throws {
        let plan = try await plan(
            [resource("bad"), resource("good"), resource("worse")], refused: ["bad", "worse"])
        #expect(plan.checks.checkedCount == 1)
        #expect(plan.checks.openCount == 0)
        #expect(
            plan.checks.refused.map { plan.changes[plan.steps[$0.step].change].address.text }
                == ["d/s/bad", "d/s/worse"])
        #expect(
            plan.remarks == [
                "d/s/bad and 1 more: target shelf would refuse it: it is full; a larger one helps"
            ])
        #expect(plan.refusals.isEmpty)
    }

    /// What rests on something unknown may be refused only because that was missing.
    @Test func whatRestsOnAnotherStepIsOpen() async throws {
        let plan = try await plan(
            [
                resource("first"), resource("second", after: ["first"], numberOf: "first"),
                resource("third", after: ["second"]), resource("fourth", after: ["second"]),
            ], refused: ["third"])
        #expect(plan.checks.checkedCount == 2)
        #expect(plan.checks.openCount == 2)
        #expect(plan.checks.refused.isEmpty)
        #expect(plan.notes.isEmpty)
    }

    @Test func aSavedPlanHoldsNothingOfIt() async throws {
        let unasked = try await planning([resource("bad")], refused: ["bad"]).plan
        let asked = try await plan([resource("bad")], refused: ["bad"])
        #expect(asked.checks.refused.count == 1)
        #expect(unasked.checks == Plan.Checks())
        #expect(asked.value == unasked.value)
    }

    /// Nothing stands on it.
    private struct Shelf: Observer {
        let refused: Set<String>

        func observe(
            _ items: [ObserveItem], lineage: String
        ) async throws(ProviderFailure) -> Observations {
            Observations(presences: items.map { _ in .absent })
        }

        func check(_ operations: OperationSeries) async -> [CheckResult] {
            operations.map { operation in
                refused.contains(operation.identity)
                    ? .refused(
                        ProviderFailure(.rejected, "it is full", help: "a larger one helps"))
                    : .checked
            }
        }
    }
}
