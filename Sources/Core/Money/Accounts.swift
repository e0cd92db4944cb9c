// SPDX-License-Identifier: Apache-2.0

import Values

/// The accounts by which a city books what departments owe its central IT. The fund that is paid is an internal service
/// fund; every fund balances by itself, so what one fund owes another stands in both.
package struct Accounts: Sendable, Equatable {
    /// Of the fund that is paid.
    package let fund: String
    package let revenue: String
    /// What the other funds owe it.
    package let dueFrom: String
    /// Of a fund that pays, where the charge names none.
    package let expense: String
    /// What it owes the fund that is paid.
    package let dueTo: String

    package init(receiving: Receiving, paying: Paying) {
        fund = receiving.fund
        revenue = receiving.revenue
        dueFrom = receiving.dueFrom
        expense = paying.expense
        dueTo = paying.dueTo
    }

    /// The form in a closed period.
    var value: Value {
        [
            "due_from": .string(dueFrom), "due_to": .string(dueTo), "expense": .string(expense),
            "fund": .string(fund), "revenue": .string(revenue),
        ]
    }

    init?(_ value: Value) {
        guard let fund = value["fund"]?.string, let revenue = value["revenue"]?.string,
            let dueFrom = value["due_from"]?.string, let expense = value["expense"]?.string,
            let dueTo = value["due_to"]?.string
        else { return nil }
        self.init(
            receiving: Receiving(fund: fund, revenue: revenue, dueFrom: dueFrom),
            paying: Paying(expense: expense, dueTo: dueTo))
    }

    package struct Receiving: Sendable {
        package let fund: String
        package let revenue: String
        package let dueFrom: String

        package init(fund: String, revenue: String, dueFrom: String) {
            self.fund = fund
            self.revenue = revenue
            self.dueFrom = dueFrom
        }
    }

    package struct Paying: Sendable {
        package let expense: String
        package let dueTo: String

        package init(expense: String, dueTo: String) {
            self.expense = expense
            self.dueTo = dueTo
        }
    }
}
