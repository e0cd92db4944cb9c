// SPDX-License-Identifier: Apache-2.0

package import Values

/// A period that is booked for good, as the ledger keeps it.
package struct ClosedPeriod: Sendable, Equatable {
    package let period: Month
    /// All that was booked with it, adjustments of earlier periods as well.
    package let charges: [ChargeLine]
    /// By which it was booked.
    package let accounts: Accounts
    /// Whom departments named for what nothing else says the payer of, as far as it was asked.
    package let defaults: DefaultCharges.ByDepartment
    /// Of the journal as it was booked.
    package let digest: Digest

    package init(
        _ period: Month, charges: [ChargeLine], accounts: Accounts,
        defaults: DefaultCharges.ByDepartment = [:]
    ) {
        let journal = Journal(period, charges: charges, accounts: accounts)
        self.init(period, charges, accounts, defaults, journal.digest)
    }

    private init(
        _ period: Month, _ charges: [ChargeLine], _ accounts: Accounts,
        _ defaults: DefaultCharges.ByDepartment, _ digest: Digest
    ) {
        self.period = period
        self.charges = charges
        self.accounts = accounts
        self.defaults = defaults
        self.digest = digest
    }

    /// Nil where what is recorded does not make the journal that was booked.
    package var journal: Journal? {
        let journal = Journal(period, charges: charges, accounts: accounts)
        return journal.digest == digest ? journal : nil
    }

    /// The `state` part of its entry.
    package var state: Value {
        [
            "accounts": accounts.value, "charges": .list(charges.map(\.value)),
            "defaults": .object(
                Fields(defaults.map { ($0.key, .list($0.value.map(\.tree))) })),
            "journal": .string(digest.hex), "period": .string(period.description),
        ]
    }

    /// Nil for a value that is none.
    package init?(_ state: Value) {
        guard let period = state["period"]?.string.flatMap({ Month($0) }),
            let charges = state["charges"]?.list?.allOrNothing(ChargeLine.init),
            let accounts = state["accounts"].flatMap(Accounts.init),
            let digest = state["journal"]?.string.flatMap(Digest.init(hex:))
        else { return nil }
        var defaults: DefaultCharges.ByDepartment = [:]
        for entry in state["defaults"]?.object ?? [:] {
            guard let charges = entry.value.list?.allOrNothing(Terms.Charge.init) else {
                return nil
            }
            defaults[entry.key] = charges
        }
        self.init(period, charges, accounts, defaults, digest)
    }
}

extension ChargeLine {
    fileprivate var value: Value {
        var fields = cause.payer?.fields ?? [:]
        fields["amount"] = .string(amount.description)
        fields["department"] = .string(cause.subject.department)
        fields["month"] = .string(cause.month.description)
        fields["service"] = .string(cause.subject.service)
        fields["subscription"] = .string(cause.subject.path)
        return .object(fields)
    }

    fileprivate init?(_ value: Value) {
        guard let month = value["month"]?.string.flatMap({ Month($0) }),
            let path = value["subscription"]?.string,
            let department = value["department"]?.string, let service = value["service"]?.string,
            let amount = value["amount"]?.string.flatMap({ Money(signed: $0) })
        else { return nil }
        let subject = Tenure.Subject(path: path, department: department, service: service)
        self.init(
            Cause(month: month, subject: subject, payer: Payer(value)), amount: amount)
    }
}

/// The periods of a city's books. A closed one never changes: what is found out later about its months is booked as an
/// adjustment with the first open one.
package struct Books: Sendable {
    /// In their order, without a gap.
    package let closed: [ClosedPeriod]
    /// The first month of which anything is known.
    private let first: Month
    /// Whether all is known that closed periods were booked from. Where some of it was erased, what is missing is no
    /// difference.
    private let isWhole: Bool

    package init(closed: [ClosedPeriod], since first: Month, isWhole: Bool = true) {
        self.closed = closed.sorted { $0.period < $1.period }
        self.first = first
        self.isWhole = isWhole
    }

    package func closed(_ period: Month) -> ClosedPeriod? {
        closed.first { $0.period == period }
    }

    /// The one that is closed next. Where none ever was, it is the first for which anything is owed, or the given one
    /// where nothing is before that.
    package func nextOpen(_ standard: Month, owed: (Month) -> [ChargeLine]) -> Month {
        if let last = closed.last { return last.period.advanced(by: 1) }
        return months(until: standard).first { !owed($0).isEmpty } ?? standard
    }

    /// What is booked with a period: with the next open one also what was found out about the months before. `owed` gives what is owed for a month as it is known now.
    package func charges(
        of period: Month, owed: (Month) -> [ChargeLine]
    ) -> [ChargeLine] {
        if let found = closed(period) { return found.charges }
        let nextOpen = closed.last?.period.advanced(by: 1)
        let adjustments = period == nextOpen && isWhole ? adjustments(owed) : []
        return adjustments + owed(period)
    }

    /// From the first of which anything is known.
    private func months(until last: Month) -> [Month] {
        (0..<max(0, last.months(since: first) + 1)).map { first.advanced(by: Int64($0)) }
    }

    /// The differences between what is owed for the months up to the last closed one and what is booked for them,
    /// by cause.
    private func adjustments(_ owed: (Month) -> [ChargeLine]) -> [ChargeLine] {
        var differences: [ChargeLine.Cause: Money] = [:]
        for charge in closed.flatMap(\.charges) {
            differences[charge.cause, default: .zero] += -charge.amount
        }
        for charge in closed.last.map({ months(until: $0.period) })?.flatMap(owed) ?? [] {
            differences[charge.cause, default: .zero] += charge.amount
        }
        return differences.filter { $0.value != .zero }
            .map { ChargeLine($0.key, amount: $0.value) }.sorted { $0.cause < $1.cause }
    }
}
