// SPDX-License-Identifier: Apache-2.0

/// How much one plan may take away or change before somebody has to say so: by kind, per department, per
/// target and in total, as a number and as a share of what is recorded there.
package struct Budgets: Sendable, Equatable {
    package enum Scope: String, Sendable, CaseIterable {
        case department, target, total
    }

    package struct Limit: Sendable, Equatable {
        package let scope: Scope
        package let kind: ChangeKind
        /// Absolute; nil for no such limit.
        package let count: Int?
        /// In parts of a thousand of the rows in the scope; nil for no such limit.
        package let permille: Int?

        package init(scope: Scope, kind: ChangeKind, count: Int?, permille: Int?) {
            self.scope = scope
            self.kind = kind
            self.count = count
            self.permille = permille
        }
    }

    package static let kinds: [ChangeKind] = [.suspend, .delete, .replace, .update]
    /// Shares mean little for a handful of rows: up to this many of a kind a share never refuses.
    package static let shareFloor = 5

    package var limits: [Limit]

    package init(limits: [Limit]) { self.limits = limits }

    /// What holds where a city states nothing.
    package static let standard = Budgets(limits: [
        Limit(scope: .total, kind: .suspend, count: 50, permille: 100),
        Limit(scope: .total, kind: .delete, count: 50, permille: 100),
        Limit(scope: .total, kind: .replace, count: 20, permille: 50),
        Limit(scope: .total, kind: .update, count: nil, permille: 500),
        Limit(scope: .department, kind: .suspend, count: 20, permille: 300),
        Limit(scope: .department, kind: .delete, count: 20, permille: 300),
    ])
}

/// A budget that a plan is over, with what would lift exactly it.
package struct ExceededBudget: Sendable, Equatable {
    package let kind: ChangeKind
    package let scope: Budgets.Scope
    /// The department or target; empty for the total.
    package let name: String
    package let count: Int
    package let allowed: Int

    package init(kind: ChangeKind, scope: Budgets.Scope, name: String, count: Int, allowed: Int) {
        self.kind = kind
        self.scope = scope
        self.name = name
        self.count = count
        self.allowed = allowed
    }
}

extension Budgets {
    /// Every budget that these changes are over, in a fixed order. `rows` are the recorded rows before; they are
    /// asked for where a limit is about these changes at all.
    package func exceeded(
        by changes: [Change], rows: @autoclosure () -> [RecordedRow]
    ) -> [ExceededBudget] {
        var exceeded: [ExceededBudget] = []
        for scope in Scope.allCases where limits.contains(where: { $0.scope == scope }) {
            var counted: [String: Int]?
            for limit in limits where limit.scope == scope {
                let places = changes.indices.lazy.filter { changes[$0].kind == limit.kind }
                let counts = Self.counts(places) {
                    scope.name(of: changes[$0].address, target: changes[$0].object.target)
                }
                guard !counts.isEmpty else { continue }
                let sizes =
                    counted ?? Self.counts(rows()) { scope.name(of: $0.address, target: $0.target) }
                counted = sizes
                for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                    let allowed = limit.allowed(ofRows: sizes[name] ?? 0)
                    guard count > allowed else { continue }
                    exceeded.append(
                        ExceededBudget(
                            kind: limit.kind, scope: scope, name: name, count: count,
                            allowed: allowed))
                }
            }
        }
        return exceeded
    }

    private static func counts<Item>(
        _ items: some Sequence<Item>, name: (Item) -> String
    ) -> [String: Int] {
        items.reduce(into: [:]) { $0[name($1), default: 0] += 1 }
    }
}

extension Budgets.Limit {
    package func allowed(ofRows rows: Int) -> Int {
        let byShare = permille.map { max(Budgets.shareFloor, rows * $0 / 1000) }
        return [count, byShare].compactMap(\.self).min() ?? Int.max
    }
}

extension Budgets.Scope {
    fileprivate func name(of address: Address, target: String) -> String {
        switch self {
        case .department: String(address.department)
        case .target: target
        case .total: ""
        }
    }
}
