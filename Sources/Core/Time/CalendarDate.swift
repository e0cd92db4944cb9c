// SPDX-License-Identifier: Apache-2.0

/// A date of the proleptic Gregorian calendar, without a time zone: ISO 8601 `2026-11-22`.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let daysSinceEpoch: Int64

    package init(daysSinceEpoch: Int64) { self.daysSinceEpoch = daysSinceEpoch }

    /// Nil for a day that the calendar does not have.
    package init?(year: Int64, month: Int64, day: Int64) {
        guard (0...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        daysSinceEpoch = Self.daysSinceEpoch(year: year, month: month, day: day)
    }

    /// The form of what `init(_:)` reads, as a regular expression. It knows no lengths of months.
    package static let pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

    /// Reads exactly `YYYY-MM-DD`.
    package init?(_ text: String) {
        var numbers: (Int64, Int64, Int64) = (0, 0, 0)
        var index = 0
        for byte in text.utf8 {
            switch (index, byte) {
            case (0...3, 0x30...0x39): numbers.0 = numbers.0 * 10 + Int64(byte - 0x30)
            case (5...6, 0x30...0x39): numbers.1 = numbers.1 * 10 + Int64(byte - 0x30)
            case (8...9, 0x30...0x39): numbers.2 = numbers.2 * 10 + Int64(byte - 0x30)
            case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")): break
            default: return nil
            }
            index += 1
        }
        guard index == 10 else { return nil }
        self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    }

    package var description: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    package func advanced(byDays days: Int64) -> CalendarDate {
        CalendarDate(daysSinceEpoch: daysSinceEpoch + days)
    }

    /// 1 is Monday, 7 is Sunday, as ISO 8601 counts.
    package var weekday: Int { Int(floorDivision(daysSinceEpoch + 3, 7).remainder) + 1 }

    /// Year, month and day, by counting in eras of 400 years that begin on 1 March.
    package var civil: (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivision(daysSinceEpoch + 719_468, 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floorDivision(shiftedYear, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2:
            year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
                ? 29 : 28
        default: 31
        }
    }
}
