// SPDX-License-Identifier: Apache-2.0

import Values

/// The time in which a department had one subscription, with the terms that held in it. It knows neither catalog
/// nor ledger: both are turned into it.
package struct Tenure: Sendable, Equatable {
    package let subject: Subject
    package let begins: CalendarDate
    /// The month in which it was there first, under whatever path: what is paid once is paid then. Nil where it is not
    /// known, and long paid.
    package let firstMonth: Month?
    /// The day on which it was taken out of use; nil while it is in use.
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

    /// It begins with its first agreement, and is new then.
    package init(_ subject: Subject, _ first: Agreement) {
        self.init(subject, first, firstMonth: Month(of: first.since))
    }

    /// It begins with its first agreement, and goes on with what was there before.
    package init(_ subject: Subject, _ first: Agreement, firstMonth: Month?) {
        self.subject = subject
        begins = first.since
        self.firstMonth = firstMonth
        agreements = [first]
    }

    /// Whether it was taken away only to be made anew on the same day.
    func isReplaced(by other: Subject, on day: CalendarDate) -> Bool {
        ends == day && !isMovedOn && subject == other
    }

    /// It did not end, after all.
    mutating func goOn(_ agreement: Agreement) {
        (ends, released) = (nil, nil)
        agree(agreement)
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

    /// The last day that is paid. What expired is paid no longer, however late it is taken away.
    package var lastDay: CalendarDate? {
        let until = latest.terms.until.map { max($0, begins) }
        return [ends, until].compactMap(\.self).min()
    }

    /// What it takes of a pool at the end of a day.
    package func use(of pool: String, on day: CalendarDate) -> Int64 {
        guard begins <= day, released.map({ day < $0 }) ?? true else { return 0 }
        return agreement(on: day).terms.consumes.first { $0.pool.hasSameBytes(as: pool) }?
            .amount ?? 0
    }
}

// MARK: What is owed

extension Tenure {
    /// A month on any day of which a department has something is paid as a whole. The month in which it moves is
    /// paid where it moves to.
    package func isOwed(for month: Month) -> Bool {
        guard begins <= month.last else { return false }
        guard let lastDay else { return true }
        return month.first <= lastDay && !(isMovedOn && Month(of: lastDay) == month)
    }

    /// In whole cents: the sum of what is paid once and monthly is rounded, and so is the year's sum by its twelfths.
    package func amount(for month: Month, in year: FiscalYear) -> Money {
        var cost = Cost()
        for price in prices(for: month) { cost.add(price.total, price.frequency) }
        let once = firstMonth == month ? cost.once : .zero
        return (once + cost.monthly).inWholeCents + cost.yearly.twelfth(year.place(of: month))
    }

    /// The day whose prices and payers count for a month: its first, or the one on which what is new begins.
    package func decisiveDay(of month: Month) -> CalendarDate {
        firstMonth == month ? max(month.first, begins) : month.first
    }

    /// The prices on the month's decisive day, by what was agreed at its end. A price of the same size that was agreed
    /// later counts for the month, too, where it states a first day that is not after that: it is corrected for the
    /// past. How many units there were stays.
    private func prices(for month: Month) -> [Terms.Price] {
        let day = decisiveDay(of: month)
        let known = agreement(on: month.last)
        guard let later = agreements.last(where: { $0.tier == known.tier }) else { return [] }
        let corrected = later.terms.prices.filter { $0.days.hasBegun(by: day) }.map {
            price in
            let before = known.terms.prices.first { $0.name.hasSameBytes(as: price.name) }
            return price.with(quantity: before?.quantity ?? price.quantity)
        }
        let names = Terms.inForce(corrected, on: day).map(\.name)
        let others = known.terms.prices.filter { price in
            !names.contains { $0.hasSameBytes(as: price.name) }
        }
        return Terms.inForce(others + corrected, on: day)
    }

    /// Who pays for the month: as agreed at its end, or as a later agreement says that states a first day which is
    /// not after the decisive one. Empty where nobody is stated.
    package func charges(for month: Month) -> [Terms.Charge] {
        let day = decisiveDay(of: month)
        let later = latest.terms.charges(on: day)
        if later.contains(where: { $0.days.hasBegun(by: day) }) { return later }
        return agreement(on: month.last).terms.charges(on: day)
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
