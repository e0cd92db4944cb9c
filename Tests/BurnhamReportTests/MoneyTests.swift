// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import BurnhamReport

/// Amounts and costs as people read them.
@Suite struct MoneyTests {
    @Test(arguments: [
        ("45.00", 1, "$45.00"), ("0.05", 120, "$6.00"), ("0.13134", 1, "$0.13134"),
        ("999.99", 1000, "$999,990.00"), ("0.000001", 1, "$0.000001"), ("2.15", 0, "$0.00"),
    ])
    func amounts(price: String, quantity: Int64, text: String) throws {
        let amount = try #require(Money(price))
        let product = amount.multiplied(by: quantity)
        #expect(product.map(MoneyText(currency: "USD").amount) == text)
    }

    @Test func anAmountBelowNoughtHasItsSignBeforeTheCurrency() throws {
        #expect(MoneyText(currency: "EUR").amount(-(try #require(Money("1234.5")))) == "-€1,234.50")
    }

    @Test(arguments: [
        ([], "free"), ([Tier.Price.Frequency.monthly], "CHF 2.50 a month"),
        ([.once, .monthly], "CHF 2.50 once and CHF 2.50 a month"),
        ([.once, .monthly, .yearly], "CHF 2.50 once, CHF 2.50 a month and CHF 2.50 a year"),
    ])
    func costsInWords(frequencies: [Tier.Price.Frequency], words: String) throws {
        var cost = Cost()
        for frequency in frequencies { cost.add(try #require(Money("2.50")), frequency) }
        #expect(MoneyText(currency: "CHF").words(cost) == words)
    }

    @Test func differencesHaveTheirSigns() throws {
        var cost = Cost()
        #expect(MoneyText(currency: "USD").difference(cost) == "no difference")
        cost.add(try #require(Money("2.50")), .monthly)
        cost.add(-(try #require(Money("1"))), .yearly)
        #expect(MoneyText(currency: "USD").difference(cost) == "+$2.50 a month and -$1.00 a year")
    }

    @Test(arguments: [(25, "25 min"), (60, "1 h"), (450, "7 h 30 min"), (60_000, "1,000 h")])
    func workInHours(minutes: Int, text: String) {
        #expect(Counts.work(minutes: minutes) == text)
    }
}
