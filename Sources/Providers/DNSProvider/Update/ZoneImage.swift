// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A zone as its server has it, without its SOA record and what the server makes by itself (RRSIG, NSEC and the
/// like). Values are kept as they came: a prerequisite has to state them so, a text in the same pieces.
struct ZoneImage: Sendable {
    let zone: DomainName
    /// Few types to a name, so a list finds them soonest.
    private var sets: [DomainName: [StoredSet]] = [:]

    init(_ zone: DomainName) { self.zone = zone }

    var names: Dictionary<DomainName, [StoredSet]>.Keys { sets.keys }

    func sets(at name: DomainName) -> [StoredSet] { sets[name] ?? [] }

    func set(_ name: DomainName, _ type: UInt16) -> StoredSet? {
        sets[name]?.first { $0.type == type }
    }

    mutating func add(_ record: WireRecord) {
        if WireCode.ofTheServer.contains(record.type) { return }
        sets[record.owner, default: []].add(record)
    }

    mutating func put(_ set: StoredSet?, at name: DomainName, _ type: UInt16) {
        var others = sets(at: name).filter { $0.type != type }
        if let set { others.append(set) }
        sets[name] = others.isEmpty ? nil : others
    }
}

/// A record set as a server has it.
struct StoredSet: Hashable, Sendable {
    let type: UInt16
    /// Where the records differ, the first counts.
    let ttl: UInt32
    fileprivate(set) var data: [[UInt8]]

    init(type: UInt16, ttl: UInt32, data: [[UInt8]]) {
        self.type = type
        self.ttl = ttl
        self.data = data
    }

    init(_ set: RecordSet, _ kind: RecordKind) {
        self.init(
            type: kind.number, ttl: set.ttl, data: set.values.map(\.wire).sorted(by: Self.precedes))
    }

    private static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.lexicographicallyPrecedes(right)
    }

    /// Its values understood.
    func recordSet(
        _ kind: RecordKind, at name: DomainName
    ) throws(ProviderFailure) -> RecordSet {
        do throws(RecordData.Problem) {
            var values: Set<RecordData> = []
            for bytes in data { values.insert(try RecordWire.read(kind, bytes[...])) }
            return RecordSet(ttl: ttl, values: values)
        } catch {
            throw ProviderFailure(.rejected, "`\(name)` \(kind.rawValue): \(error.message)")
        }
    }

    /// Whether both mean the same, however they are written.
    static func areSame(_ left: StoredSet?, _ right: StoredSet?, at name: DomainName) -> Bool {
        guard let left, let right, let kind = RecordKind(number: left.type) else {
            return left == right
        }
        guard let values = try? left.recordSet(kind, at: name) else { return false }
        return left.type == right.type && values == (try? right.recordSet(kind, at: name))
    }
}

extension [StoredSet] {
    fileprivate mutating func add(_ record: WireRecord) {
        if let position = firstIndex(where: { $0.type == record.type }) {
            self[position].data.append(record.data)
        } else {
            append(StoredSet(type: record.type, ttl: record.ttl, data: [record.data]))
        }
    }
}
