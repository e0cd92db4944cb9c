// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Numbers, lengths of time and moments in English words and ISO forms. No locale has a say.
package enum Counts {
    /// With a comma between thousands: `12,034`.
    package static func text(_ number: Int) -> String {
        var digits = Array(number.magnitude.description.utf8)
        for place in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert(UInt8(ascii: ","), at: place)
        }
        return (number < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
    }

    /// `1 error`, `3 errors`.
    package static func text(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(text(number)) \(number == 1 ? singular : plural ?? singular + "s")"
    }

    /// To the minute: `2026-11-23 14:02 UTC`.
    static func minute(_ instant: Instant) -> String {
        let text = instant.description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }

    /// To the second: `2026-11-23 14:02:07 UTC`.
    static func second(_ instant: Instant) -> String {
        let text = instant.description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// `0.4 s`, `12 s`, `3 min`, `2 h 10 min`, `4 d`.
    static func duration(milliseconds: Int64) -> String {
        let tenths = (milliseconds + 50) / 100
        if tenths < 100 { return "\(tenths / 10).\(tenths % 10) s" }
        let seconds = (milliseconds + 500) / 1000
        if seconds < 120 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        if minutes < 60 { return "\(minutes) min" }
        let hours = minutes / 60
        if hours < 48 {
            return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min"
        }
        return "\(hours / 24) d"
    }

    /// How old something is, as one says it: `under a minute`, then as a duration.
    static func age(milliseconds: Int64) -> String {
        milliseconds < 60_000 ? "under a minute" : duration(milliseconds: milliseconds)
    }

    /// What people work, never in days: `25 min`, `7 h 30 min`, `612 h`.
    static func work(minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        if hours == 0 { return "\(rest) min" }
        return rest == 0 ? "\(text(hours)) h" : "\(text(hours)) h \(rest) min"
    }

    /// Whole seconds below two minutes: what is left is a guess.
    static func rough(milliseconds: Int64) -> String {
        milliseconds < 10_000
            ? "\(max(1, (milliseconds + 500) / 1000)) s" : duration(milliseconds: milliseconds)
    }

    /// Bytes in units of 1000: `41 GB`.
    static func size(_ bytes: Int) -> String {
        if bytes < 10_000 { return text(bytes, "byte") }
        var (number, unit) = (bytes, 0)
        while number >= 10_000 {
            number = (number + 500) / 1000
            unit += 1
        }
        return "\(text(number)) \(["bytes", "kB", "MB", "GB", "TB", "PB"][min(unit, 5)])"
    }
}

extension Span {
    /// `90 days`, in the unit that it was stated in.
    var words: String {
        guard let number = Int(text.dropLast()) else { return text }
        switch text.last {
        case "s": return Counts.text(number, "second")
        case "m": return Counts.text(number, "minute")
        case "h": return Counts.text(number, "hour")
        case "d": return Counts.text(number, "day")
        default: return Counts.text(number, "week")
        }
    }
}
