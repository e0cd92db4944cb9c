// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A saved plan that accepts drift: its edits are made for the catalog that it saw, and made once.
@Suite struct AcceptTests {
    private static let subscription = "catalog/subscriptions/library/events.yaml"

    @Test func aSavedPlanWritesItsEdits() throws {
        let city = try driftedCity()
        defer { city.remove() }
        let plan = try acceptingPlan(city)
        #expect(try city.read(Self.subscription).contains("mode: \"0750\"}   # as agreed"))
        let (report, code) = try city.run(["apply", plan, "--yes"])
        #expect(code == 0, "\(report)")
        #expect(try city.read(Self.subscription).contains("mode: \"0700\"}   # as agreed"))
        #expect(try city.run(["drift"]).code == 0)
        #expect(try city.run(["plan", "--exit-code"]).code == 0)
        #expect(try city.run(["store", "rebuild"]).code == 0)
    }

    /// As after a crash between the edits and the first step.
    @Test func editsThatStandThereAlreadyAreKept() throws {
        let city = try driftedCity()
        defer { city.remove() }
        let plan = try acceptingPlan(city)
        let text = try city.read(Self.subscription)
        let edited = text.replacingOccurrences(of: "\"0750\"", with: "\"0700\"")
        try city.write(edited, to: Self.subscription)
        let (report, code) = try city.run(["apply", plan, "--yes"])
        #expect(code == 0, "\(report)")
        #expect(try city.read(Self.subscription) == edited)
        #expect(try city.run(["plan", "--exit-code"]).code == 0)
    }

    @Test func anotherCatalogMakesItStale() throws {
        let city = try driftedCity()
        defer { city.remove() }
        let plan = try acceptingPlan(city)
        let edited = "# another comment\n" + (try city.read(Self.subscription))
        try city.write(edited, to: Self.subscription)
        let (report, code) = try city.run(["apply", plan, "--yes"])
        #expect(code == 4)
        #expect(report.contains("the plan is stale"))
        #expect(try city.read(Self.subscription) == edited)
    }

    /// Applied, and then a mode was changed by hand.
    private func driftedCity() throws -> Playground {
        let city = try Playground()
        #expect(try city.run(["init"]).code == 0)
        try replace(
            "parameters.name}\"}", "parameters.name}\", mode: \"${parameters.mode}\"}", city)
        try replace("quota_gb: 20}", "quota_gb: 20, mode: \"0750\"}   # as agreed", city)
        try replace(
            "quota_gb: {type: integer,",
            "mode: {type: string, default: \"0750\"}\n    quota_gb: {type: integer,",
            city)
        let (report, code) = try city.run(["apply", "--yes"])
        try #require(code == 0, "\(report)")
        let folder = ".burnham/local/targets/files/shares/library/events"
        #expect(try city.shell("chmod 0700 \(folder)").code == 0)
        return city
    }

    private func replace(_ text: String, _ other: String, _ city: Playground) throws {
        let files = [
            "catalog/services/file-share.yaml", "templates/file-share.yaml", Self.subscription,
        ]
        for file in files {
            let before = try city.read(file)
            guard let range = before.range(of: text) else { continue }
            return try city.write(before.replacingCharacters(in: range, with: other), to: file)
        }
        Issue.record("no file has `\(text)`")
    }

    private func acceptingPlan(_ city: Playground) throws -> String {
        let (plan, _) = try city.run(["plan", "--drift", "accept", "--format", "json"])
        return try #require(plan.firstMatch(of: /"plan_id":"([0-9a-f]{64})/)?.1).description
    }
}
