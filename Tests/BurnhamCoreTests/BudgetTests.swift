// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@Suite struct BudgetTests {
    private func changes(_ kind: ChangeKind, _ count: Int, department: String = "parks") -> [Change]
    {
        (0..<count).map { Graph.change(kind, "\(department)/trails/thing\($0)") }
    }

    private func rows(_ count: Int, department: String = "parks") -> [RecordedRow] {
        (0..<count).map { number in
            var row = Thing.row()
            row.address = Address("\(department)/trails/thing\(number)")
            return row
        }
    }

    @Test(
        arguments: [
            // rows, deletes, what is allowed; nil where they pass
            (1000, 50, nil), (1000, 51, 50), (200, 20, nil), (200, 21, 20), (20, 5, nil),
            (20, 6, 5),
            (0, 5, nil), (0, 6, 5),
        ] as [(Int, Int, Int?)])
    func aNumberAndAShareCountTheSmallerOne(rows count: Int, deletes: Int, allowed: Int?) {
        let budgets = Budgets(limits: [
            Budgets.Limit(scope: .total, kind: .delete, count: 50, permille: 100)
        ])
        let exceeded = budgets.exceeded(by: changes(.delete, deletes), rows: rows(count))
        #expect(exceeded.map(\.allowed) == (allowed.map { [$0] } ?? []))
        #expect(exceeded.map(\.count) == (allowed.map { _ in [deletes] } ?? []))
    }

    @Test func eachDepartmentHasItsOwnBudget() {
        let budgets = Budgets(limits: [
            Budgets.Limit(scope: .department, kind: .suspend, count: 2, permille: nil)
        ])
        let exceeded = budgets.exceeded(
            by: changes(.suspend, 3, department: "parks")
                + changes(.suspend, 2, department: "library"),
            rows: [])
        #expect(
            exceeded == [
                ExceededBudget(
                    kind: .suspend, scope: .department, name: "parks", count: 3, allowed: 2)
            ])
    }

    @Test func eachTargetHasItsOwnBudget() {
        let budgets = Budgets(limits: [
            Budgets.Limit(scope: .target, kind: .replace, count: 0, permille: nil)
        ])
        let exceeded = budgets.exceeded(by: changes(.replace, 1), rows: [])
        #expect(exceeded.map(\.name) == ["things"])
    }

    @Test func aKindWithoutALimitIsNotCounted() {
        let exceeded = Budgets.standard.exceeded(by: changes(.create, 10_000), rows: [])
        #expect(exceeded.isEmpty)
    }

    @Test func whatHoldsByItselfRefusesAnEmptiedCity() {
        let exceeded = Budgets.standard.exceeded(by: changes(.delete, 300), rows: rows(300))
        #expect(exceeded.map(\.scope) == [.department, .total])
    }
}
