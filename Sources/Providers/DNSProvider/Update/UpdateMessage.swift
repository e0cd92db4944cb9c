// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Changes of one zone that go in one message, of which a server does all or nothing.
struct UpdateMessage: Sendable {
    /// Header, question and what is left free for no reason.
    private static let frameBytes = 300

    let zone: DomainName
    private(set) var changes: [RecordChange]
    private var prerequisites: [WireRecord]
    private var updates: [WireRecord]
    private var bytesCount: Int

    private init(_ change: RecordChange) {
        zone = change.place.zone
        changes = [change]
        prerequisites = change.prerequisites
        updates = change.updates
        bytesCount = Self.frameBytes
        bytesCount += bytesCount(of: prerequisites) + bytesCount(of: updates)
    }

    /// At most: names are written without the zone's.
    private func bytesCount(of records: [WireRecord]) -> Int {
        let zoneBytes = zone.text.utf8.count
        return records.reduce(0) {
            $0 + max($1.owner.text.utf8.count - zoneBytes, 0) + 14 + $1.data.count
        }
    }

    private mutating func take(_ other: UpdateMessage, bytesMax: Int) -> Bool {
        let count = bytesCount + other.bytesCount - Self.frameBytes
        guard zone == other.zone, count <= bytesMax else { return false }
        changes += other.changes
        prerequisites += other.prerequisites
        updates += other.updates
        bytesCount = count
        return true
    }

    /// As few messages as hold the changes, each zone's in their order. A change that does not fit in one is alone in
    /// its own, and `fits` says so.
    static func packed(_ changes: [RecordChange], bytesMax: Int) -> [UpdateMessage] {
        var messages: [UpdateMessage] = []
        var last: [DomainName: Int] = [:]
        for change in changes {
            let message = UpdateMessage(change)
            if let position = last[message.zone],
                messages[position].take(message, bytesMax: bytesMax)
            {
                continue
            }
            last[message.zone] = messages.count
            messages.append(message)
        }
        return messages
    }

    /// Not where a single change has more bytes than a message.
    func fits(_ bytesMax: Int) -> Bool { bytesCount <= bytesMax }

    var positions: [Int] { changes.map(\.position) }

    var request: ServerRequest {
        .update(of: zone, prerequisites: prerequisites, updates: updates)
    }
}
