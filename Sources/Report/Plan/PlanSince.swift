// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The revision since which a plan tells of a change of the catalog, where it is no plan of the world as it stands.
package struct PlanSince: Sendable {
    /// As it was named.
    package let revision: String
    /// The beginning of the commit's id.
    package let commit: String
    /// What of the change is about who may do what, in words.
    package let guarded: [String]

    package init(revision: String, commit: String, guarded: [String]) {
        self.revision = revision
        self.commit = commit
        self.guarded = guarded
    }

    /// For people.
    var name: String { "\(SafeText.escaped(revision)) (\(commit))" }
}

/// What a plan does to each department: changes by kind, and what it pays more or less.
struct DepartmentSheet {
    private let kinds: [ChangeKind]
    private let payments: [Payment]
    private let changes: [String: [Change]]
    private let costs: [String: Cost]

    static func sheet(_ plan: Plan) -> Sheet { DepartmentSheet(plan).sheet }

    private init(_ plan: Plan) {
        let costs = plan.costs.byDepartment
        self.costs = Dictionary(costs.map { ($0.department, $0.change) }) { $1 }
        changes = Dictionary(grouping: plan.changes) { String($0.address.department) }
        kinds = ChangeKind.viewOrder.filter { kind in plan.changes.contains { $0.kind == kind } }
        payments = Payment.all.filter { payment in
            costs.contains { $0.change[keyPath: payment.amount] != .zero }
        }
    }

    /// How often something is paid, as a column.
    private struct Payment {
        let name: String
        let title: String
        let amount: KeyPath<Cost, Money>

        static var all: [Payment] {
            [
                Payment(name: "once", title: "± once", amount: \.once),
                Payment(name: "monthly", title: "± a month", amount: \.monthly),
                Payment(name: "yearly", title: "± a year", amount: \.yearly),
            ]
        }
    }

    private var sheet: Sheet {
        var sheet = Sheet(
            "by_department", title: "By department",
            [Sheet.Column("department")]
                + kinds.map { Sheet.Column($0.rawValue, isNumber: true, in: "changes") }
                + payments.map { Sheet.Column($0.name, $0.title, isNumber: true, in: "costs") })
        for department in Set(changes.keys).union(costs.keys).sorted(by: { $0.precedesByBytes($1) })
        {
            sheet.append([.text(department)] + counts(department) + amounts(department))
        }
        return sheet
    }

    private func counts(_ department: String) -> [Sheet.Cell] {
        kinds.map { kind in
            let count = (changes[department] ?? []).count { $0.kind == kind }
            return count == 0 ? .none : .count(count)
        }
    }

    private func amounts(_ department: String) -> [Sheet.Cell] {
        payments.map { payment in
            let amount = costs[department]?[keyPath: payment.amount] ?? .zero
            return amount == .zero ? .none : .money(amount)
        }
    }
}
