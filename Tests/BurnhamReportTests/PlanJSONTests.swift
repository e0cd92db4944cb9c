// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import JSONSchema
import Testing
import Values

@testable import BurnhamReport

/// A plan as JSON, against its published schema.
@Suite struct PlanJSONTests {
    @Test func itFollowsItsSchema() throws {
        var plan = Sample.manyKinds
        plan.basis.inputs = [Plan.Input(path: "catalog/city.yaml", digest: .sha256([]))]
        plan.basis.departments = ["cdph"]
        plan.changes[0].formerAddress = Address("x/y/z")
        plan.findings = Sample.findingsOfPolicies
        let skipped = SkippedResources.byReason([
            (Address("b/c/d"), "not yet"), (Address("a/b/c"), "not yet"),
            (Address("x/y/z"), "never"),
        ])
        let document = try JSONParser.parse(
            PlanJSON.render(plan, planID: Sample.planID, skipped: skipped))
        #expect(try Self.schema().validate(document).map(\.message) == [])
        #expect(
            document["skipped"] == [
                ["reason": "never", "addresses": ["x/y/z"]],
                ["reason": "not yet", "addresses": ["a/b/c", "b/c/d"]],
            ])
    }

    @Test func aChangeSinceARevisionFollowsItToo() throws {
        let since = PlanSince(
            revision: "main", commit: "0123abc", guarded: ["budgets of city c"])
        let document = try JSONParser.parse(
            PlanJSON.render(Sample.manyKinds, planID: nil, since: since))
        #expect(try Self.schema().validate(document).map(\.message) == [])
        #expect(document["since"] == ["revision": "main", "commit": "0123abc"])
        let departments = document["by_department"]?.list ?? []
        let counted = departments.flatMap { $0["changes"]?.object?.map { $0.value.int ?? 0 } ?? [] }
        #expect(counted.reduce(0, +) == Int64(Sample.manyKinds.changes.count))
        let touched = Set(Sample.manyKinds.changes.map { String($0.address.department) })
        #expect(departments.compactMap { $0["department"]?.string } == touched.sorted())
    }

    @Test(arguments: ["plan_id", "inputs", "summary", "skipped", "changes"])
    func theSchemaWantsEachMember(name: String) throws {
        let text = PlanJSON.render(Sample.manyKinds, planID: Sample.planID)
        var fields = try #require(try JSONParser.parse(text).object)
        fields[name] = nil
        #expect(try !Self.schema().isValid(.object(fields)))
    }

    @Test func theSummaryCountsEveryKind() throws {
        let document = try JSONParser.parse(
            PlanJSON.render(Sample.manyKinds, planID: Sample.planID))
        let summary = try #require(document["summary"]?.object)
        #expect(summary.count == ChangeKind.allCases.count + 1)
        #expect(summary["create"] == 2)
        #expect(summary["unchanged"] == 1204)
        #expect(summary["drift"] == 1)
        #expect(summary["delete"] == 0)
    }

    @Test func attributesOfEachSort() throws {
        let source = SecretSource.attribute(Address("a/b/c"), name: "value")
        let plan = Sample.plan([
            Sample.change(
                .update, "a/b/c", "dns.record", "x A",
                [
                    Sample.attribute("known", 1, .known(2), recorded: 3),
                    Sample.attribute("pending", 1, .pending(.parts([.text("hunter2")]))),
                    Sample.attribute("hidden", "hunter2", .known("hunter2"), [.sensitive]),
                    Sample.attribute("secret", "hunter2", .secret(source)),
                    Sample.attribute("cleared", 1, nil),
                ])
        ])
        let text = PlanJSON.render(plan, planID: Sample.planID)
        #expect(!text.contains("hunter2"))
        let attributes = try JSONParser.parse(text)["changes"]?.list?.first?["attributes"]
        #expect(
            attributes?.list == [
                Self.attribute("known", [3, 1, 2]),
                Self.attribute("pending", [1, 1, .null], isUnknown: true),
                Self.attribute("hidden", [.null, .null, .null], isSensitive: true),
                Self.attribute("secret", [.null, .null, .null], isSensitive: true),
                Self.attribute("cleared", [1, 1, .null]),
            ])
    }

    @Test func whatIsCreatedHasNoBefore() throws {
        let plan = Sample.plan([
            Sample.change(
                .create, "a/b/c", "dns.record", "x A", [Sample.attribute("ttl", 1, .known(2))])
        ])
        let change = try JSONParser.parse(PlanJSON.render(plan, planID: Sample.planID))["changes"]
        #expect(change?.list?.first?["attributes"]?.list?.first?["before"] == .null)
    }

    @Test func terminalsAreSafeFromItAndValuesAreWhole() throws {
        let hostile = "\u{9b}31m\u{202e}\u{1b}]0;x\u{7f}\u{e0041}名"
        let plan = Sample.plan([Sample.change(.create, "a/b/c", "dns.record", hostile)])
        let text = PlanJSON.render(plan, planID: Sample.planID)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || SafeText.isSafe($0) })
        let change = try JSONParser.parse(text)["changes"]?.list?.first
        #expect(change?["identity"] == .string(hostile))
    }

    /// `values` are recorded, before and after.
    private static func attribute(
        _ name: String, _ values: [Value], isUnknown: Bool = false, isSensitive: Bool = false
    ) -> Value {
        [
            "name": .string(name), "recorded": values[0], "before": values[1], "after": values[2],
            "after_unknown": .bool(isUnknown), "sensitive": .bool(isSensitive),
            "forces_replace": false,
        ]
    }

    private static func schema() throws -> JSONSchema {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try Data(contentsOf: root.appending(path: "docs/reference/plan.schema.json"))
        return try JSONSchema.compile(try JSONParser.parse(Array(bytes))).get()
    }
}
