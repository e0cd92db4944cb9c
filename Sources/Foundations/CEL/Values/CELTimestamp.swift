// SPDX-License-Identifier: Apache-2.0

/// A point in time from year 1 to year 9999 in UTC with nanoseconds (google.protobuf.Timestamp).
/// Leap seconds do not exist in it.
package struct CELTimestamp: Sendable, Hashable {
    static let secondsMin: Int64 = -62_135_596_800
    static let secondsMax: Int64 = 253_402_300_799

    /// Since 1970-01-01T00:00:00Z.
    package let seconds: Int64
    /// 0 to 999,999,999, counted forward also before 1970.
    package let nanoseconds: Int32

    /// Nil outside the range.
    package init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard (Self.secondsMin...Self.secondsMax).contains(seconds),
            (0..<1_000_000_000).contains(nanoseconds)
        else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}

extension CELTimestamp: Comparable {
    package static func < (left: CELTimestamp, right: CELTimestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension CELTimestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, the fraction with none, three, six or nine digits as in protobuf's JSON.
    package var description: String {
        let date = CivilTime(seconds: seconds)
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        let time = "\(padded(date.hour, 2)):\(padded(date.minute, 2)):\(padded(date.second, 2))"
        return "\(day)T\(time)\(fractionText(nanoseconds))Z"
    }
}

extension CELTimestamp {
    /// Reads RFC 3339; nil for anything else and outside the range.
    package init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(digits: 4), scanner.take("-"),
            let month = scanner.number(digits: 2), scanner.take("-"),
            let day = scanner.number(digits: 2), scanner.take("T") || scanner.take("t"),
            let hour = scanner.number(digits: 2), scanner.take(":"),
            let minute = scanner.number(digits: 2), scanner.take(":"),
            let second = scanner.number(digits: 2),
            (1...12).contains(month), day >= 1, day <= CivilTime.days(of: month, in: year),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var nanoseconds: Int32 = 0
        if scanner.take(".") {
            guard let fraction = scanner.fraction() else { return nil }
            nanoseconds = fraction
        }
        guard let offset = scanner.zone(), scanner.isAtEnd else { return nil }
        let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
        let seconds = days * 86400 + Int64(hour * 3600 + minute * 60 + second) - offset
        self.init(seconds: seconds, nanoseconds: nanoseconds)
    }
}

extension DigitScanner {
    /// `Z` or `+hh:mm`, in seconds east of Greenwich.
    fileprivate mutating func zone() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(digits: 2), take(":"),
            let minutes = number(digits: 2), hours < 24, minutes < 60
        else { return nil }
        let offset = Int64(hours * 3600 + minutes * 60)
        return isWest ? -offset : offset
    }
}
