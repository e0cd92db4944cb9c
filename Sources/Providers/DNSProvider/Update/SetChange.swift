// SPDX-License-Identifier: Apache-2.0

/// A record set as it was seen and as it is to be, in the terms of RFC 2136: prerequisites that hold exactly while
/// it is as it was seen, and updates that make it what it is to be. Times to live are no part of a prerequisite.
struct SetChange: Sendable {
    let name: DomainName
    let type: UInt16
    let before: StoredSet?
    let after: StoredSet?

    init(name: DomainName, type: UInt16, before: StoredSet?, after: StoredSet?) {
        self.name = name
        self.type = type
        self.before = before
        self.after = StoredSet.areSame(before, after, at: name) ? before : after
    }

    /// Section 2.4. Where there was none nothing may stand that keeps it from being there: servers leave such an
    /// update out and say that all is well (section 3.4.2.2).
    var prerequisites: [WireRecord] {
        if let before { return before.data.map { WireRecord(name, type: type, data: $0) } }
        if type == Self.alias, after != nil { return [isAbsent(WireCode.anyType)] }
        return after == nil ? [isAbsent(type)] : [isAbsent(type), isAbsent(Self.alias)]
    }

    private static let alias = RecordKind.cname.number

    private func isAbsent(_ type: UInt16) -> WireRecord {
        WireRecord(name, type: type, class: WireCode.noClass)
    }

    /// Section 2.5. A zone's own name servers can't be taken away as a set, nor the last of them (section 3.4.2.4):
    /// new ones come first there, and the others go one by one.
    func updates(in zone: DomainName) -> [WireRecord] {
        if before == after { return [] }
        let additions = (after?.data ?? []).map {
            WireRecord(name, type: type, ttl: after?.ttl ?? 0, data: $0)
        }
        if name == zone, type == RecordKind.ns.number {
            let kept = Set(after?.data ?? [])
            let surplus = (before?.data ?? []).filter { !kept.contains($0) }
            return additions
                + surplus.map { WireRecord(name, type: type, class: WireCode.noClass, data: $0) }
        }
        if before == nil { return additions }
        return [WireRecord(name, type: type, class: WireCode.anyClass)] + additions
    }

    func isDone(in image: ZoneImage) -> Bool {
        StoredSet.areSame(image.set(name, type), after, at: name)
    }

    func isUndone(in image: ZoneImage) -> Bool {
        before != after && StoredSet.areSame(image.set(name, type), before, at: name)
    }
}
