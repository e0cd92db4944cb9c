// SPDX-License-Identifier: Apache-2.0

/// A record set as it was seen and as it is to be, in the terms of RFC 2136: prerequisites that hold exactly while
/// it is as it was seen, and updates that make it what it is to be. Times to live are no part of a prerequisite.
struct SetChange: Sendable {
    let name: DomainName
    let type: UInt16
    let before: StoredSet?
    let after: StoredSet?
    /// Whether nothing at all was seen at the name.
    private let isFree: Bool

    /// Of what stands in a zone.
    init(name: DomainName, type: UInt16, in image: ZoneImage, after: StoredSet?) {
        let sets = image.sets(at: name)
        let before = sets.first { $0.type == type }
        isFree = sets.isEmpty
        self.name = name
        self.type = type
        self.before = before
        self.after = StoredSet.areSame(before, after, at: name) ? before : after
    }

    /// Section 2.4. Where there was none nothing may stand that keeps it from being there: servers leave such an
    /// update out and say that all is well (section 3.4.2.2). A name that was free has to be so still, which takes one
    /// line and is all that an alias can be content with.
    var prerequisites: [WireRecord] {
        if let before { return before.data.map { WireRecord(name, type: type, data: $0) } }
        if isFree || type == Self.alias && after != nil { return [isAbsent(WireCode.anyType)] }
        return after == nil ? [isAbsent(type)] : [isAbsent(type), isAbsent(Self.alias)]
    }

    private static let alias = RecordKind.cname.number

    private func isAbsent(_ type: UInt16) -> WireRecord {
        WireRecord(name, type: type, class: WireCode.noClass)
    }

    /// Section 2.5.
    func updates(in zone: DomainName) -> [WireRecord] {
        if before == after { return [] }
        let additions = (after?.data ?? []).map(addition)
        if before == nil { return additions }
        if name == zone, type == RecordKind.ns.number { return exchange }
        return [WireRecord(name, type: type, class: WireCode.anyClass)] + additions
    }

    /// A zone's own name servers can't be taken away as a set, nor the last of them (section 3.4.2.4): new ones come
    /// first, and the others go one by one. One whose time to live changes is taken away and put back.
    private var exchange: [WireRecord] {
        let (old, new) = (Set(before?.data ?? []), Set(after?.data ?? []))
        let renewed = before?.ttl == after?.ttl ? [] : old.intersection(new)
        return new.subtracting(old).map(addition)
            + renewed.flatMap { [removal($0), addition($0)] } + old.subtracting(new).map(removal)
    }

    private func addition(_ data: [UInt8]) -> WireRecord {
        WireRecord(name, type: type, ttl: after?.ttl ?? 0, data: data)
    }

    private func removal(_ data: [UInt8]) -> WireRecord {
        WireRecord(name, type: type, class: WireCode.noClass, data: data)
    }

    func isDone(in image: ZoneImage) -> Bool {
        StoredSet.areSame(image.set(name, type), after, at: name)
    }

    func isUndone(in image: ZoneImage) -> Bool {
        before != after && StoredSet.areSame(image.set(name, type), before, at: name)
    }
}
