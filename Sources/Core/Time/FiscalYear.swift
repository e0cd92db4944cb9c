// SPDX-License-Identifier: Apache-2.0

/// Twelve months by which a city budgets, named after the year in which they end: `FY2027`.
package struct FiscalYear: Hashable, Sendable, CustomStringConvertible {
    package let firstMonth: Month

    /// The one that a month lies in. It begins in that month of the calendar year, 1 for January.
    package init(of month: Month, startingIn start: Int64) {
        firstMonth = month.advanced(by: -floorRemainder(month.monthOfYear - start, 12))
    }

    /// Reads `FY2027`, and `fy2027` as it is typed.
    package init?(_ text: String, startingIn start: Int64) {
        let digits = text.dropFirst(2)
        guard text.utf8.count == 6, text.hasPrefix("FY") || text.hasPrefix("fy"),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let year = Int64(digits),
            let last = Month(year: year, month: floorRemainder(start - 2, 12) + 1),
            last.year > 1
        else { return nil }
        firstMonth = last.advanced(by: -11)
    }

    package var description: String { "FY\(padded(firstMonth.advanced(by: 11).year, 4))" }

    package var months: [Month] { (0..<12).map { firstMonth.advanced(by: $0) } }

    /// From 0; the month lies in it.
    package func place(of month: Month) -> Int { month.months(since: firstMonth) }
}

private func floorRemainder(_ number: Int64, _ divisor: Int64) -> Int64 {
    floorDivision(number, divisor).remainder
}
