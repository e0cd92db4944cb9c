// SPDX-License-Identifier: Apache-2.0

/// A span of time with nanoseconds (google.protobuf.Duration), up to 315,576,000,000 seconds either
/// way. Arithmetic keeps to what 64 bits of nanoseconds hold, as the reference implementations do.
package struct CELDuration: Sendable, Hashable {
    static let secondsMax: Int64 = 315_576_000_000

    package let seconds: Int64
    /// Of the same sign as the seconds.
    package let nanoseconds: Int32

    /// Nil outside the range.
    package init?(seconds: Int64, nanoseconds: Int32 = 0) {
        let isOneSign = seconds == 0 || nanoseconds == 0 || (seconds < 0) == (nanoseconds < 0)
        guard isOneSign, nanoseconds.magnitude < 1_000_000_000,
            seconds.magnitude <= UInt64(Self.secondsMax),
            seconds.magnitude < UInt64(Self.secondsMax) || nanoseconds == 0
        else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Every number of nanoseconds in 64 bits is within the range.
    package init(nanoseconds: Int64) {
        seconds = nanoseconds / 1_000_000_000
        self.nanoseconds = Int32(nanoseconds % 1_000_000_000)
    }

    /// All of it in nanoseconds; nil above 292 years.
    package var wholeNanoseconds: Int64? {
        let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isSumTooLarge) = product.addingReportingOverflow(Int64(nanoseconds))
        return isTooLarge || isSumTooLarge ? nil : sum
    }
}

extension CELDuration: Comparable {
    package static func < (left: CELDuration, right: CELDuration) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension CELDuration: CustomStringConvertible {
    /// Seconds with none, three, six or nine digits of fraction, and `s`.
    package var description: String {
        let sign = seconds < 0 || nanoseconds < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(fractionText(nanoseconds))s"
    }
}

extension CELDuration {
    /// Reads an optional sign and one or more numbers with the units h, m, s, ms, us, ns, each with
    /// an optional fraction, such as `1h30m` or `1.5s`; also `0`. Nil for anything else.
    package init?(_ text: String) {
        var scanner = DigitScanner(text)
        let isNegative = scanner.take("-")
        if !isNegative { _ = scanner.take("+") }
        if text.utf8.elementsEqual("0".utf8) || text.utf8.dropFirst().elementsEqual("0".utf8) {
            guard scanner.take("0"), scanner.isAtEnd else { return nil }
            self.init(nanoseconds: 0)
            return
        }
        // 128 bits hold the sum of any parts that fit the range, so one check at the end is enough.
        var total: Int128 = 0
        let limit = Int128(Self.secondsMax) * 1_000_000_000
        repeat {
            guard let part = scanner.durationPart() else { return nil }
            total += part
            guard total <= limit else { return nil }
        } while !scanner.isAtEnd
        if isNegative { total = -total }
        self.init(
            seconds: Int64(total / 1_000_000_000), nanoseconds: Int32(total % 1_000_000_000))
    }
}

extension DigitScanner {
    /// One number with its unit, in nanoseconds.
    fileprivate mutating func durationPart() -> Int128? {
        let whole = number()
        var fraction: Int32?
        if take(".") {
            fraction = self.fraction()
        }
        guard whole != nil || fraction != nil, let unit = durationUnit() else { return nil }
        return Int128(whole ?? 0) * unit + Int128(fraction ?? 0) * unit / 1_000_000_000
    }

    private mutating func durationUnit() -> Int128? {
        if take("h") { return 3_600_000_000_000 }
        if take("s") { return 1_000_000_000 }
        if take("m") { return take("s") ? 1_000_000 : 60_000_000_000 }
        if take("u") { return take("s") ? 1000 : nil }
        if take("n") { return take("s") ? 1 : nil }
        return nil
    }
}
