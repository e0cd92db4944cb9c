// SPDX-License-Identifier: Apache-2.0

package import Values

/// What is booked for one period: double entry, and every fund balances by itself. It decides neither what is owed
/// nor whether the period is over.
package struct Journal: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        package let fund: String
        package let account: String
        package let grant: String?
        /// The other fund of what one owes the other; nil where a fund pays itself.
        package let counterpart: String?
        package let department: String
        /// The month that it is for; another than the period for an adjustment.
        package let month: Month
        package let debit: Money
        package let credit: Money
    }

    package let period: Month
    package let lines: [Line]
    /// What nobody is stated to pay: it stands in no line.
    package let unassigned: [ChargeLine]

    /// The charges are in whole cents.
    package init(_ period: Month, charges: [ChargeLine], accounts: Accounts) {
        self.period = period
        var sums: [Key: Money] = [:]
        for charge in charges {
            guard let payer = charge.cause.payer else { continue }
            let key = Key(
                month: charge.cause.month, payer: payer,
                department: charge.cause.subject.department)
            sums[key, default: .zero] += charge.amount
        }
        unassigned = charges.filter { $0.cause.payer == nil }
        lines = sums.filter { $0.value != .zero }.sorted { $0.key < $1.key }.flatMap {
            Self.lines(of: $0.key, $0.value, accounts)
        }
    }

    package var debits: Money { lines.map(\.debit).sum() }
    package var credits: Money { lines.map(\.credit).sum() }
    package var adjustments: [Line] { lines.filter { $0.month != period } }

    private struct Key: Hashable, Comparable {
        let month: Month
        let payer: Payer
        let department: String

        static func < (left: Key, right: Key) -> Bool {
            if left.month != right.month { return left.month > right.month }
            if left.payer != right.payer { return left.payer < right.payer }
            return left.department.precedesByBytes(right.department)
        }
    }

    /// The fund that pays has the expense and owes it; the fund that is paid is owed it and has earned it. The grant is
    /// the payer's: what it pays with stands in no book of the other.
    private static func lines(of key: Key, _ amount: Money, _ accounts: Accounts) -> [Line] {
        let payer = key.payer
        let expense = payer.account ?? accounts.expense
        func line(
            _ fund: String, _ account: String, grant: String? = nil, to other: String?,
            _ amount: Money
        ) -> Line {
            Line(
                fund: fund, account: account, grant: grant, counterpart: other,
                department: key.department, month: key.month, debit: max(amount, .zero),
                credit: max(-amount, .zero))
        }
        guard !payer.fund.hasSameBytes(as: accounts.fund) else {
            return [
                line(payer.fund, expense, grant: payer.grant, to: nil, amount),
                line(accounts.fund, accounts.revenue, to: nil, -amount),
            ]
        }
        return [
            line(payer.fund, expense, grant: payer.grant, to: accounts.fund, amount),
            line(payer.fund, accounts.dueTo, grant: payer.grant, to: accounts.fund, -amount),
            line(accounts.fund, accounts.dueFrom, to: payer.fund, amount),
            line(accounts.fund, accounts.revenue, to: payer.fund, -amount),
        ]
    }
}

extension Journal {
    /// What its digest is of.
    package var value: Value {
        [
            "lines": .list(lines.map(\.value)), "period": .string(period.description),
        ]
    }

    package var digest: Digest { .canonical(value) }
}

extension Journal.Line {
    package var value: Value {
        var fields: Fields<Value> = [
            "account": .string(account), "credit": .string(credit.description),
            "debit": .string(debit.description), "department": .string(department),
            "fund": .string(fund), "month": .string(month.description),
        ]
        if let counterpart { fields["counterpart"] = .string(counterpart) }
        if let grant { fields["grant"] = .string(grant) }
        return .object(fields)
    }
}
