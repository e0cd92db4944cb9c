// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// The text of a zone's file when it is first made: its origin, a time to live for what others add, SOA and
/// NS. They are the target's and not resources.
enum ZoneTemplate {
    private static let defaultTTL = 3600

    static func bytes(of zone: ZoneSettings.Zone, on day: CalendarDate) -> [UInt8] {
        let times = zone.times
        let soa = [
            zone.primary.absoluteText, zone.contact.absoluteText,
            ZoneSerial.first(of: day).description, times.refresh.description,
            times.retry.description, times.expire.description, times.minimum.description,
        ]
        var lines = [
            "$ORIGIN \(zone.name.absoluteText)", "$TTL \(defaultTTL)",
            "@ \(defaultTTL) IN SOA \(soa.joined(separator: " "))",
        ]
        for server in zone.nameservers {
            lines.append("@ \(defaultTTL) IN NS \(server.absoluteText)")
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
