// SPDX-License-Identifier: Apache-2.0

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z. It knows no time zone and no clock.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(seconds: Int64) { milliseconds = seconds * 1000 }

    package var seconds: Int64 { floorDivision(milliseconds, 1000).quotient }

    package func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1000)
    }

    package func advanced(byMilliseconds count: Int64) -> Instant {
        Instant(milliseconds: milliseconds + count)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The UTC date.
    package var day: CalendarDate {
        CalendarDate(daysSinceEpoch: floorDivision(milliseconds, 86_400_000).quotient)
    }

    /// RFC 3339 in UTC with milliseconds, `2026-11-22T14:02:03.000Z`.
    package var description: String {
        let time = floorDivision(milliseconds, 86_400_000).remainder
        let (hours, minutes) = (time / 3_600_000, time / 60_000 % 60)
        let (seconds, fraction) = (time / 1000 % 60, time % 1000)
        return "\(day)T\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(seconds, 2))"
            + ".\(padded(fraction, 3))Z"
    }

    /// Reads RFC 3339 with `Z` or an offset and up to nine digits of a fraction; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
            let date = CalendarDate(String(text.prefix(10))),
            let hours = digits(bytes[11..<13]), bytes[13] == UInt8(ascii: ":"),
            let minutes = digits(bytes[14..<16]), bytes[16] == UInt8(ascii: ":"),
            let seconds = digits(bytes[17..<19]), hours < 24, minutes < 60, seconds < 60,
            let (fraction, offset) = Self.fractionAndOffset(bytes[19...])
        else { return nil }
        let time = hours * 3600 + minutes * 60 + seconds - offset * 60
        milliseconds = date.daysSinceEpoch * 86_400_000 + time * 1000 + fraction
    }

    /// Milliseconds, and the minutes by which local time is ahead of UTC.
    private static func fractionAndOffset(_ tail: ArraySlice<UInt8>) -> (Int64, Int64)? {
        var tail = tail
        var fraction: Int64 = 0
        if tail.first == UInt8(ascii: ".") {
            let places = tail.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard (1...9).contains(places.count) else { return nil }
            let thousandths = (Array(places) + [0x30, 0x30]).prefix(3)
            fraction = digits(thousandths) ?? 0
            tail = tail.dropFirst(places.count + 1)
        }
        if tail.elementsEqual("Z".utf8) { return (fraction, 0) }
        let signs: [UInt8: Int64] = [UInt8(ascii: "+"): 1, UInt8(ascii: "-"): -1]
        let zone = Array(tail)
        guard zone.count == 6, let sign = signs[zone[0]], zone[3] == UInt8(ascii: ":"),
            let hours = digits(zone[1..<3]), let minutes = digits(zone[4..<6]), hours < 24,
            minutes < 60
        else { return nil }
        return (fraction, sign * (hours * 60 + minutes))
    }
}

private func digits(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var number: Int64 = 0
    for byte in bytes {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int64(byte - 0x30)
    }
    return number
}

func padded(_ number: Int64, _ width: Int) -> String {
    let digits = number.description
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Division that rounds towards minus infinity.
func floorDivision(_ number: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = ((number % divisor) + divisor) % divisor
    return ((number - remainder) / divisor, remainder)
}
