// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP
import TargetFiles
import Values

/// Reads entries of a server: all below the base, or those that some objects need. What is cut short or refused
/// is no answer: it throws.
struct DirectoryReader: Sendable {
    /// Above that many objects reading everything is sooner done than asking for each.
    private static let askedMax = 2000
    private static let pageSize = 1000
    /// Names in one filter.
    private static let filterSize = 50

    let session: LDAPSession
    let dialect: LDAPDialect
    let settings: DirectorySettings

    init(_ session: LDAPSession, _ place: TargetPlace) {
        self.session = session
        dialect = LDAPDialect(place.settings)
        var settings = DirectorySettings(place.settings)
        if settings.profile == .openLDAP, session.facts.offers(LDAPControl.passwordPolicy) {
            settings.lock = .expiredAndLocked
        }
        self.settings = settings
    }

    private var baseName: String { withEscapedEquals(settings.base.text) }

    func everything() throws(ProviderFailure) -> DirectoryPicture {
        var collector = EntryCollector(dialect)
        try collect([subtree("(objectClass=*)")], in: &collector)
        return try picture(of: collector)
    }

    /// What `find` and `apply` look at for these objects: the entries that they name, and units above them.
    func entries(for items: [ObserveItem]) throws(ProviderFailure) -> DirectoryPicture {
        if items.count > Self.askedMax { return try everything() }
        var collector = EntryCollector(dialect)
        var question = EntryQuestion(settings, dialect)
        for item in items { question.add(item) }
        try collect(question.names.map(entry), in: &collector)
        try collect(filtered(question.filters), in: &collector)
        var found = try picture(of: collector)
        let moved = items.compactMap { found.formerName(of: $0) }
        if moved.isEmpty { return found }
        let holders = moved.map { LDAPFilter.equals("member", $0.utf8) }
        try collect(filtered(holders), in: &collector)
        return try picture(of: collector)
    }

    private func filtered(_ filters: [String]) -> [LDAPSearch] {
        stride(from: 0, to: filters.count, by: Self.filterSize).map { start in
            subtree(LDAPFilter.any(Array(filters[start...].prefix(Self.filterSize))))
        }
    }

    private func subtree(_ filter: String) -> LDAPSearch {
        LDAPSearch(
            base: baseName, scope: .subtree, filter: filter,
            attributes: dialect.attributes, pageSize: Self.pageSize, controls: controls)
    }

    private func entry(_ key: DNKey) -> LDAPSearch {
        LDAPSearch(base: withEscapedEquals(key.text), attributes: dialect.attributes)
    }

    /// Other contexts of a forest are no part of the domain.
    private var controls: [LDAPControl] {
        session.facts.offers(LDAPControl.domainScope)
            ? [LDAPControl(LDAPControl.domainScope, isCritical: false)] : []
    }

    private func collect(
        _ searches: [LDAPSearch], in collector: inout EntryCollector
    ) throws(ProviderFailure) {
        let replies = try session.search(searches) { _, entry in collector.add(entry) }
        for (search, reply) in zip(searches, replies) {
            let isMissing = reply.code == LDAP_NO_SUCH_OBJECT
            guard reply.isSuccess || isMissing && search.base != baseName else {
                throw .ldap(reply, "`\(search.base)` can't be read")
            }
        }
        try collectRests(in: &collector)
    }

    /// What is left of long lists of members, part by part.
    private func collectRests(in collector: inout EntryCollector) throws(ProviderFailure) {
        while true {
            let rests = collector.takeRests()
            if rests.isEmpty { return }
            let searches = rests.map { rest in
                LDAPSearch(base: rest.name, attributes: ["member;range=\(rest.next)-*"])
            }
            let replies = try session.search(searches) { _, entry in collector.addMembers(entry) }
            for (rest, reply) in zip(rests, replies) where !reply.isSuccess {
                throw .ldap(reply, "the members of `\(rest.name)` can't be read")
            }
        }
    }

    /// Whoever may not see the base may not see what lies below it either, and would take it for absent.
    private func picture(of collector: EntryCollector) throws(ProviderFailure) -> DirectoryPicture {
        let picture = try collector.picture(settings)
        guard picture.tree.position(of: settings.base) != nil else {
            throw ProviderFailure(
                .denied, "the server does not show the entry `\(settings.base)`",
                help: "the entry has to be there, and the account needs to read it")
        }
        return picture
    }
}

/// Which entries some objects need, each once.
private struct EntryQuestion {
    private let settings: DirectorySettings
    private let dialect: LDAPDialect
    private(set) var names: [DNKey]
    private(set) var filters: [String] = []
    private var known: Set<String> = []

    init(_ settings: DirectorySettings, _ dialect: LDAPDialect) {
        self.settings = settings
        self.dialect = dialect
        names = [settings.base]
        known = [settings.base.text]
    }

    mutating func add(_ item: ObserveItem) {
        if let name = item.attributes["dn"]?.string {
            let key = DNKey(canonical: name)
            add(filterOf: key.firstPart)
            var above = key.parent
            while let unit = above, unit.isBelow(settings.base) {
                add(unit)
                above = unit.parent
            }
        }
        let identity = DNKey(canonical: item.identity)
        if DirectoryTypes.kind(of: item.type).isPath {
            add(DNKey(canonical: "\(item.identity),\(settings.base)"))
        } else {
            for part in identity.parts(below: DNKey(canonical: "")) ?? [] { add(filterOf: part) }
        }
    }

    private mutating func add(_ key: DNKey) {
        if known.insert(key.text).inserted { names.append(key) }
    }

    private mutating func add(filterOf part: String) {
        let type = String(part.prefix { $0 != "=" })
        let name = part.hasPrefix("uid=") ? dialect.name(of: type) ?? type : type
        let filter = LDAPFilter.equals(name, DNPart.value(of: part).utf8)
        if known.insert(filter).inserted { filters.append(filter) }
    }
}

extension DirectoryPicture {
    /// The name of an object's entry, as the server writes it, where it is to get another one.
    fileprivate mutating func formerName(of item: ObserveItem) -> String? {
        guard let wanted = item.attributes["dn"]?.string,
            case .present(let object) = find(item, MarksRegistry()),
            let key = Self.key(of: object), key.text != wanted,
            let record = tree.position(of: key)
        else { return nil }
        return tree.name(of: record)
    }
}
