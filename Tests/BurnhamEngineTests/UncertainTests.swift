// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamEngine

/// A step that a run left open and whose object can't be read: nobody knows whether it was done, the plan says so,
/// and only what depends on it waits.
@Suite struct UncertainTests {
    private static let type = ResourceType(
        name: "thing", summary: "A thing.",
        attributes: [
            AttributeSchema(
                "name", schema: ["type": "string"], [.required, .identity], summary: "Its name.")
        ],
        removal: .init(.delete), relations: .init(referenceKey: "name"),
        functions: .init(identity: { attributes, _ in attributes["name"]?.string ?? "" }))

    private static let origin = Origin(
        department: "d", subscription: "s", service: "v", tier: "t", template: "m", sourceFile: "f")

    private func resource(
        _ name: String, dependsOn: [String] = [], outside: [OutsideReference] = []
    ) -> Resource {
        Resource(
            address: Address("d/s/\(name)"),
            object: Resource.Object(type: "thing", target: "shelf", identity: name),
            content: Resource.Content(attributes: ["name": .known(.string(name))]),
            policy: Resource.RemovalPolicy(onRemoval: .delete),
            links: Resource.Links(
                dependsOn: dependsOn.map { Address("d/s/\($0)") }, outside: outside),
            origin: Self.origin)
    }

    private func plan(_ resources: [Resource], unreadable: Set<String>) async throws -> Plan {
        let target = PlanningTarget(
            name: "shelf", types: [Self.type], settings: [:],
            observer: Shelf(unreadable: unreadable), rules: PlanningTarget.Rules())
        let request = PlanningRequest(
            environment: "local", resources: resources, targets: [target],
            catalog: PlanningRequest.CatalogFacts(
                budgets: .standard, holds: [], inputs: [], planValidForSeconds: 60),
            selection: PlanningRequest.Selection(),
            moment: PlanningRequest.Moment(
                now: Instant(seconds: 1000), nonce: "n", newLineage: "l"))
        return try await Planner(request, store: Ledger()).plan().plan
    }

    @Test func onlyDependantsWait() async throws {
        let plan = try await plan(
            [resource("begun"), resource("after", dependsOn: ["begun"]), resource("other")],
            unreadable: ["begun"])
        let kinds = Dictionary(
            uniqueKeysWithValues: plan.changes.map { ($0.address.text, $0.kind) })
        #expect(
            kinds == ["d/s/begun": .uncertain, "d/s/after": .waiting, "d/s/other": .create])
        #expect(plan.steps.count == 1)
    }

    @Test func whatNobodyMakesIsLookedUp() async throws {
        let named = resource(
            "names",
            outside: [OutsideReference(attribute: "on", type: "thing", name: "missing")])
        let dark = resource(
            "dark", outside: [OutsideReference(attribute: "on", type: "thing", name: "unlit")])
        let plan = try await plan([named, dark], unreadable: ["unlit"])
        #expect(plan.changes.map(\.kind) == [.waiting, .waiting])
        #expect(plan.changes.last?.reason?.contains("target shelf does not have") == true)
        #expect(plan.changes.first?.reason?.contains("could not be asked") == true)
    }

    /// Everything is absent but what can't be read.
    private struct Shelf: Observer {
        let unreadable: Set<String>

        func observe(
            _ items: [ObserveItem], lineage: String
        ) async throws(ProviderFailure) -> Observations {
            let failure = ProviderFailure(.unreachable, "no light")
            return Observations(
                presences: items.map {
                    unreadable.contains($0.identity) ? .unreadable(failure) : .absent
                })
        }

        func check(_ operations: OperationSeries) async -> [CheckResult] {
            operations.map { _ in .notCheckable }
        }
    }

    /// A ledger with one open intent, to create `begun`.
    private struct Ledger: LedgerReader {
        var lineage: String { "l" }

        func head() -> LedgerHead { LedgerHead(size: 1, root: .sha256([])) }
        func head(at size: Int) -> LedgerHead? { size <= 1 ? head() : nil }
        func rows() -> [RecordedRow] { [] }
        func rowEntries() -> [Address: Int] { [:] }
        func uids() -> [String: Address] { [:] }
        func run(forPlan plan: String) -> RunState? { nil }
        func entries(_ range: Range<Int>) -> [LedgerEntry] { [] }
        func lease(scope: String) -> Lease? { nil }
        func fingerprinter() -> Fingerprinter { Fingerprinter(keyID: "k", key: [1]) }

        func openIntents() -> [OpenIntent] {
            let address = Address("d/s/begun")
            let row = RecordedRow(
                subject: RecordedRow.Subject(
                    address: address, uid: "u", type: "thing", typeVersion: 1, target: "shelf",
                    identity: "begun"),
                image: RecordedRow.Image(
                    attributes: ["name": "begun"], stated: ["name"], fingerprints: [:],
                    observedDigest: .sha256([])),
                keeping: RecordedRow.Keeping(
                    dependsOn: [], isProtected: false, onRemoval: .delete, suspendedAt: nil),
                origin: UncertainTests.origin)
            let state = IntentState(action: .create, precondition: .absent, row: row)
            return [OpenIntent(step: "k", run: "r", address: address, state: state.value)]
        }
    }
}
