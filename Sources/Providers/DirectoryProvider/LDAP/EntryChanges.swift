// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What one operation is to send: its requests in order, each after the one before was answered, and what of the
/// directory they need for themselves. It sends nothing.
struct EntryChanges: Sendable {
    struct Step: Sendable {
        var request: LDAPRequest
        /// Whether a server may have done it by itself already: what it refuses as done is done.
        var isFollowUp = false
    }

    private(set) var steps: [Step] = []
    private(set) var claims: [EntryClaim] = []

    private let dialect: LDAPDialect
    private var moved: Int?
    /// What an entry is to be named by where the tree's name is not as people write it.
    private var commonName: String?

    init(_ dialect: LDAPDialect) { self.dialect = dialect }

    /// `journal` is what the operation did to the picture's tree; of a create the last entry that it made gets its
    /// mark.
    init(
        _ journal: [LDIFDocument.Change], of operation: Operation,
        in picture: inout DirectoryPicture, _ dialect: LDAPDialect
    ) {
        self.dialect = dialect
        commonName = operation.attributes["common_name"]?.string
        let isMade = operation.kind == .create && DirectoryTypes.kind(of: operation.type).isEntry
        let mark = isMade ? operation.mark : nil
        let tree = picture.tree
        var renumbered: [Int] = []
        let made = journal.compactMap { change -> Int? in
            if case .inserted(let record) = change { record } else { nil }
        }
        for change in journal {
            switch change {
            case .inserted(let record):
                insert(record, in: &picture, mark: record == made.last ? mark : nil)
            case .renamed(let record, let former): rename(record, from: former, in: tree)
            case .deleted(let record): delete(record, in: tree)
            case .added(_, let record) where made.contains(record): break
            case .removed(_, let record) where made.contains(record): break
            case .added(let line, let record):
                if modify(.add, line, record, in: tree) { renumbered.append(record) }
            case .removed(let line, let record):
                if modify(.delete, line, record, in: tree) { renumbered.append(record) }
            }
        }
        for record in Set(renumbered).sorted() { renumber(record, in: &picture) }
        if dialect.profile == .activeDirectory { steps.removeAll(where: \.isFollowUp) }
    }

    /// The first change of what was there is refused where `filter` does not hold for its entry.
    mutating func assert(_ filter: String?) {
        let first = steps.firstIndex { step in
            if case .add = step.request.change { false } else { true }
        }
        if let first { steps[first].request.assertion = filter }
    }

    /// Puts a mark onto an entry or takes one off.
    mutating func setMark(
        of key: DNKey, from former: Mark?, to next: Mark?, in tree: DirectoryTree
    ) {
        guard former != next, let record = tree.position(of: key) else { return }
        let modifications = [(LDAPModification.Kind.delete, former), (.add, next)].compactMap {
            kind, mark in
            mark.map { LDAPModification(kind, dialect.markAttribute, [dialect.value(of: $0)]) }
        }
        claim(key, .alone)
        append(tree.name(of: record), .modify(modifications))
    }

    // MARK: One change

    private mutating func insert(
        _ record: Int, in picture: inout DirectoryPicture, mark: Mark?
    ) {
        let tree = picture.tree
        claim(tree.keys[record], .alone)
        claim(tree.keys[record].parent, .shared)
        var attributes: [(name: String, values: [[UInt8]])] = []
        for case let line? in tree.document.records[record].lines {
            guard let name = dialect.name(of: Self.name(of: line, in: tree)) else { continue }
            Self.append(Self.value(of: line, in: tree), to: name, in: &attributes)
        }
        if dialect.profile == .activeDirectory {
            completeForActiveDirectory(&attributes, record, in: &picture)
        }
        if let mark {
            Self.append(dialect.value(of: mark), to: dialect.markAttribute, in: &attributes)
        }
        append(newName(tree.keys[record]), .add(attributes))
    }

    private func newName(_ key: DNKey) -> String {
        guard let parent = key.parent?.text else { return key.text }
        return "\(newPart(key)),\(parent)"
    }

    private func newPart(_ key: DNKey) -> String {
        guard let commonName, DNPart.text("cn", commonName) == key.firstPart else {
            return key.firstPart
        }
        return "cn=\(dnEscaped(Array(commonName.utf8)))"
    }

    /// The server's own classes and numbers, and a password where the entry is to be logged in with.
    private func completeForActiveDirectory(
        _ attributes: inout [(name: String, values: [[UInt8]])], _ record: Int,
        in picture: inout DirectoryPicture
    ) {
        let isAccount = picture.tree.hasClass("inetorgperson", record)
        guard isAccount || picture.tree.hasClass("groupofnames", record) else { return }
        let classes = isAccount ? ActiveDirectory.userClasses : ActiveDirectory.groupClasses
        attributes.removeAll { $0.name == "objectClass" }
        for name in classes { Self.append(Array(name.utf8), to: "objectClass", in: &attributes) }
        if isAccount {
            Self.append(ActiveDirectory.unknownPassword(), to: "unicodePwd", in: &attributes)
        } else {
            let name = DNPart.value(of: picture.tree.keys[record].firstPart)
            Self.append(Array(name.utf8), to: "sAMAccountName", in: &attributes)
        }
        let numbers = Self.numbers(
            ServerNumbers(account: isAccount), of: record, in: picture.tree)
        picture.numbers[record] = numbers
        for name in ServerNumbers.Name.allCases {
            guard let text = numbers.text(of: name) else { continue }
            Self.append(Array(text.utf8), to: name.rawValue, in: &attributes)
        }
    }

    /// Numbers with what an entry's lines say.
    private static func numbers(
        _ former: ServerNumbers, of record: Int, in tree: DirectoryTree
    ) -> ServerNumbers {
        var numbers = former
        for attribute in [AttributeName.accountDisabled, .groupKind, .groupScope] {
            numbers.set(attribute, to: tree.values(of: attribute, record).first)
        }
        return numbers
    }

    private mutating func renumber(_ record: Int, in picture: inout DirectoryPicture) {
        let former = picture.numbers[record] ?? ServerNumbers()
        let next = Self.numbers(former, of: record, in: picture.tree)
        picture.numbers[record] = next
        for name in ServerNumbers.Name.allCases {
            guard let old = former.text(of: name), let new = next.text(of: name), old != new
            else { continue }
            claim(picture.tree.keys[record], .alone)
            modify(
                picture.tree.name(of: record),
                [
                    LDAPModification(.delete, name.rawValue, [Array(old.utf8)]),
                    LDAPModification(.add, name.rawValue, [Array(new.utf8)]),
                ])
        }
    }

    private static func append(
        _ value: [UInt8], to name: String,
        in attributes: inout [(name: String, values: [[UInt8]])]
    ) {
        if let place = attributes.firstIndex(where: { $0.name == name }) {
            attributes[place].values.append(value)
        } else {
            attributes.append((name, [value]))
        }
    }

    private mutating func rename(_ record: Int, from former: LDIFLine, in tree: DirectoryTree) {
        moved = record
        let key = tree.keys[record]
        if let before = try? tree.key(of: former) { claim(before, .alone) }
        claim(key, .alone)
        claim(key.parent, .shared)
        append(
            tree.document.text(of: former) ?? "",
            .rename(
                part: withEscapedEquals(newPart(key)),
                parent: withEscapedEquals(key.parent?.text ?? ""),
                isLeavingNoOld: dialect.profile == .activeDirectory))
    }

    private mutating func delete(_ record: Int, in tree: DirectoryTree) {
        claim(tree.keys[record], .alone)
        claim(tree.keys[record].parent, .shared)
        append(tree.name(of: record), .delete)
    }

    /// True for what the server keeps in a number.
    private mutating func modify(
        _ kind: LDAPModification.Kind, _ line: LDIFLine, _ record: Int, in tree: DirectoryTree
    ) -> Bool {
        let isFollowUp = moved != nil && moved != record
        guard let name = dialect.name(of: Self.name(of: line, in: tree)) else { return true }
        let value = Self.value(of: line, in: tree)
        claim(kind, name, value, of: tree.keys[record], isFollowUp: isFollowUp)
        modify(
            tree.name(of: record), [LDAPModification(kind, name, [value])], isFollowUp: isFollowUp)
        return false
    }

    /// Changes of one entry that follow each other are one request.
    private mutating func modify(
        _ entry: String, _ more: [LDAPModification], isFollowUp: Bool = false
    ) {
        if let last = steps.last, last.request.name == withEscapedEquals(entry),
            case .modify(let modifications) = last.request.change
        {
            steps[steps.count - 1].request.change = .modify(modifications + more)
        } else {
            append(entry, .modify(more))
            steps[steps.count - 1].isFollowUp = isFollowUp
        }
    }

    private mutating func append(_ name: String, _ change: LDAPRequest.Change) {
        steps.append(
            Step(request: LDAPRequest(name: withEscapedEquals(name), change: change)))
    }

    private static func name(of line: LDIFLine, in tree: DirectoryTree) -> String {
        String(decoding: tree.document.name(of: line), as: UTF8.self)
    }

    private static func value(of line: LDIFLine, in tree: DirectoryTree) -> [UInt8] {
        let value = tree.document.value(of: line)
        guard AttributeName(tree.document.name(of: line)) == .member else { return value }
        return Array(withEscapedEquals(String(decoding: value, as: UTF8.self)).utf8)
    }

    // MARK: Claims

    private mutating func claim(_ key: DNKey?, _ manner: EntryClaim.Manner) {
        if let key { claims.append(EntryClaim(what: key.text, manner)) }
    }

    /// Members come and go beside each other, each value for itself. But a group whose last member goes first
    /// and whose next one comes then would be empty in between: of two that come and go the order stays.
    private mutating func claim(
        _ kind: LDAPModification.Kind, _ name: String, _ value: [UInt8], of key: DNKey,
        isFollowUp: Bool
    ) {
        guard AttributeName(Array(name.utf8)[...]) == .member, !isFollowUp,
            let member = try? DNKey(value, in: value.indices)
        else { return claim(key, .alone) }
        let isFirst = !claims.contains { $0.what == key.text }
        if isFirst { claim(key, kind == .add ? .adding : .removing) }
        claims.append(EntryClaim(what: "\(member.text)\n\(key.text)", .alone))
        if kind == .add { claim(member, .shared) }
    }
}

/// That an operation needs something of the directory: alone, or beside others that need it in the same manner.
struct EntryClaim: Sendable {
    enum Manner: Sendable { case alone, shared, adding, removing }

    let what: String
    let manner: Manner

    init(what: String, _ manner: Manner) {
        self.what = what
        self.manner = manner
    }
}

/// Which operations have to wait for which: those before them that need the same.
struct EntryTurns {
    private struct Turn {
        var manner: EntryClaim.Manner
        var operations: [Int]
        var before: [Int] = []
    }

    private var turns: [String: Turn] = [:]

    /// What `operation` has to wait for.
    mutating func take(_ claims: [EntryClaim], for operation: Int) -> Set<Int> {
        var awaited: Set<Int> = []
        for claim in claims {
            guard var turn = turns.removeValue(forKey: claim.what) else {
                turns[claim.what] = Turn(manner: claim.manner, operations: [operation])
                continue
            }
            if turn.manner != claim.manner || claim.manner == .alone {
                turn = Turn(manner: claim.manner, operations: [], before: turn.operations)
            }
            awaited.formUnion(turn.before)
            turn.operations.append(operation)
            turns[claim.what] = turn
        }
        awaited.remove(operation)
        return awaited
    }
}
