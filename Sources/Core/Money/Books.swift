// SPDX-License-Identifier: Apache-2.0

package import Values

/// A period that is booked for good, as the ledger keeps it.
package struct ClosedPeriod: Sendable, Equatable {
    package let period: Month
    /// All that was booked with it, adjustments of earlier periods as well.
    package let charges: [ChargeLine]
    /// Of the journal as it was booked.
    package let journal: Digest

    package init(_ period: Month, charges: [ChargeLine], journal: Digest) {
        self.period = period
        self.charges = charges
        self.journal = journal
    }

    /// The `state` part of its entry.
    package var state: Value {
        [
            "charges": .list(charges.map(\.value)), "journal": .string(journal.hex),
            "period": .string(period.description),
        ]
    }

    /// Nil for a value that is none.
    package init?(_ state: Value) {
        guard let period = state["period"]?.string.flatMap({ Month($0) }),
            let charges = state["charges"]?.list?.allOrNothing(ChargeLine.init),
            let journal = state["journal"]?.string.flatMap(Digest.init(hex:))
        else { return nil }
        self.init(period, charges: charges, journal: journal)
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

    package init(closed: [ClosedPeriod]) { self.closed = closed.sorted { $0.period < $1.period } }

    /// The one that is closed next; nil where none ever was, and any may be the first.
    package var nextOpen: Month? { closed.last?.period.advanced(by: 1) }

    /// What is booked with a period. `owed` gives what is owed for a month as it is known now.
    package func charges(
        of period: Month, owed: (Month) -> [ChargeLine]
    ) -> [ChargeLine] {
        if let found = closed.first(where: { $0.period == period }) { return found.charges }
        let adjustments = period == nextOpen ? adjustments(owed) : []
        return adjustments + owed(period)
    }

    /// The differences between what is owed for the closed periods and what is booked for them, by cause.
    private func adjustments(_ owed: (Month) -> [ChargeLine]) -> [ChargeLine] {
        var differences: [ChargeLine.Cause: Money] = [:]
        for charge in closed.flatMap(\.charges) {
            differences[charge.cause, default: .zero] += -charge.amount
        }
        for charge in closed.flatMap({ owed($0.period) }) {
            differences[charge.cause, default: .zero] += charge.amount
        }
        return differences.filter { $0.value != .zero }
            .map { ChargeLine($0.key, amount: $0.value) }.sorted { $0.cause < $1.cause }
    }
}
