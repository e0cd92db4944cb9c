// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import BurnhamReport

/// Prices times quantities, and amounts as people read them.
@Suite struct MoneyTests {
    @Test(arguments: [
        ("45.00", 1.0, "$45.00"), ("0.05", 120, "$6.00"), ("0.10", 0.5, "$0.05"),
        ("0.13134", 1, "$0.13134"), ("999.99", 1000, "$999,990.00"), ("0.000001", 0.5, "$0.000001"),
        ("2.15", 0, "$0.00"),
    ])
    func multiplies(price: String, quantity: Double, text: String) throws {
        let amount = try #require(Money(price))
        let product = amount.multiplied(by: try #require(Money.Quantity(quantity)))
        #expect(product.map(MoneyText(currency: "USD").amount) == text)
    }

    @Test func whatIsNoQuantityIsRefused() {
        #expect(Money.Quantity(-1.0) == nil && Money.Quantity(Int64(-1)) == nil)
        #expect(Money.Quantity(Double.nan) == nil && Money.Quantity(Double.infinity) == nil)
        #expect(Money.Quantity(Int64.max) == nil)
    }

    @Test func anAmountThatNoFundHasIsNone() throws {
        let quantity = try #require(Money.Quantity(Int64(9_000_000_000_000)))
        #expect(try #require(Money("999999999.00")).multiplied(by: quantity) == nil)
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

    @Test(arguments: [(25, "25 min"), (60, "1 h"), (450, "7 h 30 min"), (60_000, "1,000 h")])
    func workInHours(minutes: Int, text: String) {
        #expect(Counts.work(minutes: minutes) == text)
    }
}
