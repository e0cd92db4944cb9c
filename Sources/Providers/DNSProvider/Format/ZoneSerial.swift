// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Serials of zones: `YYYYMMDDnn` where that grows, else one more. Growing is RFC 1982's: a serial may wrap.
enum ZoneSerial {
    /// The first of a day.
    static func first(of day: CalendarDate) -> UInt32 {
        let (year, month, date) = day.civil
        return UInt32(clamping: (year * 10_000 + month * 100 + date) * 100 + 1)
    }

    /// Greater than `serial`, and never 0, which some servers take for none.
    static func next(after serial: UInt32, on day: CalendarDate) -> UInt32 {
        let candidate = first(of: day)
        if isGreater(candidate, than: serial) { return candidate }
        let next = serial &+ 1
        return next == 0 ? 1 : next
    }

    /// RFC 1982, section 3.2.
    static func isGreater(_ left: UInt32, than right: UInt32) -> Bool {
        let distance = left &- right
        return distance != 0 && distance < 1 << 31
    }
}
