// SPDX-License-Identifier: Apache-2.0

/// A month of the Gregorian calendar: ISO 8601 `2026-11`. What is paid is paid for whole months.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Months since January of the year 0.
    private let number: Int64

    private init(number: Int64) { self.number = number }

    package init(of day: CalendarDate) {
        let (year, month, _) = day.civil
        number = year * 12 + month - 1
    }

    /// Nil for a month that the calendar does not have.
    package init?(year: Int64, month: Int64) {
        guard Self.years.contains(year), (1...12).contains(month) else { return nil }
        number = year * 12 + month - 1
    }

    /// Those of which a fiscal year lies in the calendar, whenever it begins.
    private static let years: ClosedRange<Int64> = 1...9998

    /// Reads exactly `YYYY-MM`.
    package init?(_ text: String) {
        guard text.utf8.count == 7, let first = CalendarDate(text + "-01"),
            Self.years.contains(first.civil.year)
        else { return nil }
        self.init(of: first)
    }

    package var year: Int64 { floorDivision(number, 12).quotient }

    /// 1 is January.
    package var monthOfYear: Int64 { floorDivision(number, 12).remainder + 1 }

    package var description: String { String(first.description.prefix(7)) }

    package var first: CalendarDate {
        guard let day = CalendarDate(year: year, month: monthOfYear, day: 1) else {
            preconditionFailure("a month without a first day; this is a bug in burnham")
        }
        return day
    }

    package var last: CalendarDate { advanced(by: 1).first.advanced(byDays: -1) }

    package func advanced(by months: Int64) -> Month { Month(number: number + months) }

    package func months(since other: Month) -> Int { Int(number - other.number) }

    package static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}
