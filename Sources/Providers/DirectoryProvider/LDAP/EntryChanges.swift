// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

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

    init(_ dialect: LDAPDialect) { self.dialect = dialect }

    /// `journal` is what the operation did to the tree; `mark` goes onto the last entry that it made.
    init(
        _ journal: [LDIFDocument.Change], in tree: DirectoryTree, _ dialect: LDAPDialect,
        mark: Mark?
    ) {
        self.dialect = dialect
        let made = journal.compactMap { change -> Int? in
            if case .inserted(let record) = change { record } else { nil }
        }
        for change in journal {
            switch change {
            case .inserted(let record):
                insert(record, in: tree, mark: record == made.last ? mark : nil)
            case .renamed(let record, let former): rename(record, from: former, in: tree)
            case .deleted(let record): delete(record, in: tree)
            case .added(let line, let record) where !made.contains(record):
                modify(.add, line, record, in: tree)
            case .removed(let line, let record) where !made.contains(record):
                modify(.delete, line, record, in: tree)
            case .added, .removed: break
            }
        }
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
        steps.append(
            Step(request: LDAPRequest(name: tree.name(of: record), change: .modify(modifications))))
    }

    // MARK: One change

    private mutating func insert(_ record: Int, in tree: DirectoryTree, mark: Mark?) {
        claim(tree.keys[record], .alone)
        claim(tree.keys[record].parent, .shared)
        var attributes: [(name: String, values: [[UInt8]])] = []
        for case let line? in tree.document.records[record].lines {
            Self.append(
                tree.document.value(of: line), to: Self.name(of: line, in: tree), in: &attributes)
        }
        if let mark {
            Self.append(dialect.value(of: mark), to: dialect.markAttribute, in: &attributes)
        }
        append(tree.name(of: record), .add(attributes))
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
                part: key.firstPart, parent: key.parent?.text ?? "", isLeavingNoOld: false))
    }

    private mutating func delete(_ record: Int, in tree: DirectoryTree) {
        claim(tree.keys[record], .alone)
        claim(tree.keys[record].parent, .shared)
        append(tree.name(of: record), .delete)
    }

    private mutating func modify(
        _ kind: LDAPModification.Kind, _ line: LDIFLine, _ record: Int, in tree: DirectoryTree
    ) {
        let isFollowUp = moved != nil && moved != record
        let name = Self.name(of: line, in: tree)
        let value = tree.document.value(of: line)
        claim(kind, name, value, of: tree.keys[record], isFollowUp: isFollowUp)
        let entry = tree.name(of: record)
        if let last = steps.last, last.request.name == entry,
            case .modify(let modifications) = last.request.change
        {
            steps[steps.count - 1].request.change = .modify(
                modifications + [LDAPModification(kind, name, [value])])
        } else {
            append(entry, .modify([LDAPModification(kind, name, [value])]))
            steps[steps.count - 1].isFollowUp = isFollowUp
        }
    }

    private mutating func append(_ name: String, _ change: LDAPRequest.Change) {
        steps.append(Step(request: LDAPRequest(name: name, change: change)))
    }

    private static func name(of line: LDIFLine, in tree: DirectoryTree) -> String {
        String(decoding: tree.document.name(of: line), as: UTF8.self)
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
