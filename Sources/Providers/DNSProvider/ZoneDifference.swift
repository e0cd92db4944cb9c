// SPDX-License-Identifier: Apache-2.0

import Values

/// Where a zone's file and the target's settings of it say different things of what is no resource: the SOA
/// record and the zone's own name servers. Settings make new zones; a file that is there is its editor's.
struct ZoneDifference {
    private let zone: ZoneSettings.Zone
    private var parts: [String] = []

    init(_ file: ZoneFile, _ zone: ZoneSettings.Zone) {
        self.zone = zone
        guard let soa = file.authority?.soa else { return }
        compare("primary", soa.primary.text, zone.primary.text)
        compare("contact", soa.contact.text, zone.contact.text)
        let times = zone.times
        let wanted = [times.refresh, times.retry, times.expire, times.minimum]
        for (place, name) in ["refresh", "retry", "expire", "minimum"].enumerated() {
            compare(name, soa.times[place].description, wanted[place].description)
        }
        let servers = file.set(zone.name, .ns)?.values.compactMap { $0.target?.text } ?? []
        compare(
            "nameservers", servers.sorted().joined(separator: ", "),
            zone.nameservers.map(\.text).sorted().joined(separator: ", "))
    }

    private mutating func compare(_ name: String, _ inFile: String, _ stated: String) {
        guard !inFile.hasSameBytes(as: stated) else { return }
        parts.append("`\(name)` is \(inFile) there and \(stated) in the settings")
    }

    /// Nil where both say the same.
    var remark: String? {
        guard !parts.isEmpty else { return nil }
        return "\(zone.fileName) keeps its own SOA and name servers: "
            + parts.joined(separator: "; ") + "; the file, or the settings, have to be edited"
    }
}
