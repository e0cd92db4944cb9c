// SPDX-License-Identifier: Apache-2.0

/// Makes a zone file with other record sets out of one, in one pass: lines of other sets stay byte for byte
/// where they are, values that stay keep their lines, new ones stand where the set stood or at the end.
/// Where a line that stays took its owner or time to live from a line that goes, it gets its own.
struct ZoneRewrite {
    /// A record set as it is to be; nil where it is to be gone.
    typealias Changes = [RecordSetKey: RecordSet?]

    private let file: ZoneFile
    private let changes: Changes
    private var bytes: [UInt8] = []
    /// As a reader of the new file has it.
    private var inherited: ZoneInheritance
    private var plans: [RecordSetKey: SetPlan] = [:]

    /// `serial` where the zone's serial is to change.
    static func bytes(of file: ZoneFile, _ changes: Changes, serial: UInt32?) -> [UInt8] {
        var rewrite = ZoneRewrite(file, changes)
        for position in file.entries.indices { rewrite.copy(position, serial) }
        rewrite.appendNewSets()
        return rewrite.bytes
    }

    private init(_ file: ZoneFile, _ changes: Changes) {
        self.file = file
        self.changes = changes
        inherited = ZoneInheritance(origin: file.zone)
        bytes.reserveCapacity(file.bytes.count + changes.count * 64)
        for (key, set) in changes { plans[key] = SetPlan(key, set, in: file) }
    }

    private mutating func copy(_ position: Int, _ serial: UInt32?) {
        let entry = file.entries[position]
        switch entry.kind {
        case .blank, .generator: bytes += file.bytes[entry.range]
        case .origin(let origin):
            inherited.origin = origin
            bytes += file.bytes[entry.range]
        case .defaultTTL(let ttl):
            inherited.defaultTTL = ttl
            bytes += file.bytes[entry.range]
        case .record(let record):
            if position == file.authority?.entry {
                copyAuthority(entry, record, serial)
            } else {
                copy(record, position, entry.range)
            }
        }
    }

    private mutating func copyAuthority(
        _ entry: ZoneEntry, _ record: ZoneRecord, _ serial: UInt32?
    ) {
        guard let soa = file.authority?.soa else { return }
        if !record.isTTLStated && inherited.ttl == nil { inherited.defaultTTL = soa.minimum }
        copyStaying(record, entry.range) { bytes, range in
            guard let serial else { return bytes[range] }
            return bytes[range.lowerBound..<soa.serialRange.lowerBound]
                + Array(serial.description.utf8)
                + bytes[soa.serialRange.upperBound..<range.upperBound]
        }
    }

    private mutating func copy(_ record: ZoneRecord, _ position: Int, _ range: Range<Int>) {
        guard record.isInternet, let data = record.data else {
            copyStaying(record, range)
            return
        }
        let key = RecordSetKey(name: record.owner, type: record.type)
        guard let plan = plans[key] else {
            copyStaying(record, range)
            return
        }
        if plan.stays(position), record.ttl == plan.ttl {
            copyStaying(record, range)
        } else if let value = plans[key]?.replacement(of: position, data) {
            write(key, plan.ttl, value, comment: record.comment)
        }
        if plan.last == position {
            while let value = plans[key]?.takeNew() { write(key, plan.ttl, value) }
        }
    }

    /// A line that stays, with an owner or a time to live of its own where it would take another now.
    private mutating func copyStaying(
        _ record: ZoneRecord, _ range: Range<Int>,
        _ content: ([UInt8], Range<Int>) -> ArraySlice<UInt8> = { $0[$1] }
    ) {
        // The line begins with space, so the owner can stand right before it.
        if record.isOwnerInherited && inherited.owner != record.owner {
            bytes += record.owner.ownerText(in: inherited.origin).utf8
        }
        let needsTTL = !record.isTTLStated && inherited.ttl != record.ttl
        if needsTTL {
            bytes += file.bytes[range.lowerBound..<record.afterOwner]
            bytes += "\(record.ttl) ".utf8
        }
        bytes += content(
            file.bytes, (needsTTL ? record.afterOwner : range.lowerBound)..<range.upperBound)
        inherited.owner = record.owner
        inherited.lastTTL = record.ttl
    }

    private mutating func write(
        _ key: RecordSetKey, _ ttl: UInt32, _ value: RecordData, comment: Range<Int>? = nil
    ) {
        endLine()
        let owner = key.name.ownerText(in: inherited.origin)
        bytes += "\(owner) \(ttl) IN \(key.type) \(value.zoneText)".utf8
        if let comment {
            bytes.append(UInt8(ascii: " "))
            bytes += file.bytes[comment]
        }
        bytes.append(UInt8(ascii: "\n"))
        inherited.owner = key.name
        inherited.lastTTL = ttl
    }

    /// The last line of a file may have no end.
    private mutating func endLine() {
        if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }

    private mutating func appendNewSets() {
        let new = plans.filter { $0.value.last == nil }
        for (key, plan) in new.sorted(by: { $0.key < $1.key }) {
            var plan = plan
            while let value = plan.takeNew() { write(key, plan.ttl, value) }
        }
    }
}

/// What a set of records is called.
struct RecordSetKey: Hashable, Comparable, Sendable {
    let name: DomainName
    let type: String

    static func < (left: RecordSetKey, right: RecordSetKey) -> Bool {
        left.name == right.name ? left.type < right.type : left.name.text < right.name.text
    }
}

/// Which lines of a set stay, and which values want a line.
private struct SetPlan {
    let ttl: UInt32
    /// The set's last line; nil for a set that is not in the file.
    let last: Int?
    private let staying: Set<Int>
    private var new: [RecordData]

    init(_ key: RecordSetKey, _ set: RecordSet?, in file: ZoneFile) {
        ttl = set?.ttl ?? 0
        let positions = file.positions(key.name, key.type)
        last = positions.last
        var wanted = set?.values ?? []
        var staying: Set<Int> = []
        for position in positions {
            if let data = file.record(position)?.data, wanted.remove(data) != nil {
                staying.insert(position)
            }
        }
        self.staying = staying
        // Taken from the end.
        new = wanted.sorted { $0.zoneText > $1.zoneText }
    }

    func stays(_ position: Int) -> Bool { staying.contains(position) }

    /// The value whose line stands in a line's place: its own with another time to live, or a new one.
    mutating func replacement(of position: Int, _ data: RecordData) -> RecordData? {
        staying.contains(position) ? data : takeNew()
    }

    mutating func takeNew() -> RecordData? { new.popLast() }
}
