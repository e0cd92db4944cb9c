// SPDX-License-Identifier: Apache-2.0

/// Reads a zone file: RFC 1035, section 5.1, with `$TTL` of RFC 2308, section 4. What a name server would not
/// load is refused with its line. It opens no other file.
struct ZoneParser {
    private let zone: DomainName
    private let bytes: [UInt8]
    private var inherited: ZoneInheritance
    private var entries: [ZoneEntry] = []
    private var sets: [DomainName: [(type: String, entries: [Int])]] = [:]
    private var generators: [ZoneGenerator] = []
    private var authority: (entry: Int, soa: StartOfAuthority)?

    static func read(_ bytes: [UInt8], zone: DomainName) throws(ZoneProblem) -> ZoneFile {
        var parser = ZoneParser(bytes, zone)
        var scanner = ZoneScanner(bytes)
        while let entry = try scanner.next() { try parser.take(entry) }
        return ZoneFile(
            zone: zone, bytes: bytes, entries: parser.entries, sets: parser.sets,
            generators: parser.generators, authority: parser.authority)
    }

    private init(_ bytes: [UInt8], _ zone: DomainName) {
        self.bytes = bytes
        self.zone = zone
        inherited = ZoneInheritance(origin: zone)
    }

    private mutating func take(_ scanned: ScannedEntry) throws(ZoneProblem) {
        let kind = try kind(of: scanned)
        if case .record(let record) = kind { note(record) }
        entries.append(ZoneEntry(range: scanned.range, line: scanned.line, kind: kind))
    }

    private mutating func kind(of scanned: ScannedEntry) throws(ZoneProblem) -> ZoneEntry.Kind {
        guard let first = scanned.tokens.first else { return .blank }
        if !scanned.isIndented, !first.isQuoted, first.bytes.first == UInt8(ascii: "$") {
            return try directive(first, scanned)
        }
        return .record(try record(scanned))
    }

    private mutating func directive(
        _ name: ZoneToken, _ scanned: ScannedEntry
    ) throws(ZoneProblem) -> ZoneEntry.Kind {
        let arguments = scanned.tokens.dropFirst()
        switch String(decoding: name.bytes, as: UTF8.self).uppercased() {
        case "$ORIGIN":
            let token = try only(arguments, "`$ORIGIN` takes a name", scanned)
            inherited.origin = try self.name(token, scanned)
            return .origin(inherited.origin)
        case "$TTL":
            let token = try only(arguments, "`$TTL` takes a time", scanned)
            guard let ttl = TimeToLive.read(token.bytes) else {
                throw problem("`\(token.shown)` is no time to live", scanned)
            }
            inherited.defaultTTL = ttl
            return .defaultTTL(ttl)
        case "$INCLUDE":
            generators.append(
                try ZoneGenerator(include: arguments, line: scanned.line, origin: inherited.origin))
            return .generator
        case "$GENERATE":
            generators.append(
                try ZoneGenerator(generate: arguments, line: scanned.line, origin: inherited.origin)
            )
            return .generator
        default: throw problem("no directive is named `\(name.shown)`", scanned)
        }
    }

    private func only(
        _ tokens: ArraySlice<ZoneToken>, _ message: String, _ scanned: ScannedEntry
    ) throws(ZoneProblem) -> ZoneToken {
        guard tokens.count == 1, let token = tokens.first else { throw problem(message, scanned) }
        return token
    }

    private func name(
        _ token: ZoneToken, _ scanned: ScannedEntry
    ) throws(ZoneProblem) -> DomainName {
        if token.isWord("@") { return inherited.origin }
        do throws(DomainName.Problem) {
            return try DomainName(token.bytes, origin: inherited.origin)
        } catch {
            throw problem("`\(token.shown)`: \(error.message)", scanned)
        }
    }

    private func problem(_ message: String, _ scanned: ScannedEntry) -> ZoneProblem {
        ZoneProblem(line: scanned.line, message: message)
    }

    private mutating func record(_ scanned: ScannedEntry) throws(ZoneProblem) -> ZoneRecord {
        let head = try RecordHead(scanned)
        if let token = head.owner { inherited.owner = try name(token, scanned) }
        guard let owner = inherited.owner else {
            throw problem("the first record has no owner", scanned)
        }
        if head.type == "SOA" { try takeAuthority(owner, head, scanned) }
        guard let ttl = head.ttl ?? inherited.ttl else {
            throw problem("no time to live is stated, here or before", scanned)
        }
        inherited.lastTTL = ttl
        let words = head.words
        let start = words.first?.bytes.startIndex ?? scanned.range.upperBound
        return ZoneRecord(
            owner: owner, isOwnerInherited: head.owner == nil, type: head.type,
            isInternet: head.isInternet, ttl: ttl, isTTLStated: head.ttl != nil,
            data: try data(head, scanned),
            words: start..<(words.last?.bytes.endIndex ?? start), afterOwner: head.afterOwner,
            comment: scanned.comment)
    }

    private func data(
        _ head: RecordHead, _ scanned: ScannedEntry
    ) throws(ZoneProblem) -> RecordData? {
        guard head.isInternet, let kind = RecordKind(rawValue: head.type) else {
            if head.words.isEmpty { throw problem("\(head.type) has no value", scanned) }
            return nil
        }
        do throws(RecordData.Problem) {
            return try RecordData(kind, head.words, origin: inherited.origin)
        } catch {
            throw problem(error.message, scanned)
        }
    }

    private mutating func takeAuthority(
        _ owner: DomainName, _ head: RecordHead, _ scanned: ScannedEntry
    ) throws(ZoneProblem) {
        guard authority == nil else { throw problem("a second SOA record", scanned) }
        guard owner == zone else {
            throw problem("an SOA record of `\(owner)` in the zone `\(zone)`", scanned)
        }
        let words = Array(head.words)
        let times = words.dropFirst(3).compactMap { TimeToLive.read($0.bytes) }
        guard words.count == 7, times.count == 4,
            let serial = UInt32(String(decoding: words[2].bytes, as: UTF8.self))
        else { throw problem("SOA takes two names and five numbers", scanned) }
        let (primary, contact) = (try name(words[0], scanned), try name(words[1], scanned))
        authority = (
            entries.count,
            StartOfAuthority(
                serial: serial,
                serialRange: words[2].bytes.startIndex..<words[2].bytes.endIndex,
                primary: primary, contact: contact, times: times)
        )
        // RFC 1035 had no `$TTL`: name servers then take the minimum for what states none.
        if head.ttl == nil && inherited.ttl == nil { inherited.defaultTTL = times[3] }
    }

    private mutating func note(_ record: ZoneRecord) {
        guard record.isInternet else { return }
        let position = entries.count
        let index = sets[record.owner]?.firstIndex { $0.type == record.type }
        if let index {
            sets[record.owner]?[index].entries.append(position)
        } else {
            sets[record.owner, default: []].append((record.type, [position]))
        }
    }
}

/// What a record takes from the lines before it where it does not state it.
struct ZoneInheritance {
    var origin: DomainName
    var owner: DomainName?
    var lastTTL: UInt32?
    var defaultTTL: UInt32?

    init(origin: DomainName) { self.origin = origin }

    /// RFC 2308, section 4 before RFC 1035.
    var ttl: UInt32? { defaultTTL ?? lastTTL }
}
