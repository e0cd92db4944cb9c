// SPDX-License-Identifier: Apache-2.0

/// An amount in millionths of the city's currency: a whole number, so that nothing is lost in adding up. It knows
/// no currency and no floating point.
package struct Money: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let millionths: Int64

    package init(millionths: Int64) { self.millionths = millionths }

    /// Stops at the largest amount there is, as sums do.
    package init(cents: Int64) {
        let (product, overflows) = cents.multipliedReportingOverflow(by: Self.millionthsPerCent)
        millionths = overflows ? (cents < 0 ? -.max : .max) : product
    }

    package static let zero = Money(millionths: 0)

    static let millionthsPerCent: Int64 = 10_000

    /// What `init(_:)` reads, as a regular expression.
    package static let pattern = #"^0*[0-9]{1,12}(\.[0-9]{1,6})?$"#

    /// Reads a decimal text with up to six places: `45.00`.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy {
            !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard (1...2).contains(parts.count), isNumber, let whole = Int64(parts[0]),
            whole < 1_000_000_000_000
        else { return nil }
        let places = parts.count == 2 ? String(parts[1]) : ""
        guard places.utf8.count <= 6,
            let fraction = Int64(places + String(repeating: "0", count: 6 - places.utf8.count))
        else { return nil }
        millionths = whole * 1_000_000 + fraction
    }

    /// Reads what `description` writes, which may be below nought.
    package init?(signed text: String) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        guard let money = Money(isNegative ? String(text.dropFirst()) : text) else { return nil }
        self = isNegative ? -money : money
    }

    /// A plain decimal number, `1265.40` or `-0.13134`: two places, more where the amount has more.
    package var description: String {
        let (whole, rest) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        var (fraction, places) = (rest, 6)
        while places > 2, fraction.isMultiple(of: 10) {
            (fraction, places) = (fraction / 10, places - 1)
        }
        let digits = String(fraction)
        let zeros = String(repeating: "0", count: places - digits.utf8.count)
        return (millionths < 0 ? "-" : "") + String(whole) + "." + zeros + digits
    }

    package static func < (left: Money, right: Money) -> Bool { left.millionths < right.millionths }

    /// Sums stop at the largest amount there is, which no city has.
    package static func + (left: Money, right: Money) -> Money {
        let (sum, overflows) = left.millionths.addingReportingOverflow(right.millionths)
        guard overflows else { return Money(millionths: sum) }
        return Money(millionths: left.millionths < 0 ? -.max : .max)
    }

    package static prefix func - (money: Money) -> Money { Money(millionths: 0 - money.millionths) }

    package static func - (left: Money, right: Money) -> Money { left + -right }

    package static func += (left: inout Money, right: Money) { left = left + right }

    /// Exact; nil for a quantity below nought and for an amount that no fund has, a thousand million.
    package func multiplied(by quantity: Int64) -> Money? {
        let (product, overflows) = millionths.multipliedReportingOverflow(by: quantity)
        guard quantity >= 0, !overflows, product < 1_000_000_000_000_000 else { return nil }
        return Money(millionths: product)
    }

    /// The nearest whole cents; of two that are as near the even one, so that roundings do not add up.
    package var inWholeCents: Money { inWholeCents(times: 1, over: 1) }

    /// The part that falls into one of the twelve months of a year, `place` from 0: in whole cents, and the twelve
    /// together are the year's amount in whole cents. By the end of a month so many twelfths are owed, rounded once.
    func twelfth(_ place: Int) -> Money {
        inWholeCents(times: place + 1, over: 12) - inWholeCents(times: place, over: 12)
    }

    /// Nothing is rounded before the last step.
    private func inWholeCents(times count: Int, over parts: Int) -> Money {
        let unit = Int128(Self.millionthsPerCent) * Int128(parts)
        var (cents, rest) = (Int128(millionths) * Int128(count)).quotientAndRemainder(
            dividingBy: unit)
        if rest < 0 { (cents, rest) = (cents - 1, rest + unit) }
        let isUp = 2 * rest > unit || (2 * rest == unit && !cents.isMultiple(of: 2))
        return Money(cents: Int64(clamping: isUp ? cents + 1 : cents))
    }
}

extension Sequence<Money> {
    package func sum() -> Money { reduce(.zero, +) }
}
