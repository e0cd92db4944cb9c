// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

/// Tenures and terms in few words.
enum Owed {
    static func price(
        _ name: String, _ frequency: Tier.Price.Frequency, _ amount: String, units: Int64 = 1,
        from: String? = nil, until: String? = nil
    ) -> Terms.Price {
        Terms.Price(
            name: name, frequency: frequency, amount: Money(amount) ?? .zero, quantity: units,
            days: days(from, until))
    }

    static func charge(
        _ fund: String, _ share: Int64, grant: String? = nil, from: String? = nil,
        until: String? = nil
    ) -> Terms.Charge {
        Terms.Charge(
            payer: Payer(fund: fund, grant: grant), share: share, days: days(from, until))
    }

    private static func days(_ from: String?, _ until: String?) -> DayRange {
        DayRange(
            from: from.flatMap { CalendarDate($0) }, until: until.flatMap { CalendarDate($0) })
    }

    static func tenure(
        _ prices: [Terms.Price], _ charges: [Terms.Charge] = [], from day: String,
        path: String = "parks/trails", until: String? = nil
    ) throws -> Tenure {
        try Tenure(subject(path), agreement(prices, charges, from: day, until: until))
    }

    /// Goes on with what was there before.
    static func continued(
        _ prices: [Terms.Price], from day: String, path: String = "parks/trails",
        since month: String? = nil
    ) throws -> Tenure {
        try Tenure(
            subject(path), agreement(prices, [], from: day),
            firstMonth: month.flatMap { Month($0) })
    }

    static func subject(_ path: String) -> Tenure.Subject {
        Tenure.Subject(
            path: path, department: String(path.prefix { $0 != "/" }), service: "things")
    }

    private static func agreement(
        _ prices: [Terms.Price], _ charges: [Terms.Charge], from day: String, until: String? = nil
    ) throws -> Tenure.Agreement {
        Tenure.Agreement(
            since: try #require(CalendarDate(day)), tier: "small",
            terms: Terms(
                prices: prices, charges: charges, until: until.flatMap { CalendarDate($0) }))
    }

    static func agree(
        _ tenure: inout Tenure, _ prices: [Terms.Price], _ day: String, tier: String = "small"
    ) throws {
        tenure.agree(
            Tenure.Agreement(
                since: try #require(CalendarDate(day)), tier: tier, terms: Terms(prices: prices)))
    }

    static func lines(_ tenures: [Tenure], _ month: String) throws -> [ChargeLine] {
        let month = try #require(Month(month))
        return ChargeLine.lines(
            for: month, of: tenures, in: FiscalYear(of: month, startingIn: 1))
    }

    /// Nil where nothing is owed.
    static func cents(of tenure: Tenure, in month: String) throws -> Int64? {
        let month = try #require(Month(month))
        guard tenure.isOwed(for: month) else { return nil }
        let year = FiscalYear(of: month, startingIn: 1)
        return tenure.amount(for: month, in: year).millionths / 10_000
    }

    static let accounts = Accounts(
        receiving: Accounts.Receiving(fund: "0500", revenue: "4410", dueFrom: "1310"),
        paying: Accounts.Paying(expense: "9030", dueTo: "2070"))

    /// Of many departments and funds, on terms of every kind.
    static func random(_ count: Int, _ random: inout SeededNumbers) throws -> [Tenure] {
        try (0..<count).map { number in
            let prices = try (0..<Int.random(in: 1...3, using: &random)).map { place in
                Terms.Price(
                    name: "p\(place)",
                    frequency: try #require(
                        Tier.Price.Frequency.allCases.randomElement(using: &random)),
                    amount: Money(millionths: Int64.random(in: 1...90_000_000, using: &random)),
                    quantity: Int64.random(in: 0...500, using: &random))
            }
            let funds = ["0100", "0200", "0500", "0925"].shuffled(using: &random)
            let charges = funds.prefix(Int.random(in: 1...3, using: &random)).map {
                charge($0, Int64.random(in: 1...1_000_000, using: &random))
            }
            let begins = CalendarDate(
                daysSinceEpoch: Int64.random(in: 20_500...20_900, using: &random))
            var tenure = try tenure(
                prices, charges, from: begins.description,
                path: "d\(number % 7)/s\(number)")
            if Bool.random(using: &random) {
                tenure.ends = begins.advanced(byDays: Int64.random(in: 0...300, using: &random))
            }
            return tenure
        }
    }
}
