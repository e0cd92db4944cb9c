// SPDX-License-Identifier: Apache-2.0

/// Dates, times and durations of RFC 3339: sections 5.6 and 5.7, and appendix A. They are checked,
/// not read.
enum DateTimeFormats {
    static func isDate(_ text: String) -> Bool {
        var reader = FormatReader(text)
        return takeDate(&reader) && reader.isAtEnd
    }

    static func isTime(_ text: String) -> Bool {
        var reader = FormatReader(text)
        return takeTime(&reader) && reader.isAtEnd
    }

    static func isDateTime(_ text: String) -> Bool {
        var reader = FormatReader(text)
        guard takeDate(&reader), reader.take("T") || reader.take("t") else { return false }
        return takeTime(&reader) && reader.isAtEnd
    }

    private static func takeDate(_ reader: inout FormatReader) -> Bool {
        guard let year = reader.takeDigits(4), reader.take("-"), let month = reader.takeDigits(2),
            reader.take("-"), let day = reader.takeDigits(2)
        else { return false }
        return (1...12).contains(month) && day >= 1 && day <= daysIn(month, year)
    }

    private static func daysIn(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// A second 60 is a leap second, which only the last minute of a day in UTC can have.
    private static func takeTime(_ reader: inout FormatReader) -> Bool {
        guard let hour = reader.takeDigits(2), hour < 24, reader.take(":"),
            let minute = reader.takeDigits(2), minute < 60, reader.take(":"),
            let second = reader.takeDigits(2), second <= 60
        else { return false }
        if reader.take("."), !reader.skipDigits() { return false }
        guard let offset = takeOffset(&reader) else { return false }
        let minuteInUTC = (hour * 60 + minute - offset + 2 * 1_440) % 1_440
        return second < 60 || minuteInUTC == 1_439
    }

    /// Minutes ahead of UTC.
    private static func takeOffset(_ reader: inout FormatReader) -> Int? {
        if reader.take("Z") || reader.take("z") { return 0 }
        let isAhead = reader.take("+")
        guard isAhead || reader.take("-"), let hours = reader.takeDigits(2), hours < 24,
            reader.take(":"), let minutes = reader.takeDigits(2), minutes < 60
        else { return nil }
        return (isAhead ? 1 : -1) * (hours * 60 + minutes)
    }

    /// Appendix A: weeks alone, or units in order without a gap between them.
    static func isDuration(_ text: String) -> Bool {
        var reader = FormatReader(text)
        guard reader.take("P") else { return false }
        let dates = takeUnits("YMWD", &reader)
        guard let dates, !dates.contains("W") || dates == "W" else { return false }
        guard reader.take("T") else {
            return !dates.isEmpty && reader.isAtEnd && isGapless(dates, "YMD")
        }
        guard let times = takeUnits("HMS", &reader), !times.isEmpty, dates != "W" else {
            return false
        }
        return reader.isAtEnd && isGapless(dates, "YMD") && isGapless(times, "HMS")
    }

    /// The units that follow, each after a number, in the order of `order`; nil where one is wrong.
    private static func takeUnits(_ order: String, _ reader: inout FormatReader) -> String? {
        var found = ""
        var rest = Substring(order)
        while reader.skipDigits() {
            guard let unit = rest.unicodeScalars.firstIndex(where: { reader.take($0) }) else {
                return nil
            }
            found.unicodeScalars.append(rest.unicodeScalars[unit])
            rest = rest[rest.unicodeScalars.index(after: unit)...]
        }
        return found
    }

    private static func isGapless(_ units: String, _ order: String) -> Bool {
        units == "W" || order.contains(units) || units.isEmpty
    }
}
