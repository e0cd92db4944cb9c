// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

/// Amounts in whole numbers: reading, rounding, sharing out, and the months that they are for.
@Suite struct MoneyArithmeticTests {
    @Test(
        arguments: [
            ("45.00", 45_000_000), ("0.000001", 1), ("0.13134", 131_340), ("007.5", 7_500_000),
        ] as [(String, Int64)])
    func reads(text: String, millionths: Int64) {
        #expect(Money(text)?.millionths == millionths)
    }

    @Test(arguments: [
        "", ".5", "5.", "1.0000001", "-1", "1e3", "1,000.00", "1000000000000", "٤.٠٠",
    ])
    func whatIsNoAmountIsRefused(text: String) { #expect(Money(text) == nil) }

    @Test(arguments: ["-0.13134", "12.00", "0.000001"])
    func signedAmountsReadBack(text: String) {
        #expect(Money(signed: text)?.description == text)
    }

    @Test func aProductThatNoFundHasIsNone() throws {
        #expect(try #require(Money("999999999.00")).multiplied(by: 9_000_000_000_000) == nil)
        #expect(try #require(Money("1.00")).multiplied(by: -1) == nil)
        #expect(try #require(Money("0.13134")).multiplied(by: 730)?.description == "95.8782")
    }

    @Test(
        arguments: [
            ("0.005", 0), ("0.015", 2), ("0.025", 2), ("0.025001", 3), ("0.024999", 2),
            ("2.675", 268),
            ("2.665", 266),
        ] as [(String, Int64)])
    func halvesGoToTheEvenCent(text: String, cents: Int64) throws {
        let money = try #require(Money(text))
        #expect(money.inWholeCents == Money(cents: cents))
        #expect((-money).inWholeCents == Money(cents: -cents))
    }

    /// Within half a cent of what is rounded, and even where it lies in the middle.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func roundingIsHalfEven(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2000 {
            let money = Money(millionths: Int64.random(in: -50_000...50_000, using: &random) * 100)
            let rounded = money.inWholeCents.millionths
            let distance = abs(rounded - money.millionths)
            #expect(rounded.isMultiple(of: 10_000) && distance <= 5_000)
            if distance == 5_000 { #expect((rounded / 10_000).isMultiple(of: 2)) }
        }
    }

    @Test func aThirdEach() {
        let parts = Apportionment.parts(
            of: Money(cents: 100), by: [333_333, 333_333, 333_334])
        #expect(parts == [33, 33, 34].map { Money(cents: $0) })
        let alike = Apportionment.parts(of: Money(cents: 101), by: [1, 1])
        #expect(alike == [51, 50].map { Money(cents: $0) })
        let negative = Apportionment.parts(of: Money(cents: -101), by: [1, 1])
        #expect(negative == [-51, -50].map { Money(cents: $0) })
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func partsSumToTheWholeAndNoneIsACentOff(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            let shares = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                Int64.random(in: 1...1_000_000, using: &random)
            }
            let cents = Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
            let parts = Apportionment.parts(of: Money(cents: cents), by: shares)
            #expect(parts.sum() == Money(cents: cents))
            let total = Int128(shares.reduce(0, +))
            for (part, share) in zip(parts, shares) {
                let exact = Int128(cents) * Int128(share)
                #expect((Int128(part.millionths / 10_000) * total - exact).magnitude < total)
            }
        }
    }

    @Test func monthsAndFiscalYears() throws {
        let november = try #require(Month("2026-11"))
        #expect(november.last == CalendarDate("2026-11-30"))
        #expect(november.advanced(by: 3).description == "2027-02")
        #expect(
            ["2026-13", "2026-1", "0000-01", "9999-12", "2026-11-01"].allSatisfy {
                Month($0) == nil
            })
        let july = FiscalYear(of: november, startingIn: 7)
        #expect(july.description == "FY2027")
        #expect(july.months.first?.description == "2026-07")
        #expect(july.place(of: november) == 4)
        let calendar = FiscalYear(of: november, startingIn: 1)
        #expect(calendar.description == "FY2026" && calendar.months[0].description == "2026-01")
        for start in 1...12 as ClosedRange<Int64> {
            let year = try #require(FiscalYear("FY2027", startingIn: start))
            #expect(year.description == "FY2027" && year.firstMonth.monthOfYear == start)
            #expect(year.months.allSatisfy { FiscalYear(of: $0, startingIn: start) == year })
            for edge in ["0001-01", "9998-12"] {
                let year = FiscalYear(of: try #require(Month(edge)), startingIn: start)
                #expect(year.months.map(\.description).count == 12)
                #expect(year.months.allSatisfy { $0.first <= $0.last })
            }
        }
        #expect(FiscalYear("fy2027", startingIn: 7) == FiscalYear("FY2027", startingIn: 7))
        #expect(
            ["2027", "FY27", "FY2027 ", "FY20 7", "FY9999"].allSatisfy {
                FiscalYear($0, startingIn: 1) == nil
            })
    }

    /// Names that a city gives are what their bytes are: one `é` is not the other.
    @Test func payersAreComparedByBytes() {
        let (composed, decomposed) = (Payer(fund: "caf\u{e9}"), Payer(fund: "cafe\u{301}"))
        #expect(composed != decomposed && decomposed < composed && !(composed < decomposed))
        #expect(Set([composed, decomposed, composed]).count == 2)
        #expect(Payer(fund: "1", grant: "a") == Payer(fund: "1", grant: "a"))
        #expect(Payer(fund: "1") != Payer(fund: "1", account: "a"))
        let terms = Terms(prices: [
            Owed.price("caf\u{e9}", .monthly, "1"), Owed.price("cafe\u{301}", .monthly, "2"),
        ])
        #expect(terms.cost(on: CalendarDate(daysSinceEpoch: 0)).monthly == Money(cents: 300))
    }

    @Test func sumsAndRoundingsStopAtTheLargestAmount() {
        let most = Money(millionths: .max)
        #expect(most + most == most && most.inWholeCents <= most)
        #expect(Money(cents: .max) == most && Money(cents: .min) == -most)
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
