// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// One batch on a server: read what it is about, compare and plan in memory, write, read back. Marks of what is a
/// value in an entry are saved before it comes and taken away after it is gone.
struct LDAPBatch {
    let place: TargetPlace
    let operations: [Operation]
    let session: LDAPSession
    private let reader: DirectoryReader
    private let marksFile: MarksFile
    private var registry: MarksRegistry
    private var results: [OperationResult?]
    private var run = WriteRun()
    private var planned: [Int] = []

    init(
        _ operations: [Operation], at place: TargetPlace, _ session: LDAPSession
    ) throws(ProviderFailure) {
        self.operations = operations
        self.place = place
        self.session = session
        reader = DirectoryReader(session, place)
        marksFile = MarksFile(in: place)
        registry = try marksFile.load()
        results = Array(repeating: nil, count: operations.count)
    }

    mutating func perform() throws(ProviderFailure) -> [OperationResult] {
        var picture = try reader.entries(for: operations.map(\.observeItem))
        picture.tree.withDocument { $0.startJournal() }
        for position in operations.indices { plan(position, in: &picture) }
        try saveMarks { registry, operation in
            if !operation.leavesNoMark { registry[operation.markKey] = operation.mark }
        }
        let outcomes = run.run(session.library)
        try settle(outcomes)
        return results.map { result in
            result ?? .failed(ProviderFailure(.unreachable, "the operation was not begun"))
        }
    }

    /// Compares and applies one operation in memory.
    private mutating func plan(_ position: Int, in picture: inout DirectoryPicture) {
        let operation = operations[position]
        let kind = DirectoryTypes.kind(of: operation.type)
        let presence = picture.find(operation.observeItem, registry)
        guard operation.precondition.accepts(presence, of: kind.type, settings: place.settings)
        else {
            results[position] = .stale(presence)
            return
        }
        do throws(ProviderFailure) {
            var changes = try changes(of: operation, kind, on: presence.object, in: &picture)
            if kind.isEntry, let object = presence.object,
                session.facts.offers(LDAPControl.assertion)
            {
                changes.assert(reader.dialect.filter(of: object, kind, picture.tree.settings))
            }
            run.add(changes, at: position)
            planned.append(position)
        } catch {
            results[position] = .failed(error)
        }
    }

    private func changes(
        of operation: Operation, _ kind: any DirectoryKind.Type, on object: ObservedObject?,
        in picture: inout DirectoryPicture
    ) throws(ProviderFailure) -> EntryChanges {
        let dialect = reader.dialect
        let former = object.flatMap { DirectoryPicture.key(of: $0) }
        if operation.isOnMarkAlone {
            var changes = EntryChanges(dialect)
            let next = operation.kind == .mark ? operation.mark : nil
            if kind.isEntry, let former {
                changes.setMark(of: former, from: object?.mark, to: next, in: picture.tree)
                picture.marks[former] = next
            }
            return changes
        }
        try kind.apply(operation, to: &picture.tree)
        let journal = picture.tree.withDocument { $0.takeJournal() }
        if let former { picture.marks[former] = nil }
        if kind.isEntry, !operation.leavesNoMark,
            let key = operation.attributes["dn"]?.string.map({ DNKey(canonical: $0) }) ?? former
        {
            picture.marks[key] = operation.mark
        }
        return EntryChanges(journal, of: operation, in: &picture, dialect)
    }

    // MARK: After the writes

    private mutating func settle(_ outcomes: [Int: WriteRun.Outcome]) throws(ProviderFailure) {
        var gone: [Int] = []
        var read: [Int] = []
        var refused: Set<MarkKey> = []
        for position in planned {
            switch outcomes[position] {
            case .failed(let failure):
                results[position] = .failed(failure)
                if !failure.isTransient, operations[position].kind == .create {
                    refused.insert(operations[position].markKey)
                }
            case .done where operations[position].leavesNoMark: gone.append(position)
            case .done, .stale: read.append(position)
            case nil: break
            }
        }
        try takeMarksAway(of: gone, refused)
        guard !read.isEmpty else { return }
        do throws(ProviderFailure) {
            var picture = try reader.entries(for: read.map { operations[$0].readBackItem })
            for position in read {
                let presence = picture.find(operations[position].readBackItem, registry)
                results[position] = Self.result(presence, outcomes[position])
            }
        } catch {
            for position in read { results[position] = .failed(error) }
        }
    }

    private static func result(
        _ presence: Presence, _ outcome: WriteRun.Outcome?
    ) -> OperationResult {
        if case .stale = outcome { return .stale(presence) }
        return switch presence {
        case .present(let object): .done(object)
        case .unreadable(let failure): .failed(failure)
        case .absent:
            .failed(ProviderFailure(.conflict, "the object was taken away while it was written"))
        }
    }

    /// Of objects that are gone and of those that the server did not take; one whose answer was lost may be there.
    /// A mark that could not be taken off counts for an object that is gone no more, but for one that is to be left
    /// it does.
    private mutating func takeMarksAway(
        of gone: [Int], _ refused: Set<MarkKey>
    ) throws(ProviderFailure) {
        for position in gone { results[position] = .gone }
        let keys = refused.union(gone.map { operations[$0].markKey })
        do throws(ProviderFailure) {
            try saveMarks { registry, operation in
                if keys.contains(operation.markKey) { registry[operation.markKey] = nil }
            }
        } catch {
            for position in gone where operations[position].kind == .unmark {
                results[position] = .failed(error)
            }
        }
    }

    /// Changes the registry's marks of planned objects that are no entries.
    private mutating func saveMarks(
        _ change: (inout MarksRegistry, Operation) -> Void
    ) throws(ProviderFailure) {
        var next = registry
        for position in planned {
            let operation = operations[position]
            if !DirectoryTypes.kind(of: operation.type).isEntry { change(&next, operation) }
        }
        if next != registry { try marksFile.save(next) }
        registry = next
    }
}

extension Operation {
    fileprivate var markKey: MarkKey { MarkKey(type: type, identity: identity) }

    fileprivate var readBackItem: ObserveItem {
        ObserveItem(
            type: type, identity: identity, attributes: attributes, recorded: recorded,
            isSuspended: kind == .suspend)
    }
}
