// SPDX-License-Identifier: Apache-2.0

/// A moment's fields in the proleptic Gregorian calendar, without a zone of its own: the caller adds
/// the offset to the seconds first.
struct CivilTime {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// Since 1970-01-01.
    private let days: Int64

    init(seconds: Int64) {
        let days = Self.floorDivide(seconds, 86400)
        let rest = Int(seconds - days * 86400)
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        self.days = days
        (year, month, day) = Self.date(days)
    }

    /// 0 is Sunday.
    var weekday: Int { Int(((days + 4) % 7 + 7) % 7) }

    /// 0 is the first of January.
    var dayOfYear: Int { Int(days - Self.daysSinceEpoch(year: year, month: 1, day: 1)) }

    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day's number, counted in years that begin in March, so that the leap day is the last.
    static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func date(_ days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5) + 1
        let month = Int(monthFromMarch) + (monthFromMarch < 10 ? 3 : -9)
        return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
    }
}

/// Decimal digits with leading zeros up to a width.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A fraction of a second as `.` and three, six or nine digits; nothing for none.
func fractionText(_ nanoseconds: Int32) -> String {
    let count = Int(nanoseconds.magnitude)
    if count == 0 { return "" }
    if count % 1_000_000 == 0 { return "." + padded(count / 1_000_000, 3) }
    if count % 1000 == 0 { return "." + padded(count / 1000, 6) }
    return "." + padded(count, 9)
}
