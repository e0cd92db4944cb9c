// SPDX-License-Identifier: Apache-2.0

/// A zone file, understood without losing a byte: its entries in order, and where each record set stands.
/// It does not change; `ZoneRewrite` makes another file of it.
struct ZoneFile: Sendable {
    let zone: DomainName
    let bytes: [UInt8]
    let entries: [ZoneEntry]
    /// Positions of each record set's entries, by owner and then by type. Class IN only.
    let sets: [DomainName: [(type: String, entries: [Int])]]
    /// What brings in records that are not seen here.
    let generators: [ZoneGenerator]

    /// The start of authority; nil in a fragment.
    let authority: (entry: Int, soa: StartOfAuthority)?

    func positions(_ name: DomainName, _ type: String) -> [Int] {
        sets[name]?.first { $0.type == type }?.entries ?? []
    }

    func record(_ position: Int) -> ZoneRecord? {
        if case .record(let record) = entries[position].kind { record } else { nil }
    }

    /// Nil where the file does not state it. Where times to live differ within a set, the first counts, as
    /// it does for name servers.
    func set(_ name: DomainName, _ kind: RecordKind) -> RecordSet? {
        let records = positions(name, kind.rawValue).compactMap(record)
        guard let first = records.first else { return nil }
        return RecordSet(ttl: first.ttl, values: Set(records.compactMap(\.data)))
    }

    /// What may bring in records of this name and type.
    func generator(of name: DomainName, _ type: String) -> ZoneGenerator? {
        generators.first { $0.mayMake(name, type) }
    }
}

/// All values of one name and type.
struct RecordSet: Equatable, Sendable {
    let ttl: UInt32
    let values: Set<RecordData>
}

/// One entry of a zone file: whole lines.
struct ZoneEntry: Sendable {
    enum Kind: Sendable {
        case blank
        case origin(DomainName)
        case defaultTTL(UInt32)
        case generator
        case record(ZoneRecord)
    }

    let range: Range<Int>
    let line: Int
    let kind: Kind
}

/// A record as it stands in its file. `data` is what is understood of its value, for managed types.
struct ZoneRecord: Sendable {
    let owner: DomainName
    let isOwnerInherited: Bool
    let type: String
    let isInternet: Bool
    /// In effect, stated or not.
    let ttl: UInt32
    let isTTLStated: Bool
    let data: RecordData?
    /// Of its value's words; empty without any.
    let words: Range<Int>
    /// Where a time to live can be put in: after the owner.
    let afterOwner: Int
    let comment: Range<Int>?
}

/// The SOA record: RFC 1035, section 3.3.13.
struct StartOfAuthority: Sendable {
    let serial: UInt32
    /// Where the serial's digits stand.
    let serialRange: Range<Int>
    let primary: DomainName
    let contact: DomainName
    /// In seconds: refresh, retry, expire, minimum.
    let times: [UInt32]

    var minimum: UInt32 { times[3] }
}
