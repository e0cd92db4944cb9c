// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How far a time zone is east of Greenwich (cel-spec, "Timezones"): `UTC`, an offset such as
/// `-09:30`, or a name of the IANA database.
enum TimeZoneOffset {
    /// Nil for a zone that does not exist.
    static func seconds(of zone: String, at time: Int64) -> Int64? {
        if zone.isEmpty || zone == "UTC" { return 0 }
        if let fixed = fixed(zone) { return fixed }
        // Foundation also takes abbreviations and `GMT+5`, which the standard does not.
        guard zone.contains("/") || !zone.contains(where: { "+-:0123456789".contains($0) }),
            let known = TimeZone(identifier: zone)
        else { return nil }
        return Int64(known.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time))))
    }

    private static func fixed(_ zone: String) -> Int64? {
        var scanner = DigitScanner(zone)
        let isWest = scanner.take("-")
        if !isWest { _ = scanner.take("+") }
        guard let hours = scanner.number(), scanner.take(":"),
            let minutes = scanner.number(digits: 2), scanner.isAtEnd, hours < 24, minutes < 60
        else { return nil }
        let offset = Int64(hours * 3600 + minutes * 60)
        return isWest ? -offset : offset
    }
}
