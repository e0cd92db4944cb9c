// SPDX-License-Identifier: Apache-2.0

/// The time in which a department had one subscription, with the terms that held in it. It knows neither catalog
/// nor ledger: both are turned into it.
package struct Tenure: Sendable, Equatable {
    package let subject: Subject
    package let begins: CalendarDate
    /// Whether it was suspended or elsewhere before: what is paid once has been paid.
    package let isContinued: Bool
    /// The last day; nil while it goes on.
    package var ends: CalendarDate?
    /// Whether it goes on under another path.
    package var isMovedOn = false
    /// The day from which on nothing of it takes room any more; nil while something does.
    package var released: CalendarDate?
    /// In the order of their days; never empty.
    package private(set) var agreements: [Agreement]

    /// Whose use of what.
    package struct Subject: Sendable, Hashable {
        /// `department/subscription`.
        package let path: String
        package let department: String
        package let service: String

        package init(path: String, department: String, service: String) {
            self.path = path
            self.department = department
            self.service = service
        }
    }

    /// A size and its terms, from a day on.
    package struct Agreement: Sendable, Equatable {
        package let since: CalendarDate
        package let tier: String
        package let terms: Terms

        package init(since: CalendarDate, tier: String, terms: Terms) {
            self.since = since
            self.tier = tier
            self.terms = terms
        }
    }

    /// It begins with its first agreement.
    package init(_ subject: Subject, _ first: Agreement, isContinued: Bool = false) {
        self.subject = subject
        begins = first.since
        self.isContinued = isContinued
        agreements = [first]
    }

    /// Of two agreements of one day the later counts.
    package mutating func agree(_ agreement: Agreement) {
        guard latest.terms != agreement.terms || latest.tier != agreement.tier else { return }
        if latest.since == agreement.since { agreements.removeLast() }
        agreements.append(agreement)
    }

    package var latest: Agreement { agreements[agreements.count - 1] }

    package func agreement(on day: CalendarDate) -> Agreement {
        agreements.last { $0.since <= day } ?? agreements[0]
    }

    /// What it takes of a pool at the end of a day.
    package func use(of pool: String, on day: CalendarDate) -> Int64 {
        guard begins <= day, released.map({ day < $0 }) ?? true else { return 0 }
        return agreement(on: day).terms.consumes.first { $0.pool == pool }?.amount ?? 0
    }
}

// MARK: What is owed

extension Tenure {
    /// A month on any day of which a department has something is paid as a whole. The month in which it moves is
    /// paid where it moves to.
    package func isOwed(for month: Month) -> Bool {
        guard begins <= month.last else { return false }
        guard let ends else { return true }
        return month.first <= ends && !(isMovedOn && Month(of: ends) == month)
    }

    /// In whole cents.
    package func amount(for month: Month, in year: FiscalYear) -> Money {
        let isFirst = Month(of: begins) == month && !isContinued
        var (now, parts) = (Money.zero, Money.zero)
        for price in prices(for: month) {
            switch price.frequency {
            case .once: if isFirst { now += price.total }
            case .monthly: now += price.total
            case .yearly: parts += price.total.twelfth(year.place(of: month))
            }
        }
        return now.inWholeCents + parts
    }

    /// The prices on the month's first day, by what was agreed at its end. A price of the same size that was agreed
    /// later counts for the month, too, where it states a first day that is not after the month's: it is corrected
    /// for the past. How many units there were stays.
    private func prices(for month: Month) -> [Terms.Price] {
        let known = agreement(on: month.last)
        guard let later = agreements.last(where: { $0.tier == known.tier }) else { return [] }
        let corrected = later.terms.prices.filter { $0.days.hasBegun(by: month.first) }.map {
            price in
            let before = known.terms.prices.first { $0.name == price.name }
            return price.with(quantity: before?.quantity ?? price.quantity)
        }
        let names = Set(Terms.inForce(corrected, on: month.first).map(\.name))
        let others = known.terms.prices.filter { !names.contains($0.name) }
        return Terms.inForce(others + corrected, on: month.first)
    }

    /// Who pays for the month: as agreed at its end, or as a later agreement says that states a first day which is
    /// not after the month's. Empty where nobody is stated.
    package func charges(for month: Month) -> [Terms.Charge] {
        let later = latest.terms.charges(on: month.first)
        if later.contains(where: { $0.days.hasBegun(by: month.first) }) { return later }
        return agreement(on: month.last).terms.charges(on: month.first)
    }
}

extension DayRange {
    fileprivate func hasBegun(by day: CalendarDate) -> Bool { from.map { $0 <= day } ?? false }
}

extension Terms.Price {
    fileprivate func with(quantity: Int64) -> Terms.Price {
        Terms.Price(
            name: name, frequency: frequency, amount: amount, quantity: quantity, days: days)
    }
}
