// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// An LDIF file as a directory: its entries by name, accounts by uid, groups by name. All changes keep
/// that and the document in step. It reads and writes no file, and knows nothing of marks.
struct DirectoryTree: Sendable {
    private(set) var document: LDIFDocument
    let settings: DirectorySettings
    /// The name of each record.
    private(set) var keys: [DNKey] = []
    private var positions: [DNKey: Int] = [:]
    private var children: [DNKey: Children] = [:]
    /// The entries right below one.
    private struct Children {
        /// The first in the file that was ever there.
        let first: Int
        var count = 0
    }

    /// By `uid=…`, those below the base.
    private(set) var accounts: [String: Int] = [:]
    /// By `cn=…`, those below the base.
    private(set) var groups: [String: Int] = [:]
    private var unitPaths: [DNKey: String] = [:]
    /// Members of groups that were asked for, by record.
    private var memberLists: [Int: GroupMembers] = [:]
    /// The groups that hold a name as a member, once an entry was renamed.
    private var holders: [DNKey: [Int]]?

    /// Throws for a name that is none, and for two entries of one name: no server would load them. `named` are the
    /// records' names where somebody read them already.
    init(
        _ document: LDIFDocument, _ settings: DirectorySettings, named: [DNKey?] = []
    ) throws(LDIFProblem) {
        self.document = document
        self.settings = settings
        let count = document.records.count
        keys.reserveCapacity(count)
        positions.reserveCapacity(count)
        for record in document.records.indices {
            let known = named.indices.contains(record) ? named[record] : nil
            let key = if let known { known } else { try key(of: document.records[record].name) }
            if let first = positions.updateValue(record, forKey: key) {
                let line = document.records[first].name.number
                throw LDIFProblem(
                    line: Int(document.records[record].name.number),
                    message:
                        "the entry `\(key)` stands in the file a second time, first at line \(line)"
                )
            }
            keys.append(key)
            enter(record)
        }
    }

    /// The distinguished name that a line holds.
    func key(of line: LDIFLine) throws(LDIFProblem) -> DNKey {
        do throws(DNProblem) {
            if line.form == .base64 {
                let value = document.value(of: line)
                return try DNKey(value, in: value.indices)
            }
            return try DNKey(document.bytes, in: line.value.range)
        } catch {
            throw LDIFProblem(
                line: Int(line.number), message: "not a distinguished name: \(error.message)")
        }
    }

    // MARK: Looking up

    func position(of key: DNKey) -> Int? { positions[key] }

    /// The first entry right below a name; there may be some without an entry of that name.
    func firstChild(of key: DNKey) -> Int? {
        children[key].flatMap { $0.count > 0 ? $0.first : nil }
    }

    func childCount(of record: Int) -> Int { children[keys[record]]?.count ?? 0 }

    /// The name of an entry as it is written.
    func name(of record: Int) -> String {
        document.text(of: document.records[record].name) ?? keys[record].text
    }

    /// The path of the unit that an entry below the base lies in.
    mutating func unitPath(of record: Int) -> String {
        guard let parent = keys[record].parent else { return "" }
        if let path = unitPaths[parent] { return path }
        let parts = parent.parts(below: settings.base) ?? []
        let path = parts.map { $0.hasPrefix("ou=") ? DNPart.value(of: $0) : $0 }
            .joined(separator: "/")
        unitPaths[parent] = path
        return path
    }

    /// The name by which a group holds an account; nil where it does not. Of an account that is gone any
    /// name below the base that begins with its part counts.
    mutating func memberKey(_ account: String, of group: Int) throws(LDIFProblem) -> DNKey? {
        try loadMembers(of: group)
        if let record = accounts[account] {
            let key = keys[record]
            return memberLists[group]?.contains(key) == true ? key : nil
        }
        return memberLists[group]?.key(beginning: account, below: settings.base)
    }

    /// The names that a group holds.
    mutating func members(of group: Int) throws(LDIFProblem) -> [DNKey] {
        try loadMembers(of: group)
        return memberLists[group]?.keys ?? []
    }

    private mutating func loadMembers(of group: Int) throws(LDIFProblem) {
        if memberLists[group] == nil { memberLists[group] = try GroupMembers(of: group, in: self) }
    }

    // MARK: Changing

    /// A new entry after all others, or before one of the file.
    mutating func insert(
        _ key: DNKey, _ attributes: [(StaticString, String)], before next: Int? = nil
    ) -> Int {
        let record = document.insert(key.text, attributes, before: next)
        keys.append(key)
        positions[key] = record
        enter(record)
        return record
    }

    mutating func remove(_ record: Int) {
        leave(record)
        positions[keys[record]] = nil
        memberLists[record] = nil
        document.remove(record)
    }

    /// Gives an entry without children another name, in all groups that hold it as well. After
    /// `loadHolders` it does not fail.
    mutating func rename(_ record: Int, to key: DNKey) throws(LDIFProblem) {
        try loadHolders()
        let former = keys[record]
        leave(record)
        positions[former] = nil
        document.rename(record, to: key.text)
        keys[record] = key
        positions[key] = record
        enter(record)
        for group in holders?[former] ?? [] where !document.records[group].isRemoved {
            try changeMembers(of: group) { members, document in
                guard members.contains(former) else { return }
                members.remove(former, from: group, in: &document)
                members.add(key, named: key.text, to: group, in: &document)
            }
            holders?[key, default: []].append(group)
        }
    }

    /// Reads who is in which group. Throws for a member that is no name.
    mutating func loadHolders() throws(LDIFProblem) {
        guard holders == nil else { return }
        var all: [DNKey: [Int]] = [:]
        for group in groups.values.sorted() {
            try loadMembers(of: group)
            for member in memberLists[group]?.keys ?? [] { all[member, default: []].append(group) }
        }
        holders = all
    }

    mutating func addMember(_ key: DNKey, named name: String, to group: Int) throws(LDIFProblem) {
        let placeholder = settings.placeholder
        try changeMembers(of: group) { members, document in
            members.add(key, named: name, to: group, in: &document)
            guard let placeholder else { return }
            members.settlePlaceholder(placeholder, of: group, in: &document)
        }
        holders?[key, default: []].append(group)
    }

    /// A new group's only member, where a group has to have one.
    mutating func addPlaceholder(to group: Int) {
        guard let placeholder = settings.placeholder else { return }
        withDocument { document in
            _ = document.append(AttributeName.member.written, placeholder.text, to: group)
        }
        memberLists[group] = nil
    }

    mutating func removeMember(_ key: DNKey, from group: Int) throws(LDIFProblem) {
        let placeholder = settings.placeholder
        try changeMembers(of: group) { members, document in
            members.remove(key, from: group, in: &document)
            guard let placeholder else { return }
            members.settlePlaceholder(placeholder, of: group, in: &document)
        }
    }

    private mutating func changeMembers(
        of group: Int, _ change: (inout GroupMembers, inout LDIFDocument) -> Void
    ) throws(LDIFProblem) {
        try loadMembers(of: group)
        guard var members = memberLists.removeValue(forKey: group) else { return }
        change(&members, &document)
        memberLists[group] = members
    }

    mutating func withDocument<Result>(_ body: (inout LDIFDocument) -> Result) -> Result {
        body(&document)
    }

    // MARK: Indexes

    private mutating func enter(_ record: Int) {
        let key = keys[record]
        if let parent = key.parent { children[parent, default: Children(first: record)].count += 1 }
        guard key.isBelow(settings.base) else { return }
        let part = key.firstPart
        if isGroup(part, record) {
            if groups[part] == nil { groups[part] = record }
        } else {
            for name in accountNames(part, record) {
                if counts(record, before: accounts[name]) { accounts[name] = record }
            }
        }
    }

    private mutating func leave(_ record: Int) {
        let key = keys[record]
        if let parent = key.parent { children[parent]?.count -= 1 }
        let part = key.firstPart
        if isGroup(part, record) {
            if groups[part] == record { groups[part] = nil }
        } else {
            for name in accountNames(part, record) where accounts[name] == record {
                accounts[name] = nil
            }
        }
    }

    private func isGroup(_ part: String, _ record: Int) -> Bool {
        part.utf8.starts(with: "cn=".utf8) && !DNPart.hasSeveralAttributes(part)
            && hasClass("groupofnames", record)
    }

    /// What an entry is found by as an account: its name, or else its uid beside another name.
    private func accountNames(_ part: String, _ record: Int) -> [String] {
        if part.utf8.starts(with: "uid=".utf8) && !DNPart.hasSeveralAttributes(part) {
            return [part]
        }
        guard
            ["inetorgperson", "account", "posixaccount"].contains(where: { hasClass($0, record) })
        else { return [] }
        return values(of: .uid, record).map { DNPart.text("uid", $0) }
    }

    func namesAsAccount(_ record: Int) -> [String] {
        let part = keys[record].firstPart
        return isGroup(part, record) ? [] : accountNames(part, record)
    }

    /// The first entry of a name counts, but a person before anything else.
    private func counts(_ record: Int, before other: Int?) -> Bool {
        guard let other else { return true }
        return !hasClass("inetorgperson", other) && hasClass("inetorgperson", record)
    }
}
